import { Box } from 'ink';
import { Lines, within } from '../components/lines.tsx';
import { Pane, paneRows } from '../components/pane.tsx';
import { headerRows } from '../play/header.ts';
import type { Item } from '../play/pane-item.ts';
import { itemsOf, selectedIn } from '../play/panes.ts';
import type { Play } from '../play/play.ts';
import { PANES, type PaneName, type PlayState } from '../play/play-state.ts';
import { timelineRow } from '../play/timeline-strip.ts';
import { type Row, recolored, span } from '../row.ts';
import type { Look, Size, ViewProps } from '../screen.ts';
import { rangeWords, scrollTo } from '../scroll.ts';

interface PlayViewProps extends ViewProps<PlayState> {
  readonly play: Play;
}

/** Below this only the focused pane is shown, whole. */
const TWO_COLUMNS = 76;
const TWO_ROWS = 13;
/** From here on there is a row to spare for the names of the panes that are not shown. */
const TABBED_ROWS = 11;

export function PlayView({ play, state, look }: PlayViewProps) {
  const { columns, rows } = look.size;
  const isCompact = columns < TWO_COLUMNS || rows < TWO_ROWS;
  const tabs = isCompact && rows >= TABBED_ROWS ? [tabRow(play, state)] : [];
  const head = [...headerRows(play, look), ...tabs];
  const stripRows = rows >= 10 ? 1 : 0;
  const room = rows - head.length - stripRows;
  const area = (size: Size): Look => within(look, size);
  return (
    <Box flexDirection="column">
      <Lines rows={head} look={area({ columns, rows: head.length })} />
      {isCompact ? (
        <PlayPane play={play} state={state} pane={state.focus} look={area({ columns, rows: room })} />
      ) : (
        <Columns play={play} state={state} look={area({ columns, rows: room })} />
      )}
      {stripRows === 0 ? null : <Lines rows={[timelineRow(play, look)]} look={area({ columns, rows: 1 })} />}
    </Box>
  );
}

function tabRow(play: Play, state: PlayState): Row {
  return PANES.flatMap((pane, index): Row => {
    const unread = unreadWords(play, pane);
    const words = `${index + 1} ${pane}${unread === '' ? '' : `, ${unread}`}`;
    return pane === state.focus
      ? [span(`[${words}]`, 'title')]
      : [span(` ${words} `, unread === '' ? 'dim' : 'warn')];
  });
}

function Columns({ play, state, look }: PlayViewProps) {
  const { columns, rows } = look.size;
  const left = Math.floor(columns * 0.42);
  const heights = leftHeights(play, rows);
  const names = ['inbox', 'under way', 'results'] as const;
  return (
    <Box flexDirection="row">
      <Box flexDirection="column" width={left}>
        {names.map((pane, index) => (
          <PlayPane
            key={pane}
            play={play}
            state={state}
            pane={pane}
            look={within(look, { columns: left, rows: heights[index] ?? 0 })}
          />
        ))}
      </Box>
      <PlayPane
        play={play}
        state={state}
        pane="board"
        look={within(look, { columns: columns - left, rows })}
      />
    </Box>
  );
}

/** What is under way takes what it needs, up to a quarter; inbox and results share the rest. */
function leftHeights(play: Play, rows: number): readonly [number, number, number] {
  const under = Math.min(Math.max(3, play.view.underWay.length + 2), Math.max(3, Math.floor(rows / 4)));
  const inbox = Math.ceil((rows - under) / 2);
  return [inbox, under, rows - under - inbox];
}

interface PlayPaneProps extends PlayViewProps {
  readonly pane: PaneName;
}

const TITLES: Readonly<Record<PaneName, string>> = {
  inbox: 'Inbox',
  'under way': 'Under way',
  results: 'Results',
  board: 'Board: what you last saw',
};

function PlayPane({ play, state, pane, look }: PlayPaneProps) {
  const { size, theme } = look;
  const items = itemsOf(play, pane, theme, size.columns - 2);
  const room = paneRows(size.rows);
  const isFocused = state.focus === pane;
  const selected = selectedIn(state, pane, items);
  const index = items.findIndex((item) => item.id !== null && item.id === selected);
  // A heading above the first line of a group stays in sight with it.
  const top = index < 0 ? 0 : scrollTo(Math.max(0, index - Math.floor(room / 2)), index, room, items.length);
  const rows = items
    .slice(top, top + room)
    .map((item) =>
      isFocused && item.id !== null && item.id === selected ? markSelected(item, look) : item.row,
    );
  const number = PANES.indexOf(pane) + 1;
  return (
    <Pane
      title={`${number} ${TITLES[pane]}`}
      note={[
        awaitingWords(play, pane, size.columns),
        unreadWords(play, pane),
        rangeWords(top, room, items.length),
      ]
        .filter((word) => word !== '')
        .join('  ')}
      isFocused={isFocused}
      rows={rows}
      look={look}
    />
  );
}

// The pointer stands where every line has a blank, so that the selection shows without colour too.
function markSelected({ row }: Item, { theme }: Look) {
  const line = recolored(row, 'selected');
  const [first, ...rest] = line;
  const text = first?.text ?? '';
  return text.startsWith(' ') ? [span(`${theme.glyphs.pointer}${text.slice(1)}`, 'selected'), ...rest] : line;
}

// A narrow pane has room for the sign that its rows carry too, and for what is new.
function awaitingWords(play: Play, pane: PaneName, columns: number): string {
  const count = pane === 'inbox' ? play.view.inbox.filter((message) => message.awaits).length : 0;
  if (count === 0) return '';
  return columns < 40 ? `? ${count}` : `? ${count} to answer`;
}

function unreadWords(play: Play, pane: PaneName): string {
  const { inbox, outcomes, replies } = play.view;
  const count =
    pane === 'inbox'
      ? inbox.filter((message) => !play.isRead(message.id)).length
      : pane === 'results'
        ? outcomes.filter((outcome) => !play.isRead(`outcome ${outcome.seq}`)).length +
          replies.filter((_, index) => !play.isRead(`reply ${index}`)).length
        : 0;
  return count === 0 ? '' : `${count} new`;
}
