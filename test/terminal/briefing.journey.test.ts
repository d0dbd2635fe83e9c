import { expect, test } from 'vitest';
import { readSessions } from './sessions.ts';
import { startTerminal } from './terminal.ts';

test('q in a briefing goes back to home, where the session waits', async () => {
  const play = startTerminal([]);
  await play.waitFor('Scenarios');
  await play.press('enter');
  await play.waitFor('Enter begin');
  await play.press('q');
  await play.waitFor('Scenarios');
  expect(readSessions(play.home)).toHaveLength(1);
  await play.waitFor('goes on, 0 decisions');
  await play.press('q');
  expect(await play.exit()).toBe(0);
});

test('q in a briefing that was opened from the shell goes back there, and says how to go on', async () => {
  const play = startTerminal(['play', 'tutorial']);
  await play.waitFor('Enter begin');
  await play.press('q');
  expect(await play.exit()).toBe(0);
  expect(play.scrollback().join('\n')).toMatch(/Go on with: hotwash resume \w+-\d+/);
});
