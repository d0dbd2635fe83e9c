import type { Session } from '../../exercise/session.ts';
import { walk } from '../../scoring/walk.ts';
import { isExposed } from '../../world/consumer.ts';
import { openWorld } from '../../world/opening.ts';
import { isPoison } from '../../world/reference.ts';
import type { Seconds } from '../../world/time.ts';
import { endOfPlay } from '../result.ts';

export const RUNGS = ['told', 'matched', 'clean', 'rotated'] as const;
export type Rung = (typeof RUNGS)[number];

export const RUNG_WORDS: Readonly<Record<Rung, string>> = {
  told: 'told',
  matched: 'saw it was them',
  clean: 'clean',
  rotated: 'rotated',
};

/** One exposed consumer: when it reached each rung for good, to the aftermath; null where it never did. */
export interface LadderRow {
  readonly consumer: string;
  readonly exposedAt: Seconds;
  readonly reached: Readonly<Record<Rung, Seconds | null>>;
}

export interface ConsumerLadder {
  readonly rows: readonly LadderRow[];
  /** How many stood on each rung when play ended, and a day later. */
  readonly counts: readonly { readonly rung: Rung; readonly atEnd: number; readonly later: number }[];
  readonly endOfPlay: Seconds;
}

/** Exposed consumers, each with how far up it came: told → matched → clean → rotated. */
export function makeConsumerLadder(finished: Session): ConsumerLadder {
  const { world } = finished.course;
  const exposed = Object.keys(world.consumers).filter((id) => isExposed(world, id));
  const cleanSince = cleanTimes(finished, exposed);
  const end = endOfPlay(finished);
  const rows = exposed.map(
    (consumer): LadderRow => ({
      consumer,
      exposedAt: world.consumers[consumer]?.exposedAt ?? 0,
      reached: {
        told: firstFact(finished, consumer, 'told'),
        matched: world.consumers[consumer]?.matchedAt ?? null,
        clean: cleanSince.get(consumer) ?? null,
        rotated: firstFact(finished, consumer, 'rotated'),
      },
    }),
  );
  const counts = RUNGS.map((rung) => ({
    rung,
    atEnd: rows.filter((row) => (row.reached[rung] ?? Number.POSITIVE_INFINITY) <= end).length,
    later: rows.filter((row) => row.reached[rung] !== null).length,
  }));
  return { rows, counts, endOfPlay: end };
}

function firstFact(finished: Session, consumer: string, rung: 'told' | 'rotated'): Seconds | null {
  const found = finished.course.history.find(
    (fact) =>
      fact.subject === consumer &&
      (rung === 'told' ? fact.kind === 'consumer-told' : fact.kind === 'consumer-acted' && fact.data.rotated),
  );
  return found?.at ?? null;
}

// Clean for good: since when it has run nothing with an implant, up to the aftermath.
function cleanTimes(finished: Session, exposed: readonly string[]): ReadonlyMap<string, Seconds> {
  const { estate } = finished.engine.scenario;
  const since = new Map<string, Seconds>();
  walk(openWorld(estate), finished.course.history, estate.clock.aftermath, ({ world, from }) => {
    for (const id of exposed) {
      const consumer = world.consumers[id];
      if (consumer === undefined || consumer.exposedAt === null) continue;
      if (isPoison(world, consumer.digest)) since.delete(id);
      else if (!since.has(id)) since.set(id, from);
    }
  });
  return since;
}
