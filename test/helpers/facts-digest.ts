import { createHash } from 'node:crypto';
import { makeFactsDigest } from '../../src/exercise/facts-digest.ts';
import type { Session } from '../../src/exercise/session.ts';
import type { Fact } from '../../src/world/fact.ts';

/** The digest of a history as the shell makes it. */
export function digestOfFacts(history: readonly Fact[]): string {
  return makeFactsDigest(() => {
    const hash = createHash('sha256');
    return {
      add: (text) => {
        hash.update(text);
      },
      digest: () => `sha256:${hash.copy().digest('hex')}`,
    };
  })(history);
}

export const digestOf = (session: Session): string => digestOfFacts(session.course.history);
