import { drawTornado, tellWorth } from '../../debrief/charts/tornado-text.ts';
import { shortDigests } from '../../debrief/timeline-text.ts';
import { wrap } from '../../plain/wrap.ts';
import { printTime } from '../../world/time.ts';
import { chartRows } from '../charts/chart-rows.ts';
import { EMPTY_ROW, type Row, recolored, row } from '../row.ts';
import type { Look } from '../screen.ts';
import { scrollTo } from '../scroll.ts';
import type { HotWashData } from './hot-wash-data.ts';
import type { HotWashState } from './hot-wash-state.ts';

const HEAD = 2;
const DETAILS = 7;

/** The tornado as a list: the selected decision's answers stand below it in words. */
export function costliestRows(data: HotWashData, state: HotWashState, look: Look): readonly Row[] {
  const { columns, rows } = look.size;
  const chart = data.slow.tornado();
  const details = Math.min(DETAILS, Math.floor(rows / 3));
  const room = Math.max(1, rows - HEAD - details);
  const lines = chartRows(
    drawTornado(chart, {
      width: columns - 2,
      height: chart.rows.length + HEAD + 1,
      ascii: look.theme.isAscii,
    }),
  );
  const selected = Math.min(state.at.Costs, Math.max(0, chart.rows.length - 1));
  const list = lines
    .slice(HEAD)
    .map((one, index) => (index === selected && chart.rows.length > 0 ? recolored(one, 'selected') : one));
  const top = scrollTo(0, selected, room, list.length);
  const shown = list.slice(top, top + room);
  while (shown.length < room) shown.push(EMPTY_ROW);
  const chosen = chart.rows[selected];
  const words =
    chosen === undefined
      ? []
      : [
          ...wrap(
            `${chosen.seq} at ${printTime(chosen.at)}: ${shortDigests(chosen.line)}`,
            columns - 2,
            '',
          ).map((text) => row(` ${text}`, 'strong')),
          ...tellWorth(chosen).map((text) => row(`   ${text}`)),
        ];
  return [...lines.slice(0, HEAD), ...shown, EMPTY_ROW, ...words.slice(0, details - 1)].map((one) =>
    indent(one),
  );
}

function indent(one: Row): Row {
  return one.length === 0 ? one : [{ text: ' ', token: 'text' }, ...one];
}
