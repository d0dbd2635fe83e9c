import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, isOver, makeEngine, openSession, type Session } from '../../src/exercise/session.ts';
import { type Explored, explore } from '../../src/explore/explore.ts';
import { makeLinePlayer, type Tally } from '../../src/explore/line-player.ts';
import { makeReferee } from '../../src/explore/outcome.ts';
import { playbookText } from '../../src/explore/playbook-text.ts';
import { rightLine } from '../../src/explore/right-line.ts';
import { makeKeys } from '../../src/explore/state-key.ts';
import { type Move, take } from '../../src/explore/step.ts';
import { FILE_CHECKER } from '../../src/scenario/file-checker.ts';
import { loadPlaybook } from '../../src/scenario/playbook.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { plays } from '../helpers/random-team.ts';
import { contextOf, tutorialWith } from '../helpers/tutorial-document.ts';

const { scenario } = contextOf(tutorialWith());
const OPENING = openSession(makeEngine(scenario));

function explored(states: number, stopAt = Number.POSITIVE_INFINITY): Explored {
  const steps = explore(makeEngine(scenario), { states, moments: 12 });
  for (let step = steps.next(), turn = 0; ; step = steps.next(), turn += 1) {
    if (step.done === true) return step.value;
    if (turn >= stopAt) step.value.stopped = true;
  }
}

const replay = (moves: readonly Move[]): Session =>
  moves.reduce((session, move) => take(session, move) ?? session, OPENING);

describe('exploring the tutorial', () => {
  const result = explored(4000);

  test('reaches every ending, and says by which line', () => {
    expect([...result.record.endings.keys()].sort()).toEqual(scenario.endings.map((one) => one.id).sort());
    for (const [id, { moves, outcome }] of result.record.endings) {
      expect(scoreSession(finish(replay(moves)))).toMatchObject({ ending: { id }, points: outcome.points });
      for (const [index] of moves.entries())
        expect(scoreSession(finish(replay(moves.filter((_, place) => place !== index)))).ending.id).not.toBe(
          id,
        );
    }
  });

  test('proves what it walked wholly and says what it only sampled', () => {
    const proven = result.parts.filter((part) => part.complete).map((part) => part.id);
    expect(proven).toEqual(expect.arrayContaining(['playbooks', 'one-change', 'laws']));
    expect(explored(300).parts.find((part) => part.id === 'two-changes')?.complete).toBe(false);
  });

  test('finds that every line ends, that par is the expert’s, and that law 4 holds', () => {
    const { best, worst, endless } = result.record;
    expect([best?.outcome.points, worst?.outcome.points, endless, result.breaches]).toEqual([100, 0, [], []]);
  });

  test('comes to the same twice', () => {
    expect(JSON.stringify(explored(1500))).toBe(JSON.stringify(explored(1500)));
  });

  test('ends soon after it is stopped, with what there is by then', () => {
    const stopped = explored(1_000_000, 20);
    expect(stopped.tally.scored).toBeLessThan(200);
    expect(stopped.parts.map((part) => part.complete)).toContain(false);
    expect(stopped.record.best).not.toBeNull();
  });

  test('gives lines that a playbook file plays again', () => {
    const line = result.record.endings.get('dry-feet')?.moves ?? [];
    const text = playbookText(scenario.id, line, 'found');
    const { playbook, diagnostics } = loadPlaybook(
      text,
      'found.yaml',
      scenario.estate.clock.calendar,
      FILE_CHECKER,
    );
    expect(diagnostics).toEqual([]);
    const again = playLines(OPENING, playbook?.lines ?? []);
    expect(again.ok && scoreSession(finish(again.session)).ending.id).toBe('dry-feet');
  });
});

const texts = [...new Set(scenario.playbooks.flatMap((one) => one.decisions.map((line) => line.do)))].filter(
  (text) => !text.startsWith('wait'),
);
const line = fc
  .array(fc.record({ at: fc.nat(40).map((minute) => minute * 60), do: fc.constantFrom(...texts) }), {
    maxLength: 9,
  })
  .map((moves) => moves.map((move): Move => ({ ...move, by: null })).sort((one, other) => one.at - other.at));

test('states that are merged go on alike: a line played with what is known scores as played alone', () => {
  const tally: Tally = { states: 0, merged: 0, scored: 0, stopped: false };
  const referee = makeReferee(OPENING, tally);
  const first = scenario.playbooks[0];
  if (first === undefined) throw new Error('no playbook');
  const { moves } = rightLine(OPENING, first, referee);
  const player = makeLinePlayer(OPENING, makeKeys(scenario), moves, tally, referee);
  const base = fc
    .tuple(fc.subarray([...moves]), line)
    .map(([kept, more]) => [...kept, ...more].sort((one, other) => one.at - other.at));
  fc.assert(
    fc.property(base, (chosen) => {
      const { points, ending } = player.play(chosen).outcome;
      const alone = scoreSession(finish(replay(chosen)));
      expect([points, ending]).toEqual([alone.points, alone.ending.id]);
    }),
    plays(250),
  );
  expect(tally.merged).toBeGreaterThan(0);
});

test('a line is over by EndEx', () => {
  fc.assert(
    fc.property(line, (chosen) => {
      expect(isOver(finish(replay(chosen)))).toBe(true);
    }),
    plays(60),
  );
});
