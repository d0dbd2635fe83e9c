import { drawnWords } from '../../plain/drawn-words.ts';
import { keptWords } from '../../plain/play-plain.ts';
import { columns as table, wrap } from '../../plain/wrap.ts';
import type { RecordedSession } from '../../record/recorded-session.ts';
import { printClock, printTime } from '../../world/time.ts';
import { Pane, paneRows } from '../components/pane.tsx';
import type { Desk } from '../desk.ts';
import { open } from '../open-screen.tsx';
import { flow } from '../play/texts.ts';
import { EMPTY_ROW, type Row, row } from '../row.ts';
import { go, type Look, type OpenScreen, pop, replace, stay, type ViewProps } from '../screen.ts';
import { rangeWords } from '../scroll.ts';

interface BriefingState {
  readonly top: number;
}

/** What a new team is told before the clock starts: the briefing, who sits where, how time goes, how to decide. */
export function briefingScreen(desk: Desk, recorded: RecordedSession): OpenScreen {
  const { scenario } = recorded.session.engine;
  const rowsFor = (columns: number): readonly Row[] => [
    ...flow(scenario.summary.trim().replace(/\s+/g, ' '), columns).map((line) => row(line, 'accent')),
    EMPTY_ROW,
    ...flow(scenario.briefing, columns).map((line) =>
      row(line, /^[A-Z][A-Z ,']+\.?$/.test(line) ? 'title' : 'text'),
    ),
    EMPTY_ROW,
    row('WHO SITS WHERE', 'title'),
    ...seatRows(recorded),
    EMPTY_ROW,
    row('HOW IT GOES', 'title'),
    ...howRows(recorded, columns),
  ];
  const last = (look: Look) => Math.max(0, rowsFor(look.size.columns - 4).length - paneRows(look.size.rows));
  const scroll = (by: (look: Look) => number) => (state: BriefingState, look: Look) =>
    stay({ top: Math.max(0, Math.min(last(look), state.top + by(look))) });
  const page = (look: Look) => paneRows(look.size.rows) - 1;
  let isBegun = false;
  const start = () => {
    isBegun = true;
    return go<BriefingState>(replace(desk.screens.play(recorded)));
  };
  return open<BriefingState>({
    name: 'briefing',
    shape: 'full',
    initial: { top: 0 },
    keys: [
      { keys: ['enter'], does: 'begin', short: 'begin', run: start },
      {
        keys: ['space', 'pagedown', 'ctrl-f'],
        does: 'a page down',
        short: 'read on',
        run: scroll(page),
      },
      { keys: ['b', 'pageup', 'ctrl-b'], does: 'a page up', run: scroll((look) => -page(look)) },
      { keys: ['j', 'down'], does: 'a line down', run: scroll(() => 1) },
      { keys: ['k', 'up'], does: 'a line up', run: scroll(() => -1) },
      {
        keys: ['q'],
        does: 'back; the session is kept',
        short: 'back',
        // Home, or the shell where the play was begun from there: then what is said on hanging up stays behind.
        run: () => go(pop()),
      },
    ],
    View: ({ state, look }: ViewProps<BriefingState>) => {
      const rows = rowsFor(look.size.columns - 4);
      const room = paneRows(look.size.rows);
      const top = Math.min(state.top, Math.max(0, rows.length - room));
      const note = rangeWords(top, room, rows.length);
      return (
        <Pane
          title={scenario.title}
          note={note}
          isFocused
          rows={rows.slice(top, top + room).map((line) => [{ text: ' ', token: 'text' as const }, ...line])}
          look={look}
        />
      );
    },
    onClose: async () => (isBegun ? undefined : recorded.close()),
    onHangup: () => [keptWords(recorded)],
    journal: () => recorded.path,
  });
}

function seatRows(recorded: RecordedSession): readonly Row[] {
  const { seats } = recorded.header;
  const roles = Object.values(recorded.session.engine.scenario.estate.roles);
  return table(
    roles.map((role) => [role.id, role.title, seats[role.id] ?? '']),
    '  ',
  ).map((line) => row(line));
}

function howRows(recorded: RecordedSession, columns: number): readonly Row[] {
  const { clock } = recorded.session.engine.scenario.estate;
  const mode = recorded.isCoach
    ? 'Coach mode: time stands still while you think and moves when you wait (w); u takes back, H gives a hint.'
    : 'Assess mode: the clock runs while you think; Space pauses it, and that is written down.';
  const drawn = drawnWords(recorded.header.seed);
  const words = [
    mode,
    ...(drawn === null ? [] : [drawn]),
    `Play ends at ${printTime(clock.endEx)} (${printClock(clock.endEx, clock.calendar)}), or when you declare closed.`,
    'Decide by pillar: i investigate, r rotate, c clean, n notify, p pin, L lead; or type a line after a colon. The cost is shown before anything counts.',
    '? shows every key, on every screen.',
  ];
  return words.flatMap((line) => wrap(`- ${line}`, columns, '  ').map((part) => row(part)));
}
