import { expect, test } from 'vitest';
import { playInPlain, SHORT_PLAY } from './plain-play.ts';
import { readSessions } from './sessions.ts';
import { newHome, type StartOptions, startTerminal, type TerminalPlay } from './terminal.ts';

/** The replay of a short play, standing on the decision that took the token away. */
async function onRevoke(options: StartOptions = {}): Promise<TerminalPlay> {
  const home = newHome();
  playInPlain(home, 'tutorial', SHORT_PLAY);
  const play = startTerminal(['replay', 'last', '--at', 'T+2m'], { ...options, home });
  await play.waitFor('What happened');
  await play.press('D');
  await play.waitFor((screen) => /[▸>].*began: declare closed|[▸>].*began: revoke/.test(screen));
  if (!/[▸>].*began: revoke/.test(play.text())) await play.press('D');
  await play.waitFor((screen) => /[▸>].*began: revoke old-laptop/.test(screen));
  return play;
}

test.each([
  { columns: 80, rows: 24, env: {} },
  { columns: 120, rows: 40, env: { NO_COLOR: '1' } },
])(
  'what if this decision were left out: the points, and the play stays as it was, at $columns by $rows',
  async (size) => {
    const play = await onRevoke(size);
    await play.press('w');
    await play.waitFor('What if, at');
    await play.waitFor('2 is left out: revoke old-laptop');
    await play.press('enter');
    await play.waitFor('What if: ');
    await play.waitFor(/points: 17\.5 -> \d/);
    expect(play.text()).toMatch(/\(-\d/);
    await play.press('q');
    await play.waitFor('What happened');
    expect(play.text()).toMatch(/[▸>].*began: revoke old-laptop/);
    const stored = readSessions(play.home);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.decisions.map((one) => one.do)).toContain('revoke old-laptop');
  },
);

test('what if one decision more were taken here', async () => {
  const play = await onRevoke();
  await play.press('w');
  await play.waitFor('What if, at');
  await play.press('k');
  for (let tries = 0; tries < 8 && !/[▸>] insert a decision/.test(play.text()); tries += 1) {
    const before = play.text();
    await play.press('j');
    await play.waitFor((screen) => screen !== before);
  }
  await play.press('enter');
  play.type('protect paperboat/web:latest');
  await play.waitFor('> protect paperboat/web:latest');
  await play.press('enter');
  await play.waitFor(/points: 17\.5 -> \d/);
  expect(readSessions(play.home)[0]?.decisions).toHaveLength(3);
});

test('a line that nobody could mean is refused where it is typed', async () => {
  const play = await onRevoke();
  await play.press('w');
  await play.waitFor('What if, at');
  for (let tries = 0; tries < 8 && !/[▸>] insert a decision/.test(play.text()); tries += 1) {
    const before = play.text();
    await play.press('j');
    await play.waitFor((screen) => screen !== before);
  }
  await play.press('enter', 'enter');
  await play.waitFor('Type one decision, such as');
  await play.press('escape', 'escape');
  await play.waitForNo('What if, at');
});

test('going on from a decision plays it again in another way, and the old play stays', async () => {
  const play = await onRevoke({ columns: 120, rows: 40 });
  await play.press('f');
  await play.waitFor('Inbox');
  expect(play.text()).toContain('nothing declared');
  await play.press(':');
  await play.waitFor('Command');
  play.type('rotate old-laptop');
  await play.waitFor('rotate old-laptop');
  await play.press('enter');
  await play.waitFor('Do this?');
  await play.press('enter');
  await play.waitForNo('Do this?');
  const stored = readSessions(play.home);
  const first = stored.find((one) => one.decisions.length === 3);
  const second = stored.find((one) => one !== first);
  expect(first?.decisions.map((one) => one.do)).toEqual([
    'inspect tags paperboat/web',
    'revoke old-laptop',
    'declare closed',
  ]);
  expect(second?.decisions.map((one) => one.do)).toEqual(['inspect tags paperboat/web', 'rotate old-laptop']);
  expect(second?.header.mode).toBe('coach');
});
