import type { Session } from '../exercise/session.ts';
import type { Referee } from './outcome.ts';
import { type Found, shortened } from './shorten.ts';

/** What was found so far: the extremes, and for each ending a line that leads there. */
export interface Record {
  readonly best: Found | null;
  readonly worst: Found | null;
  /** By ending: the shortest line found, then made shorter while it still leads there. */
  readonly endings: ReadonlyMap<string, Found>;
  /** Lines that did not end by EndEx; there should be none. */
  readonly endless: readonly Found[];
}

export interface OpenRecord {
  readonly see: (found: Found) => void;
  readonly read: () => Record;
}

export function openRecord(opening: Session, referee: Referee): OpenRecord {
  let best: Found | null = null;
  let worst: Found | null = null;
  const endings = new Map<string, Found>();
  const endless: Found[] = [];
  return {
    see: (found) => {
      const { points, ending, endedAt } = found.outcome;
      if (best === null || points > best.outcome.points) best = found;
      if (worst === null || points < worst.outcome.points) worst = found;
      if (endedAt === null) endless.push(found);
      const known = endings.get(ending);
      if (known === undefined || found.moves.length < known.moves.length) endings.set(ending, found);
    },
    read: () => ({
      best,
      worst,
      endings: new Map([...endings].map(([id, found]) => [id, shortened(opening, found, referee)])),
      endless,
    }),
  };
}
