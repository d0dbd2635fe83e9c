import { describe, expect, test } from 'vitest';
import { pause, startTerminal, type TerminalPlay } from './terminal.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;

async function home(options: Parameters<typeof startTerminal>[1] = {}): Promise<TerminalPlay> {
  const play = startTerminal([], options);
  await play.waitFor('Scenarios');
  await play.settle();
  return play;
}

describe.each(SIZES)('at $columns by $rows', (size) => {
  test('home names every scenario, and fills the terminal exactly', async () => {
    const play = await home(size);
    expect(play.text()).toContain('First watch');
    expect(play.text()).toContain('Stable, until 02:41');
    expect(play.screen()).toHaveLength(size.rows);
    expect(play.screen().at(-1)).toContain('? help');
  });

  test.each(['?', 'f1'])(
    '%s lists the keys of home, and Escape goes back to the same screen',
    async (key) => {
      const play = await home(size);
      const before = play.screen();
      await play.press(key);
      await play.waitFor('Keys: home');
      expect(play.text()).toContain('help: every key that works here');
      await play.press('escape');
      await play.waitForNo('Keys: home');
      await play.waitForScreen(before);
    },
  );

  test('a storm of resizes ends in what a fresh start at that size shows', async () => {
    const fresh = await home(size);
    const storm = await home({ columns: 100, rows: 30 });
    for (const [columns, rows] of [
      [60, 20],
      [30, 8],
      [140, 50],
      [41, 13],
      [200, 12],
    ] as const) {
      storm.resize(columns, rows);
      await pause(columns === 30 ? 100 : 5);
    }
    storm.resize(size.columns, size.rows);
    await pause(200);
    await storm.waitForScreen(fresh.screen());
    await storm.press('?');
    await storm.waitFor('Keys: home');
    await storm.press('escape');
    await storm.waitForNo('Keys: home');
    await storm.waitForScreen(fresh.screen());
  });

  test('an idle screen writes nothing', async () => {
    const play = await home(size);
    const before = play.bytesWritten;
    await pause(1500);
    expect(play.bytesWritten).toBe(before);
  });

  test('a key that has no meaning writes nothing', async () => {
    const play = await home(size);
    const before = play.bytesWritten;
    await play.press('Z', 'ctrl-a', 'delete');
    await play.settle();
    expect(play.bytesWritten).toBe(before);
  });
});

test.each([
  [39, 24],
  [80, 11],
  [20, 5],
])(
  'a terminal of %i by %i gets one sentence, and the screen once it is large enough',
  async (columns, rows) => {
    const play = startTerminal([], { columns, rows });
    await play.waitFor((screen) =>
      screen.replace(/\s+/g, ' ').includes('needs a terminal of at least 40 by 12'),
    );
    expect(play.text()).not.toContain('Scenarios');
    play.resize(80, 24);
    await play.waitFor('Scenarios');
  },
);

test('at 40 by 12 the screen is there, and no row is longer than the terminal', async () => {
  const play = await home({ columns: 40, rows: 12 });
  expect(play.text()).toContain('First watch');
  expect(Math.max(...play.screen().map((row) => row.length))).toBeLessThanOrEqual(40);
});

describe('leaving', () => {
  const SHELL = [
    'for line in one two three four five six seven; do echo "before $line"; done',
    'stty -g; hotwash; echo "code $?"; stty -g; echo done',
  ].join('\n');

  async function inShell(): Promise<TerminalPlay> {
    const play = startTerminal([], { shell: SHELL });
    await play.waitFor('Scenarios');
    expect(play.isAlternate).toBe(true);
    expect(play.isBracketing).toBe(true);
    return play;
  }

  function expectTerminalAsBefore(play: TerminalPlay, code: number): void {
    expect(play.isAlternate).toBe(false);
    expect(play.isBracketing).toBe(false);
    const lines = play.scrollback().filter((line) => line !== '');
    expect(lines.slice(0, 7)).toEqual(
      ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((word) => `before ${word}`),
    );
    const settings = lines.filter((line) => /^[0-9a-f]+(:[0-9a-f]+)+$/.test(line.replace(/\s/g, '')));
    expect(new Set(settings).size).toBe(1);
    expect(lines).toContain(`code ${code}`);
    expect(lines.join('\n')).not.toContain('Scenarios');
    expect(play.raw.lastIndexOf('\u001b[?25h')).toBeGreaterThan(play.raw.lastIndexOf('\u001b[?25l'));
  }

  test('with q gives the terminal back as it was, scrollback and all', async () => {
    const play = await inShell();
    await play.press('q');
    await play.waitFor('done');
    expectTerminalAsBefore(play, 0);
    expect(play.raw).not.toMatch(/\u001b\[3J/);
  });

  test('with Ctrl+C gives the terminal back and ends with 130', async () => {
    const play = await inShell();
    await play.press('ctrl-c');
    await play.waitFor('done');
    expectTerminalAsBefore(play, 130);
  });

  test('by SIGTERM gives the terminal back and ends with 130', async () => {
    const play = startTerminal([]);
    await play.waitFor('Scenarios');
    play.signal('SIGTERM');
    expect(await play.exit()).toBe(130);
    expect(play.isAlternate).toBe(false);
    expect(play.isBracketing).toBe(false);
  });

  test('while the terminal is too small works with q and with Ctrl+C', async () => {
    for (const key of ['q', 'ctrl-c']) {
      const play = startTerminal([], { columns: 30, rows: 8 });
      await play.waitFor('needs');
      await play.press(key);
      expect(await play.exit()).toBe(key === 'q' ? 0 : 130);
    }
  });
});

describe('colour', () => {
  test('is there where the terminal has it, and the 16 colours are of the palette', async () => {
    const many = await home();
    expect(many.cells().some((cell) => cell.isColoured)).toBe(true);
    const sixteen = await home({ env: { TERM: 'xterm', COLORTERM: '' } });
    expect(sixteen.cells().some((cell) => cell.isColoured)).toBe(true);
    expect(Math.max(...sixteen.cells().map((cell) => cell.ink ?? 0))).toBeLessThan(16);
    expect(sixteen.screen()).toEqual(many.screen());
  });

  test.each([[{ NO_COLOR: '1' }], [{ TERM: 'vt100', COLORTERM: '' }]])(
    'is absent with %o, and the words are the same',
    async (env) => {
      const plain = await home({ env });
      expect(plain.cells().some((cell) => cell.isColoured)).toBe(false);
      // What is chosen can still be seen, by a mark and by inverse video.
      expect(plain.cells().some((cell) => cell.isInverse)).toBe(true);
      const coloured = await home();
      expect(plain.screen()).toEqual(coloured.screen());
    },
  );
});

test.each([[{ LANG: 'C' }], [{ LC_ALL: 'POSIX' }]])('with %o every character is ASCII', async (env) => {
  const play = await home({ env });
  expect(play.text()).toMatch(/^[\u0000-\u007f]*$/);
  await play.press('?');
  await play.waitFor('Keys: home');
  expect(play.text()).toMatch(/^[\u0000-\u007f]*$/);
});

test('a paste is never keys', async () => {
  const play = await home();
  const before = play.bytesWritten;
  play.paste('q?\r\u0003d');
  await play.settle();
  expect(play.bytesWritten).toBe(before);
  await play.press('?');
  await play.waitFor('Keys: home');
});

test('a paste cut in pieces is never keys', async () => {
  const play = await home();
  play.type('\u001b[20');
  await pause(10);
  play.type('0~qq\u001b[2');
  await pause(60);
  play.type('01~');
  await play.settle();
  await play.press('?');
  await play.waitFor('Keys: home');
});
