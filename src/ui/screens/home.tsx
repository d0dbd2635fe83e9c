import { Box } from 'ink';
import { wrap } from '../../plain/wrap.ts';
import type { RecordedSession } from '../../record/recorded-session.ts';
import type { CataloguedScenario } from '../../record/shelf.ts';
import type { CatalogueEntry } from '../../store/catalogue-entry.ts';
import { StoreError } from '../../store/store-error.ts';
import { Lines, within } from '../components/lines.tsx';
import { Pane, paneRows } from '../components/pane.tsx';
import type { Desk } from '../desk.ts';
import { open } from '../open-screen.tsx';
import { EMPTY_ROW, type Row, recolored, row, span } from '../row.ts';
import {
  type Binding,
  type Go,
  go,
  type Look,
  leave,
  type OpenScreen,
  push,
  say,
  stay,
  type ViewProps,
  work,
} from '../screen.ts';
import { moved, rangeWords, scrollTo } from '../scroll.ts';

interface HomeState {
  readonly focus: 'scenarios' | 'sessions';
  readonly scenario: number;
  readonly session: number;
  readonly mode: 'coach' | 'assess';
}

interface HomeData {
  readonly scenarios: readonly CataloguedScenario[];
  /** As they were when the screen was last uncovered. */
  sessions: readonly CatalogueEntry[];
}

/** Where everything begins: scenarios to play, sessions to go on with or to look back at. */
export async function homeScreen(desk: Desk): Promise<OpenScreen> {
  const [scenarios, sessions] = await Promise.all([desk.services.scenarios(), desk.services.sessions()]);
  const data: HomeData = { scenarios, sessions };
  const isPractised = sessions.some((entry) => entry.scenario?.id !== 'tutorial');
  return open<HomeState>({
    name: 'home',
    shape: 'full',
    initial: {
      focus: sessions.some((entry) => entry.state === 'running') ? 'sessions' : 'scenarios',
      scenario: isPractised && scenarios[0]?.id === 'tutorial' ? Math.min(1, scenarios.length - 1) : 0,
      session: Math.max(
        0,
        sessions.findIndex((entry) => entry.state === 'running'),
      ),
      mode: 'coach',
    },
    keys: homeKeys(desk, data),
    View: ({ state, look }) => <HomeView state={state} look={look} data={data} />,
    onUncover: async () => {
      data.sessions = await desk.services.sessions();
    },
  });
}

function homeKeys(desk: Desk, data: HomeData): readonly Binding<HomeState>[] {
  const move = (by: number) => (state: HomeState) =>
    stay(
      state.focus === 'scenarios'
        ? { ...state, scenario: moved(state.scenario, by, data.scenarios.length) }
        : { ...state, session: moved(state.session, by, data.sessions.length) },
    );
  const other = (state: HomeState) =>
    stay<HomeState>({ ...state, focus: state.focus === 'scenarios' ? 'sessions' : 'scenarios' });
  const entryOf = (state: HomeState) => data.sessions[state.session];
  return [
    {
      keys: ['enter'],
      does: 'play the scenario, go on with the session, or open its hot wash',
      short: 'open',
      run: (state: HomeState) => {
        const entry = entryOf(state);
        const scenario = data.scenarios[state.scenario];
        if (state.focus === 'scenarios')
          return scenario === undefined ? {} : go<HomeState>(begin(desk, scenario.id, state.mode));
        return entry === undefined ? {} : go<HomeState>(openEntry(desk, entry));
      },
    },
    {
      keys: ['tab', 'backtab', 'left', 'right', 'h', 'l'],
      does: 'the other list',
      short: 'other list',
      run: other,
    },
    { keys: ['j', 'down'], does: 'down', run: move(1) },
    { keys: ['k', 'up'], does: 'up', run: move(-1) },
    { keys: ['pagedown'], does: 'ten down', run: move(10) },
    { keys: ['pageup'], does: 'ten up', run: move(-10) },
    {
      keys: ['m'],
      does: 'coach or assess mode for the next play',
      short: 'mode',
      run: (state: HomeState) =>
        stay<HomeState>({ ...state, mode: state.mode === 'coach' ? 'assess' : 'coach' }),
    },
    ...sessionKeys(desk, data),
    { keys: ['q'], does: 'quit', short: 'quit', run: () => go<HomeState>(leave()) },
  ];
}

