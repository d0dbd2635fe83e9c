import { describe, expect, test } from 'vitest';
import { beginFromHome, decide, digestOnBoard, waitNext, waitUntil } from './acting.ts';
import { playInPlain } from './plain-play.ts';
import { readSessions } from './sessions.ts';
import { newHome, startTerminal, type TerminalPlay } from './terminal.ts';

const REPO = 'harborlight/base';

/** A decision put together from the menus: the key of its pillar, then what each list is narrowed to. */
async function choose(play: TerminalPlay, pillar: string, ...words: readonly string[]): Promise<void> {
  await play.press(pillar);
  for (const word of words) {
    await play.waitFor('type to narrow');
    play.type(word);
    await play.waitFor((screen) => screen.includes(`> ${word}`));
    await play.press('enter');
  }
  await play.waitFor('Do this?');
  await play.press('enter');
  await play.waitForNo('Do this?');
}

/** An hour of the first drill: looks, cuts the push, mends, tells, pins. Gives the clean digest. */
async function playAnHour(play: TerminalPlay): Promise<readonly string[]> {
  await choose(play, 'L', 'declare', 'incident');
  await choose(play, 'i', 'inspect tags', REPO);
  await choose(play, 'c', 'pause', 'api-build');
  await waitUntil(play, 'T+2m');
  const bad = digestOnBoard(play, `${REPO}:stable`);
  const good = digestOnBoard(play, `${REPO}:1.8.3`);
  expect(digestOnBoard(play, `${REPO}:1.8`)).toBe(bad);
  const lines = [
    `inspect audit-log ${REPO}`,
    `inspect signature ${REPO}:stable`,
    'revoke hub-ci-2023',
    `repoint ${REPO}:stable to ${good}`,
    `notify consumers with digest=${bad} tag=${REPO}:stable tag=${REPO}:1.8 action=stop-pulling`,
    `repoint ${REPO}:1.8 to ${good}`,
    `protect ${REPO}:stable`,
    `pin api-build to ${good}`,
  ];
  for (const line of lines) await decide(play, line);
  await waitUntil(play, 'T+1h');
  await decide(play, 'declare closed');
  return [
    'declare incident',
    `inspect tags ${REPO}`,
    'pause api-build',
    'wait until T+2m',
    ...lines,
    'wait until T+1h',
    'declare closed',
    'quit',
  ];
}

describe.each([
  { columns: 80, rows: 24, env: {} },
  { columns: 120, rows: 40, env: { NO_COLOR: '1' } },
])('at $columns by $rows with $env', (look) => {
  test('the first drill goes by keys alone from home to hot wash to replay and home again', async () => {
    const play = await beginFromHome('Stable, until 02:41', look);
    const lines = await playAnHour(play);
    await play.waitFor('Hot wash');
    expect(play.text()).toMatch(/rotate .* of 18/);
    await play.press('2');
    await play.waitFor('[2 Tasks]');
    await play.press('enter');
    await play.waitFor('What happened');
    await play.press('escape');
    await play.waitFor('[2 Tasks]');
    await play.press('r');
    await play.waitFor('What happened');
    await play.press('g', '/');
    play.type('revoke hub-ci-2023');
    await play.press('enter');
    await play.waitFor((screen) => /[▸>].*began: revoke hub-ci-2023/.test(screen));
    expect(play.text()).toMatch(/base:stable +names implant \(poisoned\) +T\+6m names implant/);
    await play.press('G');
    await play.waitFor((screen) => /^ ?Replay +T\+(1h00m|24h00m|4h00m)/.test(screen));
    expect(play.text()).toMatch(/harborlight\/base:stable +names clean/);
    await play.press('escape');
    await play.waitFor('Hot wash');
    await play.press('escape');
    await play.waitFor(/Stable, until 02:41 +coach +\d+(\.\d)? %/);
    await play.press('q');
    expect(await play.exit()).toBe(0);

    const home = newHome();
    playInPlain(home, 'poisoned-base-image', lines);
    const [ours, plain] = [readSessions(play.home)[0], readSessions(home)[0]];
    expect(ours?.decisions).toHaveLength(12);
    expect(ours?.decisions).toEqual(plain?.decisions);
    const verified = startTerminal(['verify', 'last'], { home: play.home });
    expect(await verified.exit()).toBe(0);
  });
});

test('at 60 by 20 the play can be used: each pane on its own, and decisions as everywhere', async () => {
  const play = await beginFromHome('Stable, until 02:41', { columns: 60, rows: 20 });
  await choose(play, 'i', 'inspect tags', REPO);
  await waitNext(play);
  await play.press('4');
  await play.waitFor('Board');
  expect(digestOnBoard(play, `${REPO}:stable`)).toMatch(/^sha256:[0-9a-f]{12}$/);
  expect(Math.max(...play.screen().map((row) => row.length))).toBeLessThanOrEqual(60);
});

test('in assess mode the clock runs by itself, and pausing stops it and the writing', async () => {
  const play = startTerminal(['play', 'tutorial', '--mode', 'assess', '--speed', '600']);
  await play.waitFor('Enter begin');
  await play.press('enter');
  await play.waitFor('assess');
  await play.waitFor((screen) => /^ T\+[1-9]\d?m/.test(screen));
  await play.press('space');
  await play.waitFor('paused');
  await play.settle();
  const before = play.bytesWritten;
  await play.settle();
  await play.settle();
  expect(play.bytesWritten).toBe(before);
  expect(readSessions(play.home)[0]?.records.map((one) => one.kind)).toContain('pause');
});
