import { isIsolated } from './control.ts';
import type { PipelineSpec } from './estate.ts';
import type { Run, World } from './state.ts';
import { canLeave, canRun, toolFailure, toolImplants, toolsOf } from './tool.ts';

/** True while a scan pipeline can say yes or no to what is to go out: it runs, and gets its tools. */
export function scanStands(world: World, id: string): boolean {
  return canRun(world, id) && toolFailure(world, id, toolsOf(world, id)) === null;
}

/** True when a scan pipeline can say yes or no and sends nothing away: with clean tools on a clean runner, or with every way out shut. */
export function scansSafely(world: World, id: string): boolean {
  if (!scanStands(world, id)) return false;
  if (isIsolated(world, id)) return true;
  return toolImplants(world, id, toolsOf(world, id)).every((one) => !canLeave(world, one));
}

/** True when what a pipeline publishes now goes out unseen: it has a scan before it, and that stands still. */
export function isUnscanned(world: World, spec: PipelineSpec): boolean {
  return spec.scannedBy != null && !scanStands(world, spec.scannedBy);
}

/** A delivery in a run that still has the flaw which a scan would find; null when there is none. */
export function flawIn(world: World, run: Run): string | null {
  return run.inputs.split(',').find((id) => isFlawed(world, id)) ?? null;
}

export function isFlawed(world: World, delivery: string): boolean {
  const until = world.estate.deliveries[delivery]?.flawedUntil ?? null;
  return until !== null && world.at < until;
}