/** What can be done with the session that is marked. */
function sessionKeys(desk: Desk, data: HomeData): readonly Binding<HomeState>[] {
  const entryOf = (state: HomeState) => data.sessions[state.session];
  const onSession = (state: HomeState) => state.focus === 'sessions' && entryOf(state) !== undefined;
  const withEntry = (act: (entry: CatalogueEntry) => Go) => (state: HomeState) => {
    const entry = entryOf(state);
    return entry === undefined ? {} : go<HomeState>(act(entry));
  };
  return [
    {
      keys: ['r'],
      does: 'replay the session',
      short: 'replay',
      when: onSession,
      run: withEntry((entry) =>
        work('Replaying…', async () =>
          push(desk.screens.replay((await desk.services.tell(entry.id)).told, null)),
        ),
      ),
    },
    {
      keys: ['d'],
      does: 'hot wash of the session: score, reasons, charts',
      short: 'hot wash',
      when: (state: HomeState) => onSession(state) && entryOf(state)?.state === 'ended',
      run: withEntry((entry) => hotWashOf(desk, entry)),
    },
    {
      keys: ['p'],
      does: 'play the scenario of that session again',
      short: 'again',
      when: onSession,
      run: (state: HomeState) => {
        const id = entryOf(state)?.scenario?.id;
        return id === undefined ? {} : go<HomeState>(begin(desk, id, state.mode));
      },
    },
  ];
}

function begin(desk: Desk, id: string, mode: 'coach' | 'assess'): Go {
  return work('Setting the scene…', async () =>
    push(desk.screens.session(await desk.services.start(id, { mode }), false)),
  );
}

function hotWashOf(desk: Desk, entry: CatalogueEntry): Go {
  return work('Judging…', async () => {
    const recorded = await openForAnswers(desk, entry);
    if (recorded !== null) return push(desk.screens.session(recorded, true));
    const { told, outcome } = await desk.services.tell(entry.id);
    return push(desk.screens.hotWash(told, outcome, null));
  });
}

// Answers are records like all others, so the session is opened for them; where that cannot be, it is only looked at.
async function openForAnswers(desk: Desk, entry: CatalogueEntry): Promise<RecordedSession | null> {
  try {
    return await desk.services.resume(entry.id);
  } catch (thrown) {
    if (thrown instanceof StoreError) return null;
    throw thrown;
  }
}

function openEntry(desk: Desk, entry: CatalogueEntry): Go {
  if (entry.state === 'damaged')
    return say(`hotwash verify ${entry.id} tells what is wrong with it.`, 'warn');
  if (entry.state === 'ended') return hotWashOf(desk, entry);
  return work('Going on…', async () =>
    push(desk.screens.session(await desk.services.resume(entry.id), true)),
  );
}

interface HomeViewProps extends ViewProps<HomeState> {
  readonly data: HomeData;
}

function HomeView({ state, look, data }: HomeViewProps) {
  const { columns, rows } = look.size;
  const headRows = rows >= 18 ? 3 : 1;
  const room = rows - headRows;
  const scenarioRows = Math.min(room - 5, Math.max(6, Math.ceil(room * 0.5)));
  const half = (count: number): Look => within(look, { columns, rows: count });
  return (
    <Box flexDirection="column">
      <Lines
        rows={headRows === 3 ? [...headline(state), EMPTY_ROW] : headline(state).slice(0, 1)}
        look={half(headRows)}
      />
      <Pane
        title="Scenarios"
        isFocused={state.focus === 'scenarios'}
        rows={scenarioLines(state, data, half(scenarioRows))}
        look={half(scenarioRows)}
      />
      <SessionPane state={state} data={data} look={half(room - scenarioRows)} />
    </Box>
  );
}

