import { expect, test } from 'vitest';
import { drain, type InSteps } from '../../src/exercise/in-steps.ts';
import { harmInSteps, harmOverTime } from '../../src/scoring/harm.ts';
import { scoreInSteps, scoreSession } from '../../src/scoring/score.ts';
import { type Span, walk, walkInSteps } from '../../src/scoring/walk.ts';
import { openWorld } from '../../src/world/opening.ts';
import { playbookOf, played, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const FINISHED = played(playbookOf('novice').decisions);
const AFTERMATH = SCENARIO_ONE.estate.clock.aftermath;

function stepsOf(work: InSteps<unknown>): number {
  let count = 1;
  while (work.next().done !== true) count += 1;
  return count;
}

test('a walk in steps visits what a walk at once visits, and only a few stretches a step', () => {
  for (const until of [-1e9, 0, 3600, AFTERMATH]) {
    const whole: Span[] = [];
    const { history } = FINISHED.course;
    walk(openWorld(SCENARIO_ONE.estate), history, until, (span) => whole.push(span));
    const parts: Span[] = [];
    const work = walkInSteps(openWorld(SCENARIO_ONE.estate), history, until, (span) => parts.push(span));
    for (let done = false; !done; ) {
      const before = parts.length;
      done = work.next().done === true;
      expect(parts.length - before).toBeLessThanOrEqual(17);
    }
    expect(parts.map(({ from, to, facts }) => ({ from, to, facts: facts.length }))).toEqual(
      whole.map(({ from, to, facts }) => ({ from, to, facts: facts.length })),
    );
    expect(parts.at(-1)?.world).toEqual(whole.at(-1)?.world);
  }
});

test('score and harm come out the same in steps, and no step is the whole of it', () => {
  expect(drain(scoreInSteps(FINISHED))).toEqual(scoreSession(FINISHED));
  expect(drain(harmInSteps(FINISHED, AFTERMATH))).toEqual(harmOverTime(FINISHED, AFTERMATH));
  expect(stepsOf(scoreInSteps(FINISHED))).toBeGreaterThan(20);
  expect(stepsOf(harmInSteps(FINISHED, AFTERMATH))).toBeGreaterThan(10);
});
