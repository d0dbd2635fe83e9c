import { describe, expect, test } from 'vitest';
import { makeStory } from '../../src/exercise/story.ts';
import { SCENARIO_ONE } from '../helpers/scenario-one.ts';
import { change, lineOf, load, SMALL, told } from './small.ts';

const storyOf = (text: string) => {
  const { scenario, diagnostics } = load(text);
  if (scenario === null) throw new Error(JSON.stringify(diagnostics));
  return scenario.story;
};

describe('a story', () => {
  test('is a machine that XState accepts, and begins in the initial states with their effects', () => {
    const { initial } = makeStory(storyOf(SMALL));
    expect(JSON.parse(initial.state)).toEqual({
      exercise: 'before',
      adversary: 'content',
      pressure: 'building',
    });
    expect(initial.effects.map(({ line, at }) => [line, at])).toEqual([
      ['deliver alert', 0],
      ['deliver press', 1800],
    ]);
    expect(() => makeStory(SCENARIO_ONE.story)).not.toThrow();
  });

  test('keeps equal guards and equal effects once', () => {
    const { guards, effects } = storyOf(SMALL);
    expect(Object.keys(effects)).toEqual(['e1', 'e2', 'e3']);
    expect(Object.keys(guards)).toEqual(['g1', 'g2', 'g3']);
  });

  test('finds targets beside the state, beside those around it, and by their path', () => {
    const targetOf = (text: string) => JSON.stringify(storyOf(text).machine).match(/"#story\.[a-z.]+"/g);
    expect(targetOf(SMALL)).toContain('"#story.exercise.during.contained"');
    expect(targetOf(change('to: contained }', 'to: over }'.replace('over', 'during.contained')))).toContain(
      '"#story.exercise.during.contained"',
    );
    const outward = change('to: contained }', 'to: over }').replace(
      'contained: {}',
      'contained: { on: { noted: [{ to: triage }] } }',
    );
    expect(told(load(outward))).toEqual([`${lineOf(outward, 'contained: { on')} story/unreachable-state`]);
  });
});

describe('the proof', () => {
  test('names a state to which nothing leads', () => {
    const text = change(
      '      back: {}\n',
      '      back: {}\n      lonely: { on: { noted: [{ to: back }] } }\n',
    );
    expect(told(load(text))).toEqual([`${lineOf(text, 'lonely')} story/unreachable-state`]);
  });

  test('names an inject that nothing delivers, also when only an unreachable state would', () => {
    const text = change('{ at: T+30m, deliver: press }', '').replace(
      '      back: {}\n',
      '      back: {}\n      lonely: { entry: [{ deliver: press }] }\n',
    );
    expect(told(load(text))).toEqual([
      `${lineOf(text, 'lonely')} story/unreachable-state`,
      `${lineOf(text, '  press: {')} story/inject-never-delivered`,
    ]);
  });

  test('counts transitions of the states around a reached one', () => {
    const text = change('{ at: T+30m, deliver: press }', '').replace(
      'on: { exercise-ended: [{ to: over }] }',
      'on: { exercise-ended: [{ to: over, do: [{ deliver: press }] }] }',
    );
    expect(load(text).diagnostics).toEqual([]);
  });
});
