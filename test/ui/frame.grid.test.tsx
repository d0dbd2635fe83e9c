import fc from 'fast-check';
import { expect, test } from 'vitest';
import { App } from '../../src/ui/app.tsx';
import { FrameMaker } from '../../src/ui/frame.tsx';
import type { Look, OpenScreen, Size } from '../../src/ui/screen.ts';
import { type Grid, gridText } from '../../src/ui/terminal/cell.ts';
import { makeTheme } from '../../src/ui/terminal/theme.ts';
import { Table, unkept } from './play/play-desk.ts';

const theme = makeTheme({ env: {}, isAscii: false, color: 'never' });
const ascii = makeTheme({ env: {}, isAscii: true, color: 'never' });
const lookOf = (size: Size, isAscii = false): Look => ({ size, theme: isAscii ? ascii : theme });

function framed(frames: FrameMaker, stack: readonly OpenScreen[], look: Look): Grid {
  return frames.make(<App stack={stack} message={null} look={look} />, look.size);
}

function once(stack: readonly OpenScreen[], look: Look): Grid {
  const frames = new FrameMaker();
  try {
    return framed(frames, stack, look);
  } finally {
    frames.close();
  }
}

const STACKS: readonly (readonly [string, readonly string[]])[] = [
  ['the board', []],
  ['a menu', ['i']],
  ['the command line', [':', '"inspect tags "']],
  ['the composer', ['n', '"notify"', 'enter']],
  ['a decision to confirm', [':', '"revoke hub-ci-2023"', 'enter']],
  ['a message', ['enter']],
];
const stackOf = (keys: readonly string[]): readonly OpenScreen[] => new Table(unkept()).press(...keys).stack;

const anySize = fc.record({
  columns: fc.integer({ min: 1, max: 160 }),
  rows: fc.integer({ min: 1, max: 60 }),
});

test.each(STACKS)('%s fills the terminal exactly, at any size', (_, keys) => {
  const stack = stackOf(keys);
  fc.assert(
    fc.property(anySize, (size) => {
      const grid = once(stack, lookOf(size));
      expect(grid.length).toBe(size.rows);
      for (const row of grid) expect(row.length).toBe(size.columns);
    }),
    { numRuns: 15 },
  );
});

test.each(STACKS)('%s is the same after any resizes as at once', (_, keys) => {
  const stack = stackOf(keys);
  fc.assert(
    fc.property(fc.array(anySize, { minLength: 2, maxLength: 6 }), (sizes) => {
      const frames = new FrameMaker();
      const last = sizes.map((size) => gridText(framed(frames, stack, lookOf(size)))).at(-1);
      frames.close();
      expect(last).toBe(gridText(once(stack, lookOf(sizes.at(-1) ?? { columns: 80, rows: 24 }))));
    }),
    { numRuns: 8 },
  );
});

test.each(STACKS)('%s is plain ASCII where that is asked for', (_, keys) => {
  expect(gridText(once(stackOf(keys), lookOf({ columns: 80, rows: 24 }, true)))).toMatch(/^[\n\x20-\x7e]*$/);
});

test('below 40 by 12 there is one sentence, and nothing else', () => {
  const text = gridText(once(stackOf([]), lookOf({ columns: 39, rows: 11 })));
  expect(text.trim().split(/\s+/).join(' ')).toBe(
    'hotwash needs a terminal of at least 40 by 12; this one is 39 by 11.',
  );
});

test('help is one key away, and said, on every screen', () => {
  for (const [name, keys] of STACKS) {
    const last = gridText(once(stackOf(keys), lookOf({ columns: 80, rows: 24 })))
      .split('\n')
      .at(-1);
    expect(last, name).toMatch(/(\?|F1) help/);
  }
});

test('a view that fails ends the program aloud, not in an empty frame', () => {
  const Broken = (): never => {
    throw new Error('a broken view');
  };
  const frames = new FrameMaker();
  expect(() => frames.make(<Broken />, { columns: 80, rows: 24 })).toThrow('a broken view');
  frames.close();
});