function headline(state: HomeState): readonly Row[] {
  const mode =
    state.mode === 'coach'
      ? 'coach mode: time stands still while you think'
      : 'assess mode: the clock runs while you think';
  return [
    [span(' hotwash', 'title'), span('  rehearse a supply-chain incident', 'dim')],
    [span(` Next play: ${mode}`, 'dim')],
  ];
}

/** Best result of a scenario, in the given mode, over plays without a facilitator's hand in them. */
function bestOf(id: string, sessions: readonly CatalogueEntry[]): string {
  const ended = sessions.filter((entry) => entry.scenario?.id === id && entry.percent !== null);
  const best = (mode: 'coach' | 'assess'): number | null =>
    ended
      .filter((entry) => entry.mode === mode && entry.interventions === 0)
      .reduce<number | null>((top, entry) => Math.max(top ?? 0, entry.percent ?? 0), null);
  const words = (['assess', 'coach'] as const).flatMap((mode) => {
    const percent = best(mode);
    return percent === null ? [] : [`${mode} ${percent} %`];
  });
  return words.length === 0 ? 'not played yet' : `best: ${words.join(', ')}`;
}

function scenarioLines(state: HomeState, data: HomeData, look: Look): readonly Row[] {
  const { glyphs } = look.theme;
  const inner = look.size.columns - 2;
  const lines = data.scenarios.map(({ id, title, level, minutes }, index) => {
    const isChosen = index === state.scenario;
    const mark = isChosen ? glyphs.pointer : ' ';
    const line: Row = [
      span(` ${mark} `, 'focus'),
      span(title, 'strong'),
      span(`  ${level}, ${minutes[0]} to ${minutes[1]} min`, 'text'),
      span(`  ${bestOf(id, data.sessions)}`, 'dim'),
    ];
    return isChosen && state.focus === 'scenarios' ? recolored(line, 'selected') : line;
  });
  const chosen = data.scenarios[state.scenario];
  const summary = chosen === undefined ? [] : wrap(chosen.summary.trim().replace(/\s+/g, ' '), inner - 4);
  const room = paneRows(look.size.rows);
  const listRows = Math.max(1, Math.min(lines.length, room - Math.min(summary.length, 6) - 1));
  const top = scrollTo(0, state.scenario, listRows, lines.length);
  return [...lines.slice(top, top + listRows), EMPTY_ROW, ...summary.map((line) => row(`   ${line}`, 'dim'))];
}

function SessionPane({ state, data, look }: HomeViewProps) {
  const { glyphs } = look.theme;
  const room = paneRows(look.size.rows);
  const { sessions } = data;
  const top = scrollTo(0, state.session, room, sessions.length);
  const lines = sessions.slice(top, top + room).map((entry, index): Row => {
    const isChosen = top + index === state.session;
    const when = entry.created?.slice(0, 16).replace('T', ' ') ?? '-';
    const line: Row = [
      span(` ${isChosen ? glyphs.pointer : ' '} `, 'focus'),
      span(`${when}  `, 'dim'),
      span(entry.scenario?.title ?? entry.id),
      span(`  ${entry.mode ?? ''}  `, 'dim'),
      stateSpan(entry),
      span(entry.team === null ? '' : `  ${entry.team}`, 'dim'),
    ];
    return isChosen && state.focus === 'sessions' ? recolored(line, 'selected') : line;
  });
  return (
    <Pane
      title="Sessions"
      note={rangeWords(top, room, sessions.length)}
      isFocused={state.focus === 'sessions'}
      rows={lines.length === 0 ? [row('   None yet. Enter on a scenario begins one.', 'dim')] : lines}
      look={look}
    />
  );
}

function stateSpan(entry: CatalogueEntry) {
  const decisions = `${entry.decisions} ${entry.decisions === 1 ? 'decision' : 'decisions'}`;
  if (entry.state === 'running') return span(`goes on, ${decisions}`, 'accent');
  if (entry.state === 'damaged') return span('damaged', 'bad');
  return span(`${entry.percent ?? '-'} %  ${entry.ending?.replaceAll('-', ' ') ?? ''}`);
}
