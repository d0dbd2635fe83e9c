import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowCells, span } from '../../../src/ui/row.ts';
import type { Grid } from '../../../src/ui/terminal/cell.ts';
import { Painter } from '../../../src/ui/terminal/painter.ts';
import { makeTheme, type Token } from '../../../src/ui/terminal/theme.ts';

const theme = makeTheme({ env: { TERM: 'xterm-256color' }, isAscii: false, color: 'always' });

type Line = readonly (readonly [string, Token])[];
const gridOf = (lines: readonly Line[], columns: number, rows: number): Grid =>
  Array.from({ length: rows }, (_, at) =>
    rowCells(
      (lines[at] ?? []).map(([text, token]) => span(text, token)),
      columns,
      theme,
    ),
  );

async function shownBy(bytes: readonly string[], columns: number, rows: number): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 100 });
  for (const chunk of bytes) await new Promise<void>((resolve) => terminal.write(chunk, resolve));
  const { active } = terminal.buffer;
  expect(active.baseY).toBe(0);
  return Array.from({ length: rows }, (_, at) => {
    const line = active.getLine(at);
    return Array.from({ length: columns }, (__, column) => {
      const cell = line?.getCell(column);
      const isPlain = (cell?.isFgDefault() ?? true) && (cell?.isInverse() ?? 0) === 0;
      return `${cell?.getChars() === '' && cell.getWidth() === 1 ? ' ' : (cell?.getChars() ?? ' ')}${isPlain ? '' : `{${cell?.getFgColor()},${cell?.isInverse()}}`}`;
    }).join('');
  });
}

const line = fc.array(
  fc.tuple(
    fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('漢字', 'e\u0301', '  ', 'a漢b', '……')),
    fc.constantFrom<Token>('text', 'dim', 'bad', 'selected', 'good'),
  ),
  { maxLength: 4 },
);
const frame = fc.array(line, { maxLength: 6 });

test('after any frames the terminal shows what it would show of the last one alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 2, maxLength: 5 }), async (frames) => {
      const painter = new Painter();
      const bytes = frames.map((lines) => painter.paint(gridOf(lines, 24, 6)));
      const last = new Painter().paint(gridOf(frames.at(-1) ?? [], 24, 6));
      expect(await shownBy(bytes, 24, 6)).toEqual(await shownBy([last], 24, 6));
    }),
    { numRuns: 60 },
  );
});

test('the same frame again costs no byte', () => {
  const painter = new Painter();
  const grid = [[['inbox', 'strong']]] as const;
  expect(painter.paint(gridOf(grid, 80, 24))).not.toBe('');
  expect(painter.paint(gridOf(grid, 80, 24))).toBe('');
});

test('a changed line costs little more than what changed in it', () => {
  const painter = new Painter();
  const lines = (text: string): readonly Line[] => [[['a'.repeat(100), 'text']], [[text, 'warn']]];
  painter.paint(gridOf(lines('T+9m'), 120, 40));
  expect(painter.paint(gridOf(lines('T+10m'), 120, 40)).length).toBeLessThan(60);
});

test('neither scrollback nor the screen is ever erased, and no line is fed', () => {
  const painter = new Painter();
  const bytes = [painter.paint(gridOf([[['x', 'text']]], 10, 3)), painter.paint(gridOf([], 12, 4))].join('');
  expect(bytes).not.toMatch(/\u001b\[[0-3]?J|\n|\u001bc/);
});

test('no control character of a text reaches the terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const bytes = new Painter().paint(gridOf([[[text, 'text']]], 60, 1));
      const rest = bytes.replace(/\u001b\[(?:\?2026[hl]|[\d;]*[HmK])/g, '');
      expect(rest).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
  );
});
