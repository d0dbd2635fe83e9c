import type { Seconds } from '../../world/time.ts';
import type { Recording } from './recording.ts';

/** How a fact stands to another play: it happened there in the same second, at another time, or not at all. */
export type Difference = 'same' | 'other time' | 'only here';

/** One entry a fact, in the order of each history. */
export interface Differences {
  readonly mine: readonly Difference[];
  readonly other: readonly Difference[];
}

/**
 * Pairs the facts of two plays by what they say: first those of the same second, then what is left in the order of time. A fact
 * that happened twice in one play and once in the other is paired once.
 */
export function differencesOf(mine: Recording, other: Recording): Differences {
  const found = {
    mine: mine.history.map((): Difference => 'only here'),
    other: other.history.map((): Difference => 'only here'),
  };
  const theirs = placesBySaying(other);
  for (const [saying, places] of placesBySaying(mine)) pairUp(places, theirs.get(saying) ?? [], found);
  return found;
}

interface Place {
  readonly position: number;
  readonly at: Seconds;
}

function placesBySaying({ history, sentenceAt }: Recording): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const [position, { kind, subject, by, at }] of history.entries()) {
    const saying = `${kind}\n${subject}\n${by}\n${sentenceAt(position)}`;
    const places = found.get(saying);
    if (places === undefined) found.set(saying, [{ position, at }]);
    else places.push({ position, at });
  }
  return found;
}

// Both lists are in order of time, so one walk finds all that are of the same second.
function pairUp(
  mine: readonly Place[],
  theirs: readonly Place[],
  found: { readonly mine: Difference[]; readonly other: Difference[] },
): void {
  const left: Place[] = [];
  const right: Place[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [own, their] = [mine[i], theirs[j]];
    if (own === undefined && their === undefined) break;
    if (own !== undefined && their !== undefined && own.at === their.at) {
      found.mine[own.position] = 'same';
      found.other[their.position] = 'same';
      i += 1;
      j += 1;
    } else if (their === undefined || (own !== undefined && own.at < their.at)) {
      left.push(own as Place);
      i += 1;
    } else {
      right.push(their);
      j += 1;
    }
  }
  for (let pair = 0; pair < Math.min(left.length, right.length); pair += 1) {
    found.mine[left[pair]?.position ?? 0] = 'other time';
    found.other[right[pair]?.position ?? 0] = 'other time';
  }
}
