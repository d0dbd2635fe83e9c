import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, pastOfTaken, playWishes } from '../../src/debrief/what-if.ts';
import { whatIf } from '../../src/debrief/what-if-difference.ts';
import { facilitate } from '../../src/exercise/facilitate.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession, type Session } from '../../src/exercise/session.ts';
import { MINUTE } from '../../src/world/time.ts';
import { SCENARIO_ONE } from '../helpers/scenario-one.ts';
import { DRILL, digestOfFacts, EXPERT, playDrill } from './drill.ts';

const engine = makeEngine(DRILL);
const past = pastOfTaken(playDrill(EXPERT).taken);
const seqOf = (start: string): number => past.find((one) => one.do.startsWith(start))!.seq;

function takeAll(opening: Session, lines: readonly string[]): Session {
  const played = playLines(
    opening,
    lines.map((line, index) => ({ at: null, by: null, do: line, line: index + 1 })),
  );
  if (!played.ok) throw new Error(played.problem.message);
  return played.session;
}

function differ(...changes: readonly Change[]) {
  const result = whatIf(engine, past, changes, digestOfFacts());
  if (!result.ok) throw new Error(result.message);
  return result.difference;
}

const LINES = [
  'pause api-build',
  'inspect audit-log harborlight/base',
  'revoke hub-ci-2023',
  'repoint harborlight/base:stable to image:clean',
  'rotate aws-deploy',
  'declare contained',
  'note something',
  'notify consumers with tag=harborlight/base:stable',
  'wait 3m',
  'wait landed',
  'wait next',
];

describe('a what-if without a change', () => {
  test('is identical to the original', () => {
    const { same, points, facts, shifted, rejected, refused } = differ();
    expect({ same, change: points.change, facts, shifted, rejected, refused }).toEqual({
      same: true,
      change: 0,
      facts: { firstDifferent: null, counts: [] },
      shifted: [],
      rejected: [],
      refused: [],
    });
  });

  test('keeps what a facilitator held and delivered', () => {
    const engine = makeEngine(SCENARIO_ONE);
    for (const line of ['hold executive-sentence', 'deliver executive-sentence']) {
      const steered = facilitate(openSession(engine), line);
      if (!steered.ok) throw new Error(steered.message);
      const played = takeAll(steered.session, ['pause api-build', 'declare contained']);
      const interventions = [{ at: 0, do: line }];
      const again = playWishes(engine, pastOfTaken(played.taken), openSession(engine), interventions);
      const without = playWishes(engine, pastOfTaken(played.taken), openSession(engine));
      const real = digestOfFacts()(finish(played).course.history);
      expect(digestOfFacts()(again.finished.course.history)).toBe(real);
      expect(digestOfFacts()(without.finished.course.history)).not.toBe(real);
    }
  });

  test('is identical for any decisions in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 25 }), (lines) => {
        const session = playDrill(lines);
        const again = playWishes(engine, pastOfTaken(session.taken), openSession(engine));
        expect(again.rejected).toEqual([]);
        expect(again.session.taken).toEqual(session.taken);
        expect(digestOfFacts()(again.finished.course.history)).toBe(
          digestOfFacts()(finish(session).course.history),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('a changed journal', () => {
  test('loses what rested on a dropped decision', () => {
    const { same, objectives, facts, ending } = {
      ...differ({ kind: 'drop', seq: seqOf('revoke') }),
      ending: null,
    };
    expect(same).toBe(false);
    expect(objectives.find((one) => one.id === 'rotate')?.change).toBe(-20);
    expect(facts.firstDifferent?.before?.text).toContain('revoke hub-ci-2023');
    expect(facts.counts).toContainEqual({ kind: 'credential-revoked', before: 3, after: 2, change: -1 });
    expect(ending).toBeNull();
  });

  test('keeps the times of later decisions whose role is free', () => {
    expect(differ({ kind: 'drop', seq: seqOf('pause') }).shifted).toEqual([]);
  });

  test('shifts those whose role is busy, by no more than they must', () => {
    const inserted = differ({ kind: 'insert', at: 0, line: 'protect harborlight/base:1.8' });
    expect(inserted.shifted.every((one) => one.do !== 'pause api-build')).toBe(true);
    const late = differ({ kind: 'move', seq: seqOf('revoke'), to: 9 * MINUTE });
    expect(late.shifted.slice(0, 2).map((one) => [one.do.split(' to ')[0], one.from, one.to])).toEqual([
      ['revoke hub-ci-2023', 'T+9m', 'T+10m'],
      ['repoint harborlight/base:1.8', 'T+10m', 'T+13m'],
    ]);
  });

  test('lists what the team could not have said then', () => {
    const early = differ({
      kind: 'insert',
      at: 0,
      line: 'repoint harborlight/base:stable to sha256:cccccccccccccccc',
    });
    expect(early.rejected).toHaveLength(1);
    expect(early.same).toBe(true);
  });

  test('lists what the world now refuses', () => {
    const protectedFirst = differ({ kind: 'move', seq: seqOf('protect'), to: 0 });
    expect(protectedFirst.refused.map((one) => [one.do, one.code])).toEqual([
      ['repoint harborlight/base:stable to image:clean', 'protected'],
    ]);
    expect(protectedFirst.points.change).toBeLessThan(0);
  });

  test('swaps two decisions', () => {
    const swapped = differ({ kind: 'swap', seq: seqOf('revoke'), with: seqOf('protect') });
    expect(swapped.same).toBe(false);
    expect(differ({ kind: 'swap', seq: 1, with: 2 }, { kind: 'swap', seq: 1, with: 2 }).same).toBe(true);
  });
});

test.each<[Change, string]>([
  [{ kind: 'drop', seq: 99 }, 'There is no decision 99 to change.'],
  [{ kind: 'move', seq: 1, to: -60 }, 'T-1m is outside of play, which ends at T+4h00m.'],
  [{ kind: 'insert', at: 5 * 3600, line: 'note x' }, 'T+5h00m is outside of play, which ends at T+4h00m.'],
])('refuses %j', (change, message) => {
  expect(whatIf(engine, past, [change], digestOfFacts())).toEqual({ ok: false, message });
});
