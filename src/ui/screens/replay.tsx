import { Box } from 'ink';
import { compareAt, truthBesideSeen } from '../../debrief/replay/beside.ts';
import { momentAt } from '../../debrief/replay/cursor.ts';
import { playOn } from '../../debrief/replay/playback.ts';
import type { Seconds } from '../../world/time.ts';
import { Lines, within } from '../components/lines.tsx';
import { Pane, paneRows } from '../components/pane.tsx';
import type { Desk, ToldSession } from '../desk.ts';
import { open } from '../open-screen.tsx';
import { type ReplayData, replayData } from '../replay/replay-data.ts';
import {
  besideRows,
  besideTitle,
  betweenRows,
  factRows,
  harmRow,
  headRow,
  SIGN_WORDS,
  storyRows,
} from '../replay/replay-rows.ts';
import { firstReplayState, type ReplayState } from '../replay/replay-state.ts';
import { stripRows } from '../replay/strip.ts';
import { type Row, row, span } from '../row.ts';
import { type Look, type OpenScreen, replace, stay, type ViewProps } from '../screen.ts';
import { fieldRows } from './hot-wash-talk.ts';
import { replayKeys } from './replay-keys.ts';

const TICK_MILLISECONDS = 100;
const HEAD_ROWS = 3;
/** Below this many rows the story has one row instead of two. */
const ROOMY = 22;

/** A session again, at any moment and either way: what happened, what was true, and what the team had seen. */
export function replayScreen(desk: Desk, told: ToldSession, at: Seconds | null): OpenScreen {
  const data = replayData(told);
  return replayOf(desk, data, firstReplayState(momentAt(data.recording, at ?? 0)));
}

function replayOf(desk: Desk, data: ReplayData, initial: ReplayState): OpenScreen {
  return open<ReplayState>({
    name: 'replay',
    shape: 'full',
    initial,
    keys: replayKeys(desk, data, (state) => replace(replayOf(desk, data, state))),
    field: (state) => state.typing?.field ?? null,
    edit: (state, field) =>
      state.typing === null ? state : { ...state, typing: { ...state.typing, field } },
    tick: {
      every: (state) => (state.playback.playing ? TICK_MILLISECONDS : null),
      run: (state) => {
        const now = desk.settings.ticker();
        const { playback, moment } = playOn(
          data.recording,
          state.moment,
          state.playback,
          now - state.playedAt,
        );
        return stay({ ...state, playback, moment, playedAt: now });
      },
    },
    View: ({ state, look }) => <ReplayView state={state} look={look} data={data} />,
  });
}

interface ReplayViewProps extends ViewProps<ReplayState> {
  readonly data: ReplayData;
}

function ReplayView({ state, look, data }: ReplayViewProps) {
  const { columns, rows } = look.size;
  const status = rows < ROOMY ? 2 : 3;
  const room = rows - HEAD_ROWS - status;
  const upper = Math.max(4, Math.floor(room * 0.45));
  const area = (count: number, width = columns): Look => within(look, { columns: width, rows: count });
  const strip = stripRows(data.recording, data.endOfPlay, state.moment.at, look);
  return (
    <Box flexDirection="column">
      <Lines rows={[headRow(data, state, look), ...strip]} look={area(HEAD_ROWS)} />
      {state.other === null ? (
        <FactPane title="What happened" data={data} state={state} look={area(upper)} />
      ) : (
        <FactPanes data={data} state={state} look={area(upper)} />
      )}
      <LowerPane state={state} data={data} status={status} look={area(room - upper)} />
    </Box>
  );
}

interface FactPaneProps extends ReplayViewProps {
  readonly title: string;
}

function FactPane({ title, data, state, look }: FactPaneProps) {
  const { moment } = state;
  const count = data.recording.history.length;
  const differences = state.other?.differences.mine ?? null;
  const rows = factRows(data.recording, moment, paneRows(look.size.rows), look, differences);
  const noticed = `${look.theme.glyphs.unread} the team noticed   ${moment.index}/${count}`;
  const note = differences !== null ? SIGN_WORDS[0] : look.size.columns >= 76 ? noticed : '';
  return <Pane title={title} note={note} rows={rows} look={look} />;
}

function FactPanes({ data, state, look }: ReplayViewProps) {
  const { columns, rows } = look.size;
  const half = Math.floor(columns / 2);
  const { other } = state;
  if (other === null) return null;
  const theirs = momentAt(other.recording, state.moment.at);
  const right = within(look, { columns: columns - half, rows });
  return (
    <Box>
      <FactPane title="This session" data={data} state={state} look={within(look, { columns: half, rows })} />
      <Pane
        title={other.title}
        note={SIGN_WORDS[1]}
        rows={factRows(other.recording, theirs, paneRows(rows), right, other.differences.other)}
        look={right}
      />
    </Box>
  );
}

interface LowerPaneProps extends ReplayViewProps {
  readonly status: number;
}

/** What was true beside what was seen, or one play beside another; below it harm and story. */
function LowerPane({ state, data, status, look }: LowerPaneProps) {
  const { columns, rows } = look.size;
  const { recording } = data;
  const { moment, other } = state;
  const below = within(look, { columns, rows: status });
  const bottom = state.typing === null ? storyRows(recording, moment, columns) : [typingRow(state, columns)];
  if (other === null) {
    const beside = truthBesideSeen(recording, moment);
    const lines = besideRows(beside, columns - 2, look.theme);
    const title = besideTitle(columns, ['True', 'Seen by the team']);
    return (
      <Box flexDirection="column">
        <Table title={title} lines={lines} top={state.top} look={within(look, { columns, rows })} />
        <Lines rows={[harmRow(beside.harm, null), ...bottom]} look={below} />
      </Box>
    );
  }
  const theirs = { recording: other.recording, moment: momentAt(other.recording, moment.at) };
  const between = compareAt({ recording, moment }, theirs);
  const title = besideTitle(columns, ['This session', other.title]);
  return (
    <Box flexDirection="column">
      <Table
        title={title}
        lines={betweenRows(between, columns - 2, look.theme)}
        top={state.top}
        look={within(look, { columns, rows })}
      />
      <Lines rows={[harmRow(between.harm.mine, between.harm.other), ...bottom]} look={below} />
    </Box>
  );
}

interface TableProps {
  readonly title: string;
  readonly lines: readonly Row[];
  readonly top: number;
  readonly look: Look;
}

function Table({ title, lines, top, look }: TableProps) {
  const room = paneRows(look.size.rows);
  const from = Math.max(0, Math.min(top, lines.length - room));
  return <Pane title={title} rows={lines.slice(from)} look={look} />;
}

function typingRow({ typing }: ReplayState, columns: number): Row {
  if (typing === null) return row('');
  const words = typing.what === 'search' ? ' Search' : ' To which time';
  const field = fieldRows(typing.field, Math.max(10, columns - words.length - 6)).at(-1) ?? [];
  return [span(words, 'strong'), ...field];
}
