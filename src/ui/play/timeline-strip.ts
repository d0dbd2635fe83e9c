import type { View } from '../../exercise/view.ts';
import { printTime, type Seconds } from '../../world/time.ts';
import { type Row, span } from '../row.ts';
import type { Look } from '../screen.ts';
import type { Token } from '../terminal/theme.ts';
import type { Play } from './play.ts';

interface Mark {
  readonly at: Seconds;
  readonly glyph: string;
  readonly token: Token;
}

/** From StartEx to the end of play on one line: decisions, messages, landings to come, and now. Only what the team knows. */
export function timelineRow(play: Play, look: Look): Row {
  const { endEx } = play.session.engine.scenario.estate.clock;
  const { view } = play;
  const tail = ` ${printTime(endEx)} `;
  const width = look.size.columns - 1 - tail.length;
  if (width < 20) return [];
  const column = (at: Seconds): number =>
    Math.max(0, Math.min(width - 1, Math.floor((at / endEx) * (width - 1))));
  const [, , , , across, down] = look.theme.glyphs.frame;
  const now = column(view.now);
  const cells = Array.from({ length: width }, (_, index) =>
    index <= now
      ? { glyph: across, token: 'focus' as Token }
      : { glyph: look.theme.glyphs.dot, token: 'border' as Token },
  );
  for (const mark of marksOf(play, view, look)) cells[column(mark.at)] = mark;
  cells[now] = { glyph: down, token: 'title' };
  return [span(' '), ...cells.map((cell) => span(cell.glyph, cell.token)), span(tail, 'dim')];
}

function marksOf(play: Play, view: View, { theme }: Look): readonly Mark[] {
  const { glyphs } = theme;
  return [
    ...view.underWay.map((one) => ({ at: one.lands, glyph: glyphs.busy, token: 'warn' as Token })),
    ...play.session.taken.map((one) => ({ at: one.at, glyph: glyphs.pin, token: 'accent' as Token })),
    ...view.inbox.map((one) => ({ at: one.at, glyph: glyphs.unread, token: 'text' as Token })),
  ];
}
