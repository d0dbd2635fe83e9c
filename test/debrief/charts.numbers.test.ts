import { describe, expect, test } from 'vitest';
import { makeConsumerLadder } from '../../src/debrief/charts/consumer-ladder.ts';
import { makeHarmChart } from '../../src/debrief/charts/harm-chart.ts';
import {
  makePlaybookAxis,
  playReference,
  referencePlaybook,
} from '../../src/debrief/charts/playbook-axis.ts';
import { makeRoleLanes } from '../../src/debrief/charts/role-lanes.ts';
import { makeScopeChart } from '../../src/debrief/charts/scope-chart.ts';
import { mostWithin, stepsWithin, valueAt } from '../../src/debrief/charts/steps.ts';
import { makeTornadoChart, tornadoQuestions } from '../../src/debrief/charts/tornado-chart.ts';
import { worthsInSteps } from '../../src/debrief/tornado.ts';
import { pastOfTaken } from '../../src/debrief/what-if.ts';
import { drain } from '../../src/exercise/in-steps.ts';
import { ENGINE_ONE, OPENING_ONE, playbookOf, played } from '../helpers/scenario-one.ts';

const NOVICE = played(playbookOf('novice').decisions);
const EXPERT = playReference(ENGINE_ONE)!;

describe('steps', () => {
  const steps = [
    { at: -10, value: 2 },
    { at: 5, value: 7 },
    { at: 6, value: 1 },
  ];

  test('a window begins with the value that held there', () => {
    expect(stepsWithin(steps, 0, 100)).toEqual([{ at: 0, value: 2 }, ...steps.slice(1)]);
    expect(valueAt(steps, -20)).toBe(0);
  });

  test('a short peak within a column is not lost', () => {
    expect(mostWithin(steps, 0, 10)).toBe(7);
    expect(mostWithin(steps, 6, 10)).toBe(1);
  });
});

describe('harm over time', () => {
  const chart = makeHarmChart(NOVICE, EXPERT);

  test('every decision is a pin, and refused ones are marked', () => {
    expect(chart.pins.map((pin) => pin.seq)).toEqual(NOVICE.taken.map((taken) => taken.seq));
    expect(chart.pins.find((pin) => pin.line.startsWith('revoke'))?.pillar).toBe('rotate');
  });

  test('the ghost is the reference playbook, and it never holds more access than there was', () => {
    expect(referencePlaybook(ENGINE_ONE)?.id).toBe('expert');
    const access = chart.series.find((series) => series.id === 'attackerAccess')!;
    expect(access.ghost!.at(-1)!.value).toBe(0);
    expect(access.mine.at(-1)!.value).toBeGreaterThan(0);
    expect(access.left).toBe(access.mine.at(-1)!.value);
  });

  test('without a playbook there is no ghost', () => {
    expect(makeHarmChart(NOVICE, null).series.every((series) => series.ghost === null)).toBe(true);
  });
});

describe('consumer ladder', () => {
  const ladder = makeConsumerLadder(NOVICE);

  test('has the nine exposed consumers and nobody else', () => {
    expect(ladder.rows.map((row) => row.consumer)).not.toContain('isobar');
    expect(ladder.rows).toHaveLength(9);
  });

  test('nobody recognises itself before it was told, and nothing counts twice', () => {
    for (const { reached } of ladder.rows)
      if (reached.matched !== null) expect(reached.told).toBeLessThanOrEqual(reached.matched);
    for (const { atEnd, later } of ladder.counts) expect(atEnd).toBeLessThanOrEqual(later);
  });

  test('telling nobody leaves everyone on the ground', () => {
    const silent = makeConsumerLadder(played(playbookOf('nothing').decisions));
    expect(silent.counts.find((one) => one.rung === 'told')).toMatchObject({ atEnd: 0, later: 0 });
  });
});

describe('role lanes', () => {
  const lanes = makeRoleLanes(NOVICE);

  test('spans have no gaps and fill play exactly', () => {
    for (const { spans, totals } of lanes.lanes) {
      expect(spans[0]?.from).toBe(0);
      expect(spans.at(-1)?.to).toBe(lanes.to);
      for (const [index, span] of spans.slice(1).entries()) expect(span.from).toBe(spans[index]?.to);
      expect(totals.busy + totals.waiting + totals.idle).toBe(lanes.to);
    }
  });

  test('busy time is what its decisions cost its hands', () => {
    const ci = lanes.lanes.find((lane) => lane.role === 'ci')!;
    const cost = NOVICE.taken
      .filter((one) => one.by === 'ci')
      .reduce((sum, one) => sum + one.until - one.at, 0);
    expect(ci.totals.busy).toBe(cost);
    expect(ci.totals.waiting).toBeGreaterThan(0);
  });
});

describe('known against true scope', () => {
  test('known never exceeds what was so, and a claim that was not true is marked', () => {
    const chart = makeScopeChart(EXPERT);
    expect(chart.known.at(-1)!.value).toBe(chart.rows.filter((row) => row.knownAt !== null).length);
    expect(chart.known.map((step) => step.at)).toEqual([...new Set(chart.known.map((step) => step.at))]);
    const contained = chart.phases.find((phase) => phase.phase === 'contained')!;
    const covers = contained.stretches.some(
      ({ from, to }) => from <= contained.claimedAt! && contained.claimedAt! < to,
    );
    expect(covers).toBe(contained.heldThen);
  });
});

describe('position between the playbooks', () => {
  test('best first, and it counts those below', () => {
    const mark = (id: string, percent: number) => ({ id, title: id, percent, ending: 'x' });
    const axis = makePlaybookAxis({ percent: 60, ending: 'x' }, [
      mark('low', 10),
      mark('best', 99),
      mark('same', 60),
    ]);
    expect(axis.others.map((one) => one.id)).toEqual(['best', 'same', 'low']);
    expect(axis).toMatchObject({ above: 1, complete: true });
  });
});

describe('tornado', () => {
  const past = pastOfTaken(NOVICE.taken);
  const questions = tornadoQuestions(OPENING_ONE, past);

  test('every decision is dropped and moved by 15 minutes, never out of play', () => {
    for (const { seq } of past)
      expect(questions.some(({ change }) => change.kind === 'drop' && change.seq === seq)).toBe(true);
    for (const { change } of questions)
      if (change.kind === 'move') expect(change.to).toBeGreaterThanOrEqual(0);
  });

  test('the revocation is worth points, and rows are in order of their width', () => {
    const some = questions
      .filter(({ decision }) => /^(revoke|inspect tags|answer)/.test(decision.do))
      .slice(0, 8);
    const chart = makeTornadoChart(
      drain(worthsInSteps(ENGINE_ONE, past, some, () => undefined)),
      some.length,
    );
    expect(chart.rows.find((row) => row.line.startsWith('revoke'))!.loss).toBeLessThan(0);
    const widths = chart.rows.map((row) => row.gain - row.loss);
    expect(widths).toEqual([...widths].sort((left, right) => right - left));
    expect(chart).toMatchObject({ done: some.length, of: some.length });
  });
});
