import { printClock, printTime } from '../../world/time.ts';
import { Lines } from '../components/lines.tsx';
import { open } from '../open-screen.tsx';
import type { Play } from '../play/play.ts';
import { type Row, row, span } from '../row.ts';
import { type Look, type OpenScreen, pop, type ViewProps } from '../screen.ts';

// Five rows a digit, three columns wide; `#` is ink.
const DIGITS: Readonly<Record<string, readonly string[]>> = {
  '0': ['###', '# #', '# #', '# #', '###'],
  '1': ['  #', '  #', '  #', '  #', '  #'],
  '2': ['###', '  #', '###', '#  ', '###'],
  '3': ['###', '  #', '###', '  #', '###'],
  '4': ['# #', '# #', '###', '  #', '  #'],
  '5': ['###', '#  ', '###', '  #', '###'],
  '6': ['###', '#  ', '###', '# #', '###'],
  '7': ['###', '  #', '  #', '  #', '  #'],
  '8': ['###', '# #', '###', '# #', '###'],
  '9': ['###', '# #', '###', '  #', '###'],
  ':': ['   ', ' # ', '   ', ' # ', '   '],
};

/** The time of day in figures that a room can read, with the time since StartEx and where the incident stands below. */
export function bigClockScreen(play: Play): OpenScreen {
  return open<null>({
    name: 'big clock',
    shape: 'full',
    initial: null,
    keys: [{ keys: ['escape', 'q', 'enter'], does: 'back', short: 'back', run: () => ({ go: pop() }) }],
    View: ({ look }: ViewProps<null>) => <Lines rows={clockRows(play, look)} look={look} />,
  });
}

function clockRows(play: Play, look: Look): readonly Row[] {
  const { calendar } = play.session.engine.scenario.estate.clock;
  const { view } = play;
  const scale = look.size.columns >= 76 ? 2 : 1;
  const figures = Array.from(printClock(view.now, calendar));
  const lines = [0, 1, 2, 3, 4].map((at) =>
    figures
      .map((figure) =>
        Array.from(DIGITS[figure]?.[at] ?? '   ')
          .map((dot) => (dot === '#' ? look.theme.glyphs.bar : ' ').repeat(scale * 2))
          .join(''),
      )
      .join(' '.repeat(scale * 2)),
  );
  const left = ' '.repeat(Math.max(0, Math.floor((look.size.columns - (lines[0]?.length ?? 0)) / 2)));
  const below = `${printTime(view.now)}   ${view.phase === null ? 'nothing declared' : `declared: ${view.phase}`}${play.isPaused ? '   PAUSED' : ''}`;
  const top = Math.max(0, Math.floor((look.size.rows - 8) / 2));
  const middle = ' '.repeat(Math.max(0, Math.floor((look.size.columns - below.length) / 2)));
  return [
    ...Array.from({ length: top }, () => []),
    ...lines.map((line) => [span(left), span(line, 'title')]),
    [],
    row(`${middle}${below}`),
  ];
}
