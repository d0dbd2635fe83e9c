import { Box } from 'ink';
import { drawAxis } from '../../debrief/charts/axis-text.ts';
import { drawHarm } from '../../debrief/charts/harm-text.ts';
import { drawLadder } from '../../debrief/charts/ladder-text.ts';
import { drawLanes } from '../../debrief/charts/lanes-text.ts';
import { drawScope } from '../../debrief/charts/scope-text.ts';
import { endOfPlay } from '../../debrief/result.ts';
import type { Outcome } from '../../record/outcome.ts';
import { printTime, type Seconds } from '../../world/time.ts';
import { chartRows, roomOf } from '../charts/chart-rows.ts';
import { Lines, within } from '../components/lines.tsx';
import type { Desk, ToldSession } from '../desk.ts';
import { open } from '../open-screen.tsx';
import { type Row, row, span } from '../row.ts';
import {
  type Binding,
  go,
  type Look,
  type OpenScreen,
  pop,
  push,
  type Step,
  say,
  stay,
  type ViewProps,
} from '../screen.ts';
import { fieldOf } from '../text-field.ts';
import { costliestRows } from './hot-wash-costs.ts';
import { type HotWashData, hotWashData } from './hot-wash-data.ts';
import { resultRows, taskRows } from './hot-wash-rows.ts';
import { firstState, type HotWashState, moveOnTab, TABS, type Tab, toTab } from './hot-wash-state.ts';
import { talkRows } from './hot-wash-talk.ts';

/** Work between two frames: with a frame's own time a key still waits for less than a blink. */
const SLICE_MILLISECONDS = 2;
const HEAD_ROWS = 2;

/** The team's own review: how it ended, what earned and cost points, charts, and the questions to talk about. */
export function hotWashScreen(
  desk: Desk,
  told: ToldSession,
  outcome: Outcome,
  answer: ((question: string, text: string) => void) | null,
): OpenScreen {
  const data = hotWashData(desk, told, outcome);
  const answers = Object.fromEntries(data.folded.answers.map((one) => [one.question, one.text]));
  return open<HotWashState>({
    name: 'hot wash',
    shape: 'full',
    initial: firstState(answers),
    keys: [...tabKeys(), ...moveKeys(data), ...actKeys(desk, data, answer)],
    field: (state) => state.field,
    edit: (state, field) => ({ ...state, field }),
    tick: {
      every: () => (data.slow.isDone() ? null : 1),
      run: (state) => {
        data.slow.work(SLICE_MILLISECONDS);
        return stay(state);
      },
      isSeen: data.slow.hasNews,
    },
    View: ({ state, look }) => <HotWashView state={state} look={look} data={data} />,
  });
}

type Keys = readonly Binding<HotWashState>[];

function tabKeys(): Keys {
  return [
    {
      keys: ['tab', 'right', 'l'],
      does: 'next page',
      short: 'next page',
      when: isReading,
      run: (state) => stay(toTab(state, 1)),
    },
    {
      keys: ['backtab', 'left', 'h'],
      does: 'page before',
      when: isReading,
      run: (state) => stay(toTab(state, -1)),
    },
    {
      keys: TABS.map((_, index) => String(index + 1)),
      does: `pages: ${TABS.map((tab, index) => `${index + 1} ${tab}`).join(', ')}`,
      when: isReading,
      run: (state, _, key) => stay({ ...state, tab: TABS[Number(key.name) - 1] ?? state.tab }),
    },
  ];
}

const isReading = (state: HotWashState): boolean => state.field === null;

function countOn(data: HotWashData, tab: Tab, look: Look): number {
  if (tab === 'Tasks') return data.tasks.length;
  if (tab === 'Costs') return data.slow.tornado().rows.length;
  if (tab === 'Talk') return data.questions.length;
  return Math.max(1, resultRows(data, look).length - (look.size.rows - HEAD_ROWS) + 1);
}

function moveKeys(data: HotWashData): Keys {
  const move = (by: number) => (state: HotWashState, look: Look) =>
    stay(moveOnTab(state, by, countOn(data, state.tab, look)));
  return [
    { keys: ['j', 'down'], does: 'down', when: isReading, run: move(1) },
    { keys: ['k', 'up'], does: 'up', when: isReading, run: move(-1) },
    { keys: ['pagedown', 'space'], does: 'ten down', when: isReading, run: move(10) },
    { keys: ['pageup', 'b'], does: 'ten up', when: isReading, run: move(-10) },
  ];
}

