import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalStep } from '../../src/exercise/journal-fold.ts';
import { replaySteps } from '../../src/exercise/replay.ts';
import { finish, openSession, passTime, type Session } from '../../src/exercise/session.ts';
import { printAttempt } from '../../src/world/attempt.ts';
import { digestOf, digestOfFacts } from '../helpers/facts-digest.ts';
import { moves, playMoves, plays } from '../helpers/random-team.ts';
import { ENGINE_ONE, OPENING_ONE, playbookOf, played } from '../helpers/scenario-one.ts';

interface Kept {
  readonly session: Session;
  readonly steps: readonly JournalStep[];
}

/** Plays as a team that writes its journal. */
function keepJournal(chosen: Parameters<typeof playMoves>[1]): Kept {
  const steps: JournalStep[] = [];
  const session = playMoves(OPENING_ONE, chosen, (before, after) => {
    const taken = after.taken.at(-1)!;
    steps.push({
      kind: 'decision',
      seq: taken.seq,
      at: taken.at,
      by: taken.by,
      do: taken.line,
      facts: digestOf(before),
    });
  });
  return { session, steps };
}

describe('law 1: the same decisions give the same history, byte for byte', () => {
  test('whether time passes in one step, in sixty, or in any other', () => {
    fc.assert(
      fc.property(
        moves(8),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }),
        (chosen, sizes) => {
          const { session, steps } = keepJournal(chosen);
          const now = session.now;
          const stepped = replaySteps(OPENING_ONE, inSmallSteps(steps, now, sizes), (at) => digestOf(at));
          expect(stepped.divergence).toBeNull();
          expect(digestOf(finish(stepped.session))).toBe(digestOf(finish(session)));
        },
      ),
      plays(60),
    );
    const once = passTime(OPENING_ONE, 3600);
    let minutes = OPENING_ONE;
    for (let minute = 1; minute <= 60; minute++) minutes = passTime(minutes, minute * 60);
    expect(digestOf(minutes)).toBe(digestOf(once));
  });

  test('whoever opened an engine of the same scenario before', () => {
    expect(digestOf(openSession(ENGINE_ONE))).toBe(digestOf(OPENING_ONE));
  });

  test.each([
    { TZ: 'UTC', LANG: 'C' },
    { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
  ])('in any time zone and language: %j', (env) => {
    const script = join(import.meta.dirname, 'print-expert-digest.ts');
    const found = execFileSync(process.execPath, ['--no-warnings', '--experimental-strip-types', script], {
      env: { ...process.env, ...env },
      cwd: '/',
      encoding: 'utf8',
    });
    expect(found.trim()).toBe(digestOf(played(playbookOf('expert').decisions)));
  });
});

// Marks between the decisions, as a front end writes them while the clock runs.
function inSmallSteps(
  steps: readonly JournalStep[],
  now: number,
  sizes: readonly number[],
): readonly JournalStep[] {
  const all: JournalStep[] = [];
  let at = 0;
  let turn = 0;
  const until = (end: number): void => {
    while (at < end) {
      at = Math.min(end, at + (sizes[turn++ % sizes.length] ?? 60));
      all.push({ kind: 'mark', at });
    }
  };
  for (const step of steps) {
    until(step.at);
    all.push(step);
  }
  until(now);
  return all;
}

describe('law 2', () => {
  test('a what-if without a change is identical to the original', () => {
    fc.assert(
      fc.property(moves(10), (chosen) => {
        const { session, steps } = keepJournal(chosen);
        const again = replaySteps(OPENING_ONE, steps, digestOf);
        expect(again.rejected).toEqual([]);
        expect(again.divergence).toBeNull();
        expect(again.session.taken).toEqual(session.taken);
        expect(digestOf(finish(again.session))).toBe(digestOf(finish(session)));
      }),
      plays(80),
    );
  });

  test('the history of a cut-off journal is a prefix', () => {
    fc.assert(
      fc.property(moves(10), fc.nat(10), (chosen, cut) => {
        const { session, steps } = keepJournal(chosen);
        const part = replaySteps(OPENING_ONE, steps.slice(0, cut), null).session.course.history;
        const whole = finish(session).course.history;
        expect(digestOfFacts(part)).toBe(digestOfFacts(whole.slice(0, part.length)));
      }),
      plays(60),
    );
  });

  test('a canonical line reads back as itself', () => {
    fc.assert(
      fc.property(moves(10), (chosen) => {
        playMoves(OPENING_ONE, chosen, (_before, after, decision) => {
          expect(printAttempt(decision.attempt)).toBe(decision.line);
          expect(after.taken.at(-1)?.line).toBe(decision.line);
        });
      }),
      plays(60),
    );
  });
});
