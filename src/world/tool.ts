import { controlAt, gateRefusal, isIsolated, isPaused } from './control.ts';
import type { Digest, ImplantSpec, PipelineSpec } from './estate.ts';
import { pinnedIn } from './pin.ts';
import { resolveThrough } from './pull-through-cache.ts';
import { imageOf, isPoison, parseReference } from './reference.ts';
import type { Resolved } from './registry.ts';
import type { World } from './state.ts';

/** What a reference of a pipeline leads to now, and how it was got. */
export type Got = Resolved & {
  readonly fetched: boolean;
  readonly local: boolean;
  readonly pinned: boolean;
};

export type Tool = Got & {
  readonly reference: string;
  /** The reference of the tool that calls this one; null for one that the pipeline names itself. */
  readonly inside: string | null;
};

/**
 * What a run started now would get for one of its references. A pin wins, and gets nothing when its digest is served no more; then
 * the runner's own copy of the tag, if it keeps any (INCIDENTS.md H-12) or is cut off; then the registry or the cache.
 */
export function getFor(world: World, spec: PipelineSpec, reference: string): Got {
  const kept = world.pipelines[spec.id]?.local[reference];
  const local = { fetched: false, local: true, pinned: false };
  if (isIsolated(world, spec.id) && spec.worksOffline === true)
    return kept === undefined
      ? { digest: null, code: 'paused', ...local }
      : { digest: kept, code: null, ...local };
  const repo = parseReference(reference)?.repo ?? '';
  const pinned = pinnedIn(world, spec.id, controlAt(world, 'pin', spec.id)?.digests ?? [], repo);
  if (pinned !== null)
    return { ...resolveThrough(world, spec.via, `${repo}@${pinned}`), local: false, pinned: true };
  if (spec.keepsLocalCopies && kept !== undefined) return { digest: kept, code: null, ...local };
  return { ...resolveThrough(world, spec.via, reference), local: false, pinned: false };
}

const DEEPEST = 4;

/** The tools that a run started now would get, and those that they call themselves: a reference inside one that is pinned can still move (H-15). */
export function toolsOf(world: World, id: string): readonly Tool[] {
  const spec = world.estate.pipelines[id];
  return spec === undefined ? [] : (spec.uses ?? []).flatMap((one) => withInner(world, spec, one, null, 0));
}

function withInner(
  world: World,
  spec: PipelineSpec,
  reference: string,
  inside: string | null,
  depth: number,
): readonly Tool[] {
  const tool: Tool = { ...getFor(world, spec, reference), reference, inside };
  const inner = tool.digest === null || depth === DEEPEST ? [] : (imageOf(world, tool.digest)?.uses ?? []);
  return [tool, ...inner.flatMap((one) => withInner(world, spec, one, reference, depth + 1))];
}

/** Why a run started now would not get its tools: each is fetched before any step begins; null when it gets all. */
export function toolFailure(world: World, id: string, tools: readonly Tool[]): string | null {
  for (const { reference, digest, code } of tools) {
    if (digest === null) return `its tool ${reference} could not be pulled (${code ?? 'not-found'})`;
    const gate = gateRefusal(world, id, digest);
    if (gate !== null) return `its gate refused the tool ${reference} (${gate})`;
  }
  return null;
}

/** Implants that a run started now would run beside its base: in a tool, or left behind on its runner. */
export function toolImplants(world: World, id: string, tools: readonly Tool[]): readonly string[] {
  const found =
    toolFailure(world, id, tools) !== null ? [] : tools.flatMap((tool) => poisonOf(world, tool.digest));
  const foothold = world.pipelines[id]?.foothold ?? null;
  return [...new Set([...found, ...(foothold === null ? [] : [foothold])])];
}

function poisonOf(world: World, digest: Digest | null): readonly string[] {
  const poison = digest === null ? null : (imageOf(world, digest)?.poison ?? null);
  return poison === null ? [] : [poison];
}

/** True when the pipeline would start a run at all: not paused, and cut off only when it can work so. */
export function canRun(world: World, id: string): boolean {
  if (isPaused(world, id)) return false;
  return !isIsolated(world, id) || world.estate.pipelines[id]?.worksOffline === true;
}

/** Where an implant can send what it read: its host, else where it falls back to; null when both are blocked at our edge. */
export function exitOf(world: World, implant: ImplantSpec): string | null {
  const hosts = [implant.host, ...(implant.fallback == null ? [] : [implant.fallback])];
  return hosts.find((host) => controlAt(world, 'block', host) === null) ?? null;
}

/** True when what an implant reads could leave our network now. */
export function canLeave(world: World, poison: string): boolean {
  const implant = world.estate.implants[poison];
  return implant !== undefined && exitOf(world, implant) !== null;
}

/** True when the next scheduled run would hand out what it can read: a tool or its runner carries an implant, and it is not stopped, and something can leave. */
export function leaksByTools(world: World, id: string): boolean {
  if (!canRun(world, id) || isIsolated(world, id)) return false;
  return toolImplants(world, id, toolsOf(world, id)).some((one) => canLeave(world, one));
}

/** True when no tool of a pipeline can be exchanged silently and all are signed and clean: by digest, by a pin, or by a list of what is allowed. */
export function toolsFixed(world: World, id: string): boolean {
  const allowed = controlAt(world, 'allow-only', id) !== null;
  const tools = toolsOf(world, id);
  return (
    tools.length > 0 &&
    tools.every((tool) => {
      const image = tool.digest === null ? null : imageOf(world, tool.digest);
      if (image === null || image.poison !== null || image.signedBy === null || image.digest !== tool.digest)
        return false;
      return tool.pinned || allowed || parseReference(tool.reference)?.tag === null;
    })
  );
}

/** True when neither an implant nor a copy of an image with one is left on a pipeline's runner. */
export function runnerClean(world: World, id: string): boolean {
  const runner = world.pipelines[id];
  if (runner === undefined || runner.foothold != null) return false;
  return Object.values(runner.local).every((digest) => !isPoison(world, digest));
}