function actKeys(
  desk: Desk,
  data: HotWashData,
  answer: ((question: string, text: string) => void) | null,
): Keys {
  const replayAt = (at: Seconds | null) => go<HotWashState>(push(desk.screens.replay(data.told, at)));
  const question = (state: HotWashState) => data.questions[state.at.Talk];
  return [
    {
      keys: ['enter'],
      does: 'to that moment in the replay',
      short: 'show it',
      when: (state) => state.tab === 'Tasks',
      run: (state) => showTask(data, state, replayAt),
    },
    {
      keys: ['enter'],
      does: 'to that decision in the replay',
      short: 'show it',
      when: (state) => state.tab === 'Costs',
      run: (state) => {
        const chosen = data.slow.tornado().rows[state.at.Costs];
        return chosen === undefined ? {} : replayAt(chosen.at);
      },
    },
    {
      keys: ['enter'],
      does: 'answer the question; it is kept with the session',
      short: 'answer',
      when: (state) => state.tab === 'Talk' && isReading(state) && question(state) !== undefined,
      run: (state) => {
        if (answer === null)
          return go(
            say(
              'Nothing can be kept now: another program has this session open, or its file cannot be written.',
              'warn',
            ),
          );
        return stay({ ...state, field: fieldOf(state.answers[question(state)?.id ?? ''] ?? '') });
      },
    },
    {
      keys: ['enter'],
      does: 'keep the answer',
      short: 'keep',
      when: (state) => state.field !== null,
      run: (state) => keep(state, question(state)?.id ?? '', answer),
    },
    {
      keys: ['escape'],
      does: 'leave the answer as it was',
      short: 'leave it',
      when: (state) => state.field !== null,
      run: (state) => stay({ ...state, field: null }),
    },
    {
      keys: ['r'],
      does: 'replay from the beginning',
      short: 'replay',
      when: isReading,
      run: () => replayAt(0),
    },
    { keys: ['q'], does: 'back', short: 'back', when: isReading, run: () => go(pop()) },
  ];
}

function keep(
  state: HotWashState,
  id: string,
  answer: ((question: string, text: string) => void) | null,
): Step<HotWashState> {
  const text = (state.field?.text ?? '').trim();
  if (text === '' || text === state.answers[id]) return stay({ ...state, field: null });
  answer?.(id, text);
  const answers = { ...state.answers, [id]: text };
  return stay(moveOnTab({ ...state, field: null, answers }, 1, Number.POSITIVE_INFINITY));
}

function showTask(
  data: HotWashData,
  state: HotWashState,
  replayAt: (at: Seconds) => Step<HotWashState>,
): Step<HotWashState> {
  const task = data.tasks[state.at.Tasks]?.task;
  const cited = data.outcome.finished.course.history.find((fact) => task?.because.includes(fact.id));
  const at = cited?.at ?? task?.at ?? null;
  return at === null ? go(say('It never came about, so there is no moment to show.', 'warn')) : replayAt(at);
}

interface HotWashViewProps extends ViewProps<HotWashState> {
  readonly data: HotWashData;
}

function HotWashView({ state, look, data }: HotWashViewProps) {
  const { columns, rows } = look.size;
  const body = within(look, { columns, rows: rows - HEAD_ROWS });
  return (
    <Box flexDirection="column">
      <Lines rows={[headRow(data), tabRow(state, look)]} look={within(look, { columns, rows: HEAD_ROWS })} />
      <Lines rows={bodyRows(state, body, data)} look={body} />
    </Box>
  );
}

function headRow({ outcome }: HotWashData): Row {
  const { finished, score } = outcome;
  return [
    span(' Hot wash', 'title'),
    span(`  ${finished.engine.scenario.title}`),
    span(`  ended ${printTime(endOfPlay(finished))}, ${score.percent} %, ${score.ending.title}`, 'dim'),
  ];
}

// Where names do not fit, the numbers stay: they are the keys.
function tabRow({ tab }: HotWashState, { size }: Look): Row {
  const isNarrow = size.columns < 78;
  return TABS.map((name, index) => {
    const isOpen = name === tab;
    const words = isOpen || !isNarrow ? `${index + 1} ${name}` : `${index + 1}`;
    return span(isOpen ? `[${words}]` : ` ${words} `, isOpen ? 'strong' : 'dim');
  });
}

// A result that is longer than its room says so in its last row.
function resultPage(data: HotWashData, top: number, look: Look): readonly Row[] {
  const all = resultRows(data, look);
  const { rows } = look.size;
  const left = all.length - top - rows;
  if (left <= 0) return all.slice(top);
  return [...all.slice(top, top + rows - 1), row(` ${left + 1} more rows: j, k, PgDn`, 'dim')];
}

function bodyRows(state: HotWashState, look: Look, data: HotWashData): readonly Row[] {
  const room = roomOf(look, { columns: 2, rows: 1 });
  const picture = (rows: readonly Row[]): readonly Row[] => [
    row(''),
    ...rows.map((one) => [span(' '), ...one]),
  ];
  switch (state.tab) {
    case 'Result':
      return resultPage(data, state.at.Result, look);
    case 'Tasks':
      return taskRows(data, state, look);
    case 'Harm':
      return picture(chartRows(drawHarm(data.slow.harm(), room)));
    case 'Scope':
      return picture(chartRows(drawScope(data.scope(), room)));
    case 'Reach':
      return picture(chartRows(drawLadder(data.ladder(), room)));
    case 'Roles':
      return picture(chartRows(drawLanes(data.lanes(), room)));
    case 'Rank':
      return picture(chartRows(drawAxis(data.slow.axis(), room)));
    case 'Costs':
      return costliestRows(data, state, look);
    case 'Talk':
      return talkRows(data, state, look);
    default:
      return state.tab satisfies never;
  }
}
