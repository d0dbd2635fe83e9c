import { expect, test } from 'vitest';
import { playInPlain, SHORT_PLAY } from './plain-play.ts';
import { newHome, startTerminal } from './terminal.ts';

function playedHome(): string {
  const home = newHome();
  playInPlain(home, 'tutorial', SHORT_PLAY);
  return home;
}

test('hotwash replay begins at the asked time, and q goes back to the shell', async () => {
  const play = startTerminal(['replay', 'last', '--at', 'T+2m'], { home: playedHome() });
  await play.waitFor('What happened');
  expect(play.screen()[0]).toMatch(/Replay +T\+2m/);
  play.type('q');
  expect(await play.exit()).toBe(0);
});

test('hotwash replay --plain prints lines on a terminal too', async () => {
  const play = startTerminal(['replay', 'last', '--plain'], { home: playedHome() });
  expect(await play.exit()).toBe(0);
  expect(play.text()).toContain('DECISION 2: revoke old-laptop');
});

test('going on from a moment is a new session in coach mode, with the decisions so far', async () => {
  const play = startTerminal(['replay', 'last', '--at', 'T+2m'], { home: playedHome() });
  await play.waitFor('What happened');
  await play.press('D', 'f');
  await play.waitFor('Inbox');
  expect(play.screen()[0]).toMatch(/T\+2m.*coach/);
  await play.press('ctrl-c');
  expect(await play.exit()).toBe(130);
  const list = startTerminal(['sessions', 'list'], { home: play.home, columns: 120 });
  expect(await list.exit()).toBe(0);
  const lines = list.screen().filter((line) => line.includes('tutorial'));
  expect(lines[0]).toMatch(/coach .* 2 +goes on/);
  expect(lines[1]).toMatch(/ 3 +still-open 17\.5 %/);
  expect(lines).toHaveLength(2);
});
