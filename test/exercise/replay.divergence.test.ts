import { describe, expect, test } from 'vitest';
import type { JournalStep } from '../../src/exercise/journal-fold.ts';
import { replaySteps } from '../../src/exercise/replay.ts';
import { finish, passTime, type Session } from '../../src/exercise/session.ts';
import { digestOf } from '../helpers/facts-digest.ts';
import { openSmall, take } from '../helpers/small-drill.ts';

const OPEN = openSmall();

function journalOf(session: Session): readonly JournalStep[] {
  return session.taken.map((taken) => ({
    kind: 'decision',
    seq: taken.seq,
    at: taken.at,
    by: taken.by,
    do: taken.line,
    facts: 'sha256:unknown',
  }));
}

describe('replaying', () => {
  test('gives the same session, also when a control was lifted before a line that lifts it began', () => {
    const frozen = passTime(take(OPEN, 'freeze harborlight/base'), 600);
    const lifting = take(take(frozen, 'lift freeze:harborlight/base'), 'lift freeze:harborlight/base');
    expect(lifting.taken.map((one) => one.at)).toEqual([0, 600, 720]);
    const again = replaySteps(OPEN, journalOf(lifting), null);
    expect(again.rejected).toEqual([]);
    expect(digestOf(finish(again.session))).toBe(digestOf(finish(lifting)));
  });

  test('names the first record whose facts differ, and goes on', () => {
    const session = take(take(OPEN, 'freeze harborlight/base'), 'purge eu-mirror');
    const again = replaySteps(OPEN, journalOf(session), digestOf);
    expect(again.divergence).toMatchObject({ seq: 1, at: 0, expected: 'sha256:unknown' });
    expect(again.session.taken).toEqual(session.taken);
  });

  test('lists what this engine would not take, and why', () => {
    const steps: readonly JournalStep[] = [
      { kind: 'decision', seq: 1, at: 0, by: 'registry', do: 'freeze harborlight/nothing', facts: '' },
      { kind: 'decision', seq: 2, at: 0, by: 'ci', do: 'freeze harborlight/base', facts: '' },
      { kind: 'decision', seq: 3, at: 0, by: 'registry', do: 'freeze harborlight/base', facts: '' },
      { kind: 'decision', seq: 4, at: 60, by: 'registry', do: 'protect harborlight/base:stable', facts: '' },
      { kind: 'decision', seq: 5, at: 60, by: 'lead', do: 'declare closed', facts: '' },
      { kind: 'decision', seq: 6, at: 90, by: 'ci', do: 'purge eu-mirror', facts: '' },
    ];
    const again = replaySteps(OPEN, steps, null);
    expect(again.rejected.map((one) => [one.seq, one.message])).toEqual([
      [1, 'There is nothing called "harborlight/nothing" that you know of.'],
      [2, 'Only registry can do that; anyone may look.'],
      [4, 'Its role was busy then.'],
      [6, 'Play was over.'],
    ]);
    expect(again.session.taken.map((one) => one.seq)).toEqual([3, 5]);
    expect(again.divergence).toMatchObject({ seq: 1, found: 'no such decision' });
  });

  test('moves the clock to a mark', () => {
    expect(replaySteps(OPEN, [{ kind: 'mark', at: 777 }], null).session.now).toBe(777);
  });
});
