import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeFactsDigest } from '../../src/exercise/facts-digest.ts';
import { passTime } from '../../src/exercise/session.ts';
import { digestOfFacts } from '../helpers/facts-digest.ts';
import { openSmall, take } from '../helpers/small-drill.ts';

let added = 0;
const digest = makeFactsDigest(() => {
  const hash = createHash('sha256');
  return {
    add: (text) => {
      added++;
      hash.update(text);
    },
    digest: () => `sha256:${hash.copy().digest('hex')}`,
  };
});
const OPEN = openSmall();

describe('the digest of a history', () => {
  test('of none is that of nothing', () => {
    expect(digestOfFacts([])).toBe(`sha256:${createHash('sha256').digest('hex')}`);
  });

  test('is that of its lines, and goes on where it stopped when the history only grew', () => {
    const later = passTime(take(OPEN, 'freeze harborlight/base'), 3600);
    const lines = later.course.history.map((fact) => `${JSON.stringify(fact)}\n`).join('');
    digest(OPEN.course.history);
    const before = added;
    expect(digest(later.course.history)).toBe(`sha256:${createHash('sha256').update(lines).digest('hex')}`);
    expect(added - before).toBe(later.course.history.length - OPEN.course.history.length);
  });

  test('begins anew after an undo, and for another history of the same length', () => {
    const one = take(OPEN, 'freeze harborlight/base').course.history;
    const other = take(OPEN, 'purge eu-mirror').course.history;
    expect(one).toHaveLength(other.length);
    for (const history of [one, other, OPEN.course.history, one])
      expect(digest(history)).toBe(digestOfFacts(history));
    expect(digest(one)).not.toBe(digest(other));
  });
});
