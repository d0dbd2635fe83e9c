import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  momentAfter,
  momentAt,
  momentOfFact,
  searchMoment,
  sessionAt,
  storyAt,
  stride,
  worldAt,
} from '../../src/debrief/replay/cursor.ts';
import { faster, playOn, SPEEDS, STANDING, toggle } from '../../src/debrief/replay/playback.ts';
import { makeRecording, worldAfter } from '../../src/debrief/replay/recording.ts';
import { activeStates } from '../../src/debrief/replay/story-states.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { passTime } from '../../src/exercise/session.ts';
import { reveal } from '../../src/exercise/view.ts';
import { openWorld } from '../../src/world/opening.ts';
import { evolve } from '../../src/world/world.ts';
import { OPENING_ONE, playbookOf, played, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const FINISHED = played(playbookOf('novice').decisions);
const RECORDING = makeRecording(FINISHED);
const COUNT = RECORDING.history.length;

describe('a cursor over a recording', () => {
  test('the world of any moment is the fold of the facts up to it', () => {
    let world = openWorld(SCENARIO_ONE.estate);
    for (let index = 1; index <= COUNT; index++) {
      world = evolve(world, FINISHED.course.history[index - 1]!);
      if (index % 50 === 0 || index === COUNT) expect(worldAfter(RECORDING, index)).toEqual(world);
    }
  });

  test('the last moment is the finished session', () => {
    const moment = momentAt(RECORDING, RECORDING.to);
    expect(moment.index).toBe(COUNT);
    expect(worldAt(RECORDING, moment)).toEqual({ ...FINISHED.course.world, at: RECORDING.to });
    expect(storyAt(RECORDING, moment)).toBe(FINISHED.course.story);
  });

  test('a moment holds all facts up to its second, and none later', () => {
    fc.assert(
      fc.property(fc.integer({ min: RECORDING.from, max: RECORDING.to }), (at) => {
        const { index } = momentAt(RECORDING, at);
        expect(RECORDING.history.slice(0, index).every((fact) => fact.at <= at)).toBe(true);
        expect(RECORDING.history.slice(index).every((fact) => fact.at > at)).toBe(true);
      }),
    );
  });

  test('what the team had seen at a decision is what it saw when it played', () => {
    const lines = playbookOf('expert').decisions;
    const whole = makeRecording(played(lines));
    const result = playLines(OPENING_ONE, lines, (taken, before) => {
      if (taken.seq % 7 !== 0) return;
      const shown = reveal(before);
      // The decisions of this very second come before it in the history, the others with it.
      const position = whole.history.findIndex((fact) => fact.kind === 'decided' && fact.cause === taken.seq);
      const then = reveal(sessionAt(whole, { index: position, at: before.now }));
      expect(then).toEqual(shown);
    });
    expect(result.ok).toBe(true);
  });

  test('a session that still goes on ends where play has come to', () => {
    const standing = passTime(OPENING_ONE, 1200);
    expect(makeRecording(standing).to).toBe(1200);
  });
});

describe('steps', () => {
  test('next and previous undo one another', () => {
    for (const kind of ['fact', 'decision', 'inject', 'attack'] as const) {
      const first = stride(RECORDING, momentAfter(RECORDING, 0), kind, 1)!;
      const second = stride(RECORDING, first, kind, 1)!;
      expect(second.index).toBeGreaterThan(first.index);
      expect(stride(RECORDING, second, kind, -1)).toEqual(first);
    }
  });

  test('stepping by decisions meets each of them once', () => {
    const met: (number | null)[] = [];
    for (
      let at = stride(RECORDING, momentAfter(RECORDING, 0), 'decision', 1);
      at !== null;
      at = stride(RECORDING, at, 'decision', 1)
    )
      met.push(RECORDING.history[at.index - 1]!.cause);
    expect(met).toEqual(FINISHED.taken.map((taken) => taken.seq));
  });

  test('there is nothing beyond either end', () => {
    expect(stride(RECORDING, momentAfter(RECORDING, 0), 'fact', -1)).toBeNull();
    expect(stride(RECORDING, momentAfter(RECORDING, COUNT), 'fact', 1)).toBeNull();
    expect(stride(RECORDING, momentAfter(RECORDING, COUNT), 'decision', 1)).toBeNull();
  });
});

describe('search', () => {
  test('finds the next fact that says so, goes round, and finds nothing for other words', () => {
    const start = momentAfter(RECORDING, 0);
    const first = searchMoment(RECORDING, start, 'Revoked', 1)!;
    expect(RECORDING.sentenceAt(first.index - 1).toLowerCase()).toContain('revoked');
    const last = searchMoment(RECORDING, start, 'revoked', -1)!;
    expect(last.index).toBeGreaterThan(first.index);
    expect(searchMoment(RECORDING, last, 'revoked', 1)).toEqual(first);
    expect(searchMoment(RECORDING, start, 'no fact says this', 1)).toBeNull();
    expect(searchMoment(RECORDING, start, '  ', 1)).toBeNull();
  });

  test('a fact is found by its id', () => {
    expect(momentOfFact(RECORDING, 'f10')).toEqual(momentAfter(RECORDING, 10));
    expect(momentOfFact(RECORDING, 'f999999')).toBeNull();
  });
});

describe('playing', () => {
  const start = momentAt(RECORDING, 0);

  test('at 1 x a second of watching is a minute of simulated time, either way', () => {
    const one = { ...STANDING, speed: 1 as const };
    expect(playOn(RECORDING, start, toggle(one, 1), 1000).moment.at).toBe(60);
    expect(playOn(RECORDING, start, toggle(one, -1), 2000).moment.at).toBe(-120);
  });

  test('many short ticks come as far as one long one', () => {
    let now = { moment: start, playback: toggle(STANDING, 1) };
    for (let tick = 0; tick < 70; tick++) now = playOn(RECORDING, now.moment, now.playback, 1000 / 70);
    expect(now.moment.at).toBeGreaterThanOrEqual(239);
    expect(now.moment.at).toBeLessThanOrEqual(240);
  });

  test('it stands still at the end, and while it is not playing', () => {
    const end = playOn(RECORDING, start, toggle({ ...STANDING, speed: 64 }, 1), 3_600_000);
    expect(end).toMatchObject({ moment: { at: RECORDING.to, index: COUNT }, playback: { playing: false } });
    expect(playOn(RECORDING, start, STANDING, 5000).moment).toBe(start);
  });

  test('the speeds go from 0.5 to 64 and no further', () => {
    let playback = STANDING;
    for (let step = 0; step < 20; step++) playback = faster(playback, 1);
    expect(playback.speed).toBe(64);
    for (let step = 0; step < 20; step++) playback = faster(playback, -1);
    expect(playback.speed).toBe(SPEEDS[0]);
  });

  test('the same key starts and stops, the other turns round', () => {
    const forward = toggle(STANDING, 1);
    expect(forward).toMatchObject({ playing: true, direction: 1 });
    expect(toggle(forward, 1).playing).toBe(false);
    expect(toggle(forward, -1)).toMatchObject({ playing: true, direction: -1 });
  });
});

describe('the story', () => {
  test('active states are told by region, nested ones by path', () => {
    expect(activeStates('{"press":"calm","exercise":{"response":"triage"}}')).toEqual([
      { region: 'press', state: 'calm' },
      { region: 'exercise', state: 'response.triage' },
    ]);
    expect(activeStates('"on"')).toEqual([{ region: 'story', state: 'on' }]);
  });
});
