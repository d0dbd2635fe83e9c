import { wrap } from '../../plain/wrap.ts';
import { EMPTY_ROW, type Row, recolored, row, span } from '../row.ts';
import type { Look } from '../screen.ts';
import type { TextField } from '../text-field.ts';
import type { HotWashData } from './hot-wash-data.ts';
import type { HotWashState } from './hot-wash-state.ts';

const LOOK_AHEAD = 4;

/** The questions of the hot wash with their answers; the selected one stays in sight. */
export function talkRows(data: HotWashData, state: HotWashState, look: Look): readonly Row[] {
  const { columns, rows } = look.size;
  if (data.questions.length === 0) return [row(' This scenario asks no questions.', 'dim')];
  const list: Row[] = [];
  let [from, to] = [0, 0];
  for (const [index, { id, text }] of data.questions.entries()) {
    const isChosen = index === state.at.Talk;
    if (isChosen) from = list.length;
    const lines = wrap(text, columns - 6, '').map(
      (line, at): Row => [
        span(at === 0 ? ` ${isChosen ? look.theme.glyphs.pointer : ' '}${index + 1} ` : '    ', 'focus'),
        span(line),
      ],
    );
    list.push(...(isChosen ? lines.map((line) => recolored(line, 'strong')) : lines));
    list.push(...answerRows(state, { id, isChosen }, look));
    if (isChosen) to = list.length;
    list.push(EMPTY_ROW);
  }
  // The one before stays in sight where there is room: what was just answered is seen to be there.
  const top = Math.max(0, Math.min(from, list.length - rows, Math.max(0, to - rows + LOOK_AHEAD)));
  return list.slice(top, top + rows);
}

function answerRows(
  state: HotWashState,
  { id, isChosen }: { readonly id: string; readonly isChosen: boolean },
  { size }: Look,
): readonly Row[] {
  if (isChosen && state.field !== null) return fieldRows(state.field, size.columns - 6);
  const answer = state.answers[id];
  if (answer === undefined) return [row('    not answered yet', 'dim')];
  return wrap(answer, size.columns - 6, '').map((line) => row(`    ${line}`, 'accent'));
}

/** A text field over as many rows as it needs, its cursor as a cell of its own. */
export function fieldRows({ text, cursor }: TextField, columns: number): readonly Row[] {
  const characters = [...Array.from(text), ' '];
  const rows: Row[] = [];
  for (let from = 0; from < characters.length; from += columns) {
    const part = characters.slice(from, from + columns);
    const at = cursor - from;
    rows.push(
      at < 0 || at >= part.length
        ? [span('  > ', 'focus'), span(part.join(''))]
        : [
            span('  > ', 'focus'),
            span(part.slice(0, at).join('')),
            span(part[at] ?? ' ', 'cursor'),
            span(part.slice(at + 1).join('')),
          ],
    );
  }
  return rows;
}
