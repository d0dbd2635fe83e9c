import { createHash } from 'node:crypto';
import type { RunningHash } from '../exercise/facts-digest.ts';

/** The sha256 that the pure floors are handed: it can be read at any point and then goes on. */
export function newRunningHash(): RunningHash {
  const hash = createHash('sha256');
  return {
    add: (text) => {
      hash.update(text, 'utf8');
    },
    digest: () => `sha256:${hash.copy().digest('hex')}`,
  };
}
