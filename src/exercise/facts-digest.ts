import type { Fact } from '../world/fact.ts';

/** A hash that is fed piece by piece; passed in because the pure floors hold no hashing. */
export interface RunningHash {
  readonly add: (text: string) => void;
  /** `sha256:` and hex of all that was added so far; adding may go on afterwards. */
  readonly digest: () => string;
}

/**
 * Digest of a history: sha256 over its facts as JSON, one line each. The same facts give the same digest on every Node, in any zone
 * and whatever the steps of the clock were. Continues where it stopped when the history only grew, so that a long play stays cheap.
 */
export function makeFactsDigest(newHash: () => RunningHash): (history: readonly Fact[]) => string {
  let hash = newHash();
  let count = 0;
  let last: Fact | undefined;
  return (history) => {
    if (count > history.length || (count > 0 && history[count - 1] !== last)) {
      hash = newHash();
      count = 0;
    }
    for (; count < history.length; count++) hash.add(`${JSON.stringify(history[count])}\n`);
    last = history[count - 1];
    return hash.digest();
  };
}
