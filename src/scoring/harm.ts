import { drain, type InSteps } from '../exercise/in-steps.ts';
import type { Session } from '../exercise/session.ts';
import { isExposed, isRelieved } from '../world/consumer.ts';
import { heldLive } from '../world/credential.ts';
import { openWorld } from '../world/opening.ts';
import { poisonedMappings } from '../world/pull-through-cache.ts';
import { outages, servesPoison } from '../world/questions.ts';
import { poisonedTags } from '../world/registry.ts';
import type { World } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';
import { runsPoison } from '../world/workload.ts';
import { walkInSteps } from './walk.ts';

/** Harm as it stood from `at` on: how many of each, so that curves of several sessions can be laid over one another. */
export interface HarmPoint {
  readonly at: Seconds;
  /** Working credentials in the hands of intruders. */
  readonly attackerAccess: number;
  /** Tags and cache mappings that give out an implant. */
  readonly poisonServed: number;
  readonly servesPoison: boolean;
  /** Consumers who ran an implant and are not yet clean and told to rotate. */
  readonly consumersExposed: number;
  readonly workloadsPoisoned: number;
  readonly outages: number;
}

/** Harm over time as a step function of a history: one point for each second at which any of it changed, up to `until`. */
export function harmOverTime(session: Session, until: Seconds): readonly HarmPoint[] {
  return drain(harmInSteps(session, until));
}

/** As `harmOverTime`, a few facts at a time. */
export function* harmInSteps(session: Session, until: Seconds): InSteps<readonly HarmPoint[]> {
  const points: HarmPoint[] = [];
  yield* walkInSteps(openWorld(session.engine.scenario.estate), session.course.history, until, (span) => {
    const point = harmAt(span.world, span.from);
    const last = points.at(-1);
    if (last === undefined || differs(last, point)) points.push(point);
  });
  return points;
}

/** Harm as a world has it at one second. */
export function harmAt(world: World, at: Seconds): HarmPoint {
  const held = Object.keys(world.estate.agents).flatMap((agent) => heldLive(world, agent));
  const mappings = Object.keys(world.caches).flatMap((cache) => poisonedMappings(world, cache));
  return {
    at,
    attackerAccess: new Set(held).size,
    poisonServed: poisonedTags(world).length + mappings.length,
    servesPoison: servesPoison(world),
    consumersExposed: Object.keys(world.consumers).filter(
      (id) => isExposed(world, id) && !isRelieved(world, id),
    ).length,
    workloadsPoisoned: Object.keys(world.workloads).filter((id) => runsPoison(world, id)).length,
    outages: outages(world).length,
  };
}

function differs(left: HarmPoint, right: HarmPoint): boolean {
  return (Object.keys(left) as (keyof HarmPoint)[]).some((key) => key !== 'at' && left[key] !== right[key]);
}
