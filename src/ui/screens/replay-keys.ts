import {
  type Direction,
  type Moment,
  momentAfter,
  momentAt,
  type Stride,
  searchMoment,
  sessionAt,
  stride,
  worldAt,
} from '../../debrief/replay/cursor.ts';
import { faster, toggle } from '../../debrief/replay/playback.ts';
import type { JournalStep } from '../../exercise/journal-fold.ts';
import { MINUTE, parseTime, type Seconds } from '../../world/time.ts';
import type { Desk } from '../desk.ts';
import { factText } from '../replay/fact-text.ts';
import type { ReplayData } from '../replay/replay-data.ts';
import { jump, type ReplayState } from '../replay/replay-state.ts';
import { type Binding, type Go, go, pop, push, type Step, say, stay, work } from '../screen.ts';
import { EMPTY_FIELD } from '../text-field.ts';
import { othersPanel } from './replay-others.tsx';
import { whatIfPanel } from './replay-what-if.tsx';

type Keys = readonly Binding<ReplayState>[];
/** Opens the replay again where it stands, changed. */
export type Reopen = (state: ReplayState) => Go;

const PAGE: Seconds = 15 * MINUTE;
const isLooking = (state: ReplayState): boolean => state.typing === null;

export function replayKeys(desk: Desk, data: ReplayData, reopen: Reopen): Keys {
  return [
    ...playKeys(desk),
    ...stepKeys(data),
    ...typingKeys(data),
    ...askKeys(desk, data, reopen),
    {
      keys: ['j', 'down'],
      does: 'what was true and seen: down',
      when: isLooking,
      run: (state) => stay({ ...state, top: state.top + 1 }),
    },
    {
      keys: ['k', 'up'],
      does: 'what was true and seen: up',
      when: isLooking,
      run: (state) => stay({ ...state, top: Math.max(0, state.top - 1) }),
    },
    { keys: ['q'], does: 'back', short: 'back', when: isLooking, run: () => go(pop()) },
  ];
}

function playKeys(desk: Desk): Keys {
  const start = (state: ReplayState, direction: Direction): Step<ReplayState> =>
    stay({ ...state, playback: toggle(state.playback, direction), playedAt: desk.settings.ticker() });
  return [
    {
      keys: ['space'],
      does: 'play, or stand still (at 1 x a second is a simulated minute)',
      short: 'play',
      when: isLooking,
      run: (state) => start(state, 1),
    },
    {
      keys: ['b'],
      does: 'play backwards, or stand still',
      when: isLooking,
      run: (state) => start(state, -1),
    },
    {
      keys: ['+', '='],
      does: 'faster, up to 64 x',
      when: isLooking,
      run: (state) => stay({ ...state, playback: faster(state.playback, 1) }),
    },
    {
      keys: ['-'],
      does: 'slower, down to 0.5 x',
      when: isLooking,
      run: (state) => stay({ ...state, playback: faster(state.playback, -1) }),
    },
  ];
}

const STRIDES: readonly (readonly [key: string, kind: Stride, words: string])[] = [
  ['d', 'decision', 'decision'],
  ['m', 'inject', 'message'],
  ['a', 'attack', 'move of the intruders'],
  ['c', 'claim', 'claim of the team'],
];

function stepKeys(data: ReplayData): Keys {
  const { recording } = data;
  const to = (kind: Stride, direction: Direction, words: string) => (state: ReplayState) => {
    const found = stride(recording, state.moment, kind, direction);
    if (found === null) return go<ReplayState>(say(`There is no ${words} that way.`, 'dim'));
    return stay(jump(state, found));
  };
  const shift = (by: Seconds) => (state: ReplayState) =>
    stay(jump(state, momentAt(recording, state.moment.at + by)));
  const at = (time: Seconds) => (state: ReplayState) => stay(jump(state, momentAt(recording, time)));
  return [
    { keys: ['right', 'l'], does: 'next fact', short: 'fact', when: isLooking, run: to('fact', 1, 'fact') },
    { keys: ['left', 'h'], does: 'fact before', when: isLooking, run: to('fact', -1, 'fact') },
    ...STRIDES.flatMap(
      ([key, kind, words]): Keys => [
        {
          keys: [key],
          does: `next ${words}`,
          ...(key === 'd' ? { short: 'decision' } : {}),
          when: isLooking,
          run: to(kind, 1, words),
        },
        { keys: [key.toUpperCase()], does: `${words} before`, when: isLooking, run: to(kind, -1, words) },
      ],
    ),
    differenceKey(data, 'v', 1),
    differenceKey(data, 'V', -1),
    { keys: ['pagedown'], does: '15 minutes on', when: isLooking, run: shift(PAGE) },
    { keys: ['pageup'], does: '15 minutes back', when: isLooking, run: shift(-PAGE) },
    {
      keys: ['home', 'g'],
      does: 'to the alert, once more to the very beginning',
      when: isLooking,
      run: (state) => at(state.moment.at === 0 ? recording.from : 0)(state),
    },
    {
      keys: ['end', 'G'],
      does: 'to the end of play, once more a day later',
      when: isLooking,
      run: (state) => at(state.moment.at === data.endOfPlay ? recording.to : data.endOfPlay)(state),
    },
  ];
}

