import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readSessions } from './sessions.ts';
import { environment, launcher, newHome, startTerminal } from './terminal.ts';

/** High enough that the briefing does not wait for Enter. */
const TALL = { rows: 100 };

function withoutTerminal(args: readonly string[]): { readonly code: number | null; readonly said: string } {
  const home = newHome();
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher(), ...args], {
    cwd: home,
    env: environment(home, {}),
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return { code: status, said: `${stdout}${stderr}` };
}

test.each([
  ['play', 'tutorial'],
  ['play', 'poisoned-base-image', '--mode', 'assess'],
])('hotwash %s %s without a terminal ends with 2 and one sentence', (...args) => {
  const { code, said } = withoutTerminal(args);
  expect(code).toBe(2);
  expect(said).toBe(
    'hotwash play needs a terminal.\nWith --plain it plays line by line on any input and output.\n',
  );
});

test('plain play in a terminal goes from the briefing to the hot wash', async () => {
  const play = startTerminal(['play', 'tutorial', '--plain'], TALL);
  await play.waitFor('all free');
  const lines: readonly (readonly [string, string])[] = [
    ['inspect tags paperboat/web', 'Decision 1'],
    ['wait next', 'Two digests'],
    ['inspect signature paperboat/web:latest', 'Decision 2'],
    ['declare closed', 'Do it? [y/N]'],
    ['y', 'Ending: Adrift'],
  ];
  for (const [line, answer] of lines) {
    play.type(`${line}\r`);
    await play.waitFor(answer);
  }
  play.type('quit\r');
  expect(await play.exit()).toBe(0);
  expect(readSessions(play.home).map(({ header }) => header.mode)).toEqual(['coach']);
});

test('--screen-reader never leaves the normal screen and writes no control sequence', async () => {
  const play = startTerminal(['play', 'tutorial', '--screen-reader'], TALL);
  await play.waitFor('all free');
  expect(play.isAlternate).toBe(false);
  expect(play.raw).not.toMatch(/\u001b\[\?1049/);
  play.type('quit\r');
  expect(await play.exit()).toBe(0);
});

test.each([
  ['Ctrl+C', 130],
  ['SIGTERM', 130],
])('plain play ended by %s keeps the session and says how to go on', async (how, code) => {
  const play = startTerminal(['play', 'tutorial', '--plain'], TALL);
  await play.waitFor('all free');
  play.type('inspect tags paperboat/web\r');
  await play.waitFor('Decision 1');
  if (how === 'Ctrl+C') await play.press('ctrl-c');
  else play.signal(how);
  expect(await play.exit()).toBe(code);
  expect(play.scrollback().join('\n')).toContain('Go on with: hotwash resume');
  const [session] = readSessions(play.home);
  expect(session?.decisions.map((one) => one.do)).toEqual(['inspect tags paperboat/web']);
});
