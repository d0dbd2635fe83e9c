import { expect, test } from 'vitest';
import { readSessions } from './sessions.ts';
import { startTerminal, type TerminalPlay } from './terminal.ts';

async function facilitated(mode: 'coach' | 'assess', size = {}): Promise<TerminalPlay> {
  const flags = ['--mode', mode, '--facilitator'];
  const play = startTerminal(['play', 'poisoned-base-image', ...flags], size);
  await play.waitFor('Enter begin');
  await play.press('enter');
  await play.waitFor('facilitated');
  return play;
}

/** One entry of the facilitator's menu, found by its words; `typed` is what it asks for then. */
async function act(play: TerminalPlay, words: string, typed: string | null = null): Promise<void> {
  await play.press('F');
  await play.waitFor('all of this is written down');
  play.type(words);
  await play.waitFor((screen) => new RegExp(`[▸>] ${words}`).test(screen));
  await play.press('enter');
  await play.waitForNo('all of this is written down');
  if (typed === null) return;
  play.type(typed);
  await play.waitFor(`> ${typed}`);
  await play.press('enter');
}

const stepsOf = (play: TerminalPlay) =>
  readSessions(play.home)[0]?.records.filter((record) => record.kind === 'facilitator') ?? [];

test.each([
  { columns: 80, rows: 24, env: {} },
  { columns: 120, rows: 40, env: { NO_COLOR: '1' } },
])('a facilitator holds, delivers, adds time and observes at $columns by $rows', async (size) => {
  const play = await facilitated('coach', size);
  await act(play, 'hold a message back', 'ci-bot');
  await play.waitFor('Written down at T+0m: hold');
  await act(play, 'add minutes', '10m');
  await play.waitFor('Written down at T+10m: add');
  await play.waitFor((screen) => screen.startsWith(' T+10m'));
  // At T+4m it would have come.
  expect(play.text()).not.toContain('CI bot');
  await act(play, 'deliver a message now', 'legal-logs');
  await play.waitFor('legal: Which logs');
  await act(play, 'write an observation', 'they split up');
  await play.waitFor('Written down at T+10m: observe');
  expect(stepsOf(play)).toMatchObject([
    { at: 0, do: 'hold ci-bot' },
    { at: 0, do: 'add 10m' },
    { at: 600, do: 'deliver legal-logs' },
    { at: 600, do: 'observe', text: 'they split up' },
  ]);
});

test('what a facilitator mistypes is said, and nothing is written down', async () => {
  const play = await facilitated('coach');
  await act(play, 'deliver a message now', 'legal-log');
  await play.waitFor('There is no message "legal-log".');
  await play.press('escape', 'escape');
  await act(play, 'add minutes', 'ten');
  await play.waitFor('A span is written 10m or 1h05m.');
  expect(stepsOf(play)).toEqual([]);
});

test('a facilitator stops the clock and puts it up on the wall', async () => {
  const play = await facilitated('assess', { columns: 120, rows: 40 });
  await act(play, 'pause the clock');
  await play.waitFor('PAUSED');
  await act(play, 'big clock');
  await play.waitFor('nothing declared   PAUSED');
  expect(play.text()).not.toContain('Inbox');
  await play.settle();
  const before = play.bytesWritten;
  await play.settle();
  expect(play.bytesWritten).toBe(before);
  await play.press('q');
  await play.waitFor('Inbox');
  await act(play, 'let the clock run');
  await play.waitForNo('PAUSED');
  const pauses = readSessions(play.home)[0]?.records.filter((record) => record.kind === 'pause');
  expect(pauses).toMatchObject([{ on: true }, { on: false }]);
});

test('without --facilitator the key is not there', async () => {
  const play = startTerminal(['play', 'tutorial']);
  await play.waitFor('Enter begin');
  await play.press('enter');
  await play.waitFor('Inbox');
  await play.settle();
  const before = play.bytesWritten;
  await play.press('F');
  await play.settle();
  expect(play.bytesWritten).toBe(before);
});
