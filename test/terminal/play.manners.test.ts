import { expect, test } from 'vitest';
import { beginTutorial, decide, digestOnBoard, waitNext, waitUntil } from './acting.ts';
import { playInPlain } from './plain-play.ts';
import { readSessions } from './sessions.ts';
import { newHome, startTerminal } from './terminal.ts';

test('a time that is typed is the time that is waited for', async () => {
  const play = await beginTutorial();
  await waitUntil(play, '15m');
  // An hour from now is T+1h15m: a choice whose words hold what is typed here, and which is not meant.
  await play.press('w');
  await play.waitFor('T+1h15m');
  play.type('T+1h');
  await play.waitFor('> T+1h');
  await play.press('enter');
  await play.waitFor('That is the end of play');
});

test('a play that is left leaves one sentence behind and goes on where it was', async () => {
  const play = await beginTutorial({ shell: 'echo before; hotwash play tutorial; echo "code $?"' });
  await decide(play, 'inspect tags paperboat/web');
  await waitNext(play);
  await play.settle();
  const board = play.screen().slice(0, -1);
  await play.press('q');
  await play.waitFor('Leave this play?');
  play.type('leave');
  await play.press('enter');
  await play.waitFor('code 0');
  expect(play.isAlternate).toBe(false);
  const lines = play.scrollback().filter((line) => line !== '');
  expect(lines[0]).toBe('before');
  expect(lines.at(-2)).toMatch(/^The session is kept\. Go on with: hotwash resume \w+-\d+$/);
  const resumed = startTerminal(['resume', 'last'], { home: play.home });
  const withoutNews = (rows: readonly string[]) =>
    rows
      .join('\n')
      .replace(/[●]| \d new|─/g, ' ')
      .replace(/ +/g, ' ');
  await resumed.waitFor((screen) => withoutNews(screen.split('\n').slice(0, -1)) === withoutNews(board));
});

test.each([
  ['ctrl-c', 130],
  ['SIGTERM', 130],
  ['SIGHUP', 130],
])('a play ended by %s keeps what was decided and says so', async (how, code) => {
  const play = await beginTutorial();
  await decide(play, 'inspect tags paperboat/web');
  if (how === 'ctrl-c') await play.press(how);
  else play.signal(how);
  expect(await play.exit()).toBe(code);
  expect(play.isAlternate).toBe(false);
  expect(play.isBracketing).toBe(false);
  expect(play.scrollback().join('\n')).toContain('The session is kept. Go on with: hotwash resume');
  expect(readSessions(play.home)[0]?.decisions).toHaveLength(1);
});

test('a storm of resizes in the play ends in what a fresh start at that size shows', async () => {
  const home = newHome();
  playInPlain(home, 'tutorial', ['inspect tags paperboat/web', 'wait next', 'quit']);
  const fresh = startTerminal(['resume', 'last'], { home, columns: 90, rows: 27 });
  await fresh.waitFor('Board');
  await fresh.settle();
  const wanted = fresh.screen();
  await fresh.press('ctrl-c');
  await fresh.exit();
  const storm = startTerminal(['resume', 'last'], { home });
  await storm.waitFor('Inbox');
  for (const [columns, rows] of [
    [60, 20],
    [38, 11],
    [160, 50],
    [40, 12],
    [90, 27],
  ] as const)
    storm.resize(columns, rows);
  await storm.waitForScreen(wanted);
});

test('a paste goes into the line that is typed, and nowhere else', async () => {
  const play = await beginTutorial();
  play.paste('q\rleave\r:revoke old-laptop\r');
  await play.settle();
  expect(play.text()).not.toContain('Leave this play?');
  await play.press(':');
  await play.waitFor('Command');
  play.paste('revoke\nold-laptop\r\n');
  await play.waitFor(': revoke old-laptop');
  expect(play.text()).not.toContain('Do this?');
  expect(readSessions(play.home)[0]?.decisions).toEqual([]);
});

test('wide characters keep every border in its column', async () => {
  const play = await beginTutorial({}, ['--team', '東京の当番チーム']);
  await play.press(':');
  await play.waitFor('Command');
  play.type('note 確認しました、次へ進みます ok');
  await play.waitFor('進みます ok');
  const rightmost = play
    .screen()
    .map((_, row) => play.cell(79, row).text)
    .slice(2, 12);
  expect(rightmost.every((text) => /[│┐┘]/.test(text))).toBe(true);
  const { row } = play.find('進みます ok');
  expect(play.cell(79, row).text).toBe('│');
  await play.press('enter');
  await play.waitFor('Do this?');
  await play.press('enter');
  await play.waitForNo('Do this?');
  expect(readSessions(play.home)[0]?.decisions.map((one) => one.do)).toEqual([
    'note 確認しました、次へ進みます ok',
  ]);
});

test('the records of a journey are those of the same decisions in plain mode', async () => {
  const play = await beginTutorial();
  await decide(play, 'inspect tags paperboat/web');
  await waitNext(play);
  const good = digestOnBoard(play, 'paperboat/web:2.4.0');
  await decide(play, 'revoke old-laptop');
  await waitUntil(play, '5m');
  await decide(play, `repoint paperboat/web:latest to ${good}`);
  await decide(play, 'declare closed');
  await play.waitFor('Hot wash');
  const home = newHome();
  playInPlain(home, 'tutorial', [
    'inspect tags paperboat/web',
    'wait next',
    'revoke old-laptop',
    'wait 5m',
    `repoint paperboat/web:latest to ${good}`,
    'declare closed',
    'quit',
  ]);
  const [ours, plain] = [readSessions(play.home)[0], readSessions(home)[0]];
  expect(ours?.decisions).toHaveLength(4);
  expect(ours?.decisions).toEqual(plain?.decisions);
});

test('Ctrl+Z gives the shell its terminal, and fg brings the play back whole', async () => {
  const shell =
    'set -m; echo before; hotwash play tutorial; echo "stopped"; read line; fg > /dev/null; echo "code $?"';
  const play = await beginTutorial({ shell });
  await play.settle();
  const before = play.screen();
  await play.press('ctrl-z');
  await play.waitFor('stopped');
  expect(play.isAlternate).toBe(false);
  expect(play.isBracketing).toBe(false);
  await play.press('enter');
  await play.waitFor('Inbox');
  await play.waitForScreen(before);
  expect(play.isAlternate).toBe(true);
  expect(play.isBracketing).toBe(true);
  await play.press('ctrl-c');
  await play.waitFor('code 130');
  expect(play.isAlternate).toBe(false);
});

test('a play that was made too small says so, and comes back as it was', async () => {
  const play = await beginTutorial();
  await play.press(':');
  await play.waitFor('Command');
  play.type('inspect tags');
  await play.waitFor(': inspect tags');
  await play.settle();
  const before = play.screen();
  play.resize(38, 20);
  await play.waitFor('this one is 38 by 20');
  play.resize(80, 24);
  await play.waitFor(': inspect tags');
  await play.waitForScreen(before);
});