function differenceKey({ recording }: ReplayData, key: string, direction: Direction): Binding<ReplayState> {
  return {
    keys: [key],
    does: direction === 1 ? 'next fact that is not so in the play beside it' : 'the one before',
    ...(direction === 1 ? { short: 'difference' } : {}),
    when: (state) => isLooking(state) && state.other !== null,
    run: (state) => {
      const mine = state.other?.differences.mine ?? [];
      for (let index = state.moment.index + direction; index >= 1 && index <= mine.length; index += direction)
        if (mine[index - 1] !== 'same') return stay(jump(state, momentAfter(recording, index)));
      return go<ReplayState>(say('There is no difference that way.', 'dim'));
    },
  };
}

function typingKeys(data: ReplayData): Keys {
  const { recording } = data;
  const ask = (what: 'search' | 'time') => (state: ReplayState) =>
    stay<ReplayState>({ ...state, typing: { what, field: EMPTY_FIELD } });
  const again = (direction: Direction) => (state: ReplayState) => find(data, state, state.search, direction);
  return [
    { keys: ['/'], does: 'search the facts', short: 'search', when: isLooking, run: ask('search') },
    {
      keys: ['n'],
      does: 'next that was searched for',
      when: (state) => isLooking(state) && state.search !== '',
      run: again(1),
    },
    {
      keys: ['N'],
      does: 'the one before',
      when: (state) => isLooking(state) && state.search !== '',
      run: again(-1),
    },
    {
      keys: ['t', ':'],
      does: 'to a time: T+1h05m, or 10:25',
      short: 'time',
      when: isLooking,
      run: ask('time'),
    },
    {
      keys: ['enter'],
      does: 'go there',
      short: 'go there',
      when: (state) => state.typing !== null,
      run: (state) => {
        const text = state.typing?.field.text.trim() ?? '';
        const standing: ReplayState = { ...state, typing: null };
        if (text === '') return stay(standing);
        if (state.typing?.what === 'search') return find(data, { ...standing, search: text }, text, 1);
        const time = parseTime(text, recording.session.engine.scenario.estate.clock.calendar);
        if (time === null) return go(say('A time is T+1h05m, T-20m or 10:25.', 'warn'), standing);
        return stay(jump(standing, momentAt(recording, time)));
      },
    },
    {
      keys: ['escape'],
      does: 'go nowhere',
      short: 'stay',
      when: (state) => state.typing !== null,
      run: (state) => stay({ ...state, typing: null }),
    },
  ];
}

function find(data: ReplayData, state: ReplayState, words: string, direction: Direction): Step<ReplayState> {
  const found = searchMoment(data.recording, state.moment, words, direction);
  return found === null ? go(say('No fact says that.', 'warn'), state) : stay(jump(state, found));
}

function askKeys(desk: Desk, data: ReplayData, reopen: Reopen): Keys {
  // By facts, not by the clock: of two decisions in the second in which play ended, the first one is still within it.
  const isOpen = ({ moment }: ReplayState): boolean =>
    moment.at >= 0 && worldAt(data.recording, moment).exercise.endedAt === null;
  const inPlay = ({ moment }: ReplayState): boolean => moment.at >= 0 && moment.at <= data.endOfPlay;
  const over: Step<ReplayState> = go(
    say('That is outside of play; choose a moment between the alert and the end.', 'warn'),
  );
  return [
    {
      keys: ['w'],
      does: 'what if: change a decision here and see the difference',
      short: 'what if',
      when: isLooking,
      run: (state) => (inPlay(state) ? go(push(whatIfPanel(desk, data, state.moment)), still(state)) : over),
    },
    {
      keys: ['f'],
      does: 'go on playing from here, as a new session in coach mode; on a decision: in its place',
      short: 'play from here',
      when: isLooking,
      run: (state) =>
        isOpen(state)
          ? go(
              work('Setting the scene…', () => branch(desk, data, state.moment)),
              still(state),
            )
          : over,
    },
    {
      keys: ['e'],
      does: "the expert's play beside this one, or away again",
      short: 'expert',
      when: isLooking,
      run: (state) => stay({ ...state, top: 0, other: state.other === null ? data.expert() : null }),
    },
    {
      keys: ['o'],
      does: 'another session beside this one',
      when: isLooking,
      run: (state) =>
        go(
          work('Looking for other plays…', async () =>
            push(await othersPanel(desk, data, (other) => reopen({ ...state, other }))),
          ),
          still(state),
        ),
    },
    {
      keys: ['enter'],
      does: 'the whole of this fact',
      short: 'whole',
      when: isLooking,
      run: (state) => {
        const position = Math.max(0, momentAfter(data.recording, state.moment.index).index - 1);
        const { title, rowsFor, raw } = factText(data.recording, position);
        return go(push(desk.screens.viewer(title, rowsFor, raw)), still(state));
      },
    },
  ];
}

function still(state: ReplayState): ReplayState {
  return { ...state, playback: { ...state.playback, playing: false } };
}

async function branch(desk: Desk, data: ReplayData, moment: Moment): Promise<Go> {
  // Who stands on a decision wants to take another one in its place.
  const fact = data.recording.history[moment.index - 1];
  const isOnDecision = fact?.kind === 'decided' && fact.at === moment.at;
  const before = isOnDecision ? { ...moment, index: moment.index - 1 } : moment;
  const taken = new Set(sessionAt(data.recording, before).taken.map((one) => one.seq));
  const played = data.steps.filter((step) =>
    step.kind === 'decision' ? taken.has(step.seq) : step.at <= moment.at,
  );
  const steps: readonly JournalStep[] = [...played, { kind: 'mark', at: moment.at }];
  return push(desk.screens.session(await desk.services.branch(data.told, steps), true));
}
