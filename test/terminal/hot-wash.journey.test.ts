import { describe, expect, test } from 'vitest';
import { playInPlain, SHORT_PLAY } from './plain-play.ts';
import { newHome, type StartOptions, startTerminal, type TerminalPlay } from './terminal.ts';

/** Home with one session that was played before, chosen in the list of sessions. */
async function homeWithSession(options: StartOptions = {}): Promise<TerminalPlay> {
  const home = newHome();
  playInPlain(home, 'tutorial', SHORT_PLAY);
  const play = startTerminal([], { ...options, home });
  await play.waitFor('17.5 %');
  await play.press('tab');
  await play.waitFor('r replay');
  return play;
}

describe.each([
  { columns: 80, rows: 24, env: {} },
  { columns: 120, rows: 40, env: {} },
  { columns: 80, rows: 24, env: { NO_COLOR: '1' } },
])('hot wash of a past session at $columns by $rows with %o', (options) => {
  test('tells the ending, gives each task its points, and turns its pages', async () => {
    const play = await homeWithSession(options);
    await play.press('d');
    await play.waitFor('Hot wash');
    expect(play.text()).toContain('Still open');
    expect(play.text()).toMatch(/rotate +.*15 of 15/);
    await play.press('2');
    await play.waitFor('Both tags were compared');
    expect(play.text()).toMatch(/\[x\] The stranger cannot move the tag .*10 of 10/);
    expect(play.text()).toMatch(/\[ \] latest names a signed image .*0 of 10/);
    // Where not all tasks fit, the last ones come into sight as one goes down.
    await play.press(...Array.from({ length: 9 }, () => 'j'));
    await play.waitFor('The tag is protected');
    expect(play.text()).toMatch(/\[ \] The tag is protected.*0 of 10/);
    const titles = ['Harm', 'Scope', 'Reach', 'Roles', 'Rank', 'Costs', 'Talk'];
    for (const [index, title] of titles.entries()) {
      await play.press('tab');
      await play.waitFor(`[${index + 3} ${title}]`);
    }
    await play.press('escape');
    await play.waitFor('Sessions');
    if ('NO_COLOR' in options.env) expect(play.cells().some((cell) => cell.isColoured)).toBe(false);
  });
});

test('a task jumps to its moment in the replay, and Escape comes back to the task', async () => {
  const play = await homeWithSession();
  await play.press('enter');
  await play.waitFor('Hot wash');
  await play.press('2');
  await play.waitFor('Both tags were compared');
  await play.press('j', 'j');
  await play.waitFor('f19 at T+2m: old-laptop was revoked');
  const before = play.screen();
  await play.press('enter');
  await play.waitFor('What happened');
  expect(play.screen()[0]).toMatch(/Replay +T\+2m/);
  await play.press('escape');
  await play.waitFor('Both tags were compared');
  await play.waitForScreen(before);
});

test('the replay seeks by fact, by decision and by time, and knows truth from what was seen', async () => {
  const play = await homeWithSession();
  await play.press('r');
  await play.waitFor('What happened');
  await play.press('t');
  play.type('T+2m');
  await play.press('enter');
  await play.waitFor((screen) => /^ ?Replay +T\+2m/.test(screen));
  const at = play.screen();
  expect(play.text()).toMatch(/paperboat\/web:latest +names implant \(poisoned\) +T\+1m names implant/);
  await play.press('right');
  await play.waitFor((screen) => screen !== at.join('\n'));
  await play.press('left');
  await play.waitForScreen(at);
  await play.press('D', 'D');
  await play.waitFor((screen) => /▸.*engineer began: revoke old-laptop/.test(screen));
  await play.press('g', 'g');
  await play.waitFor((screen) => /^ ?Replay +T-/.test(screen));
});

test('the replay plays by itself, and stands still again without writing', async () => {
  const play = await homeWithSession({ columns: 120, rows: 40 });
  await play.press('r');
  await play.waitFor('What happened');
  const before = play.screen()[0] ?? '';
  await play.press('space');
  await play.waitFor((screen) => !screen.startsWith(before) && !/Replay +T\+0m /.test(screen));
  await play.press('space');
  await play.settle();
  const bytes = play.bytesWritten;
  await play.settle();
  await play.settle();
  expect(play.bytesWritten).toBe(bytes);
});

test('after a storm of resizes hot wash and replay are what a fresh start at that size shows', async () => {
  const fresh = await homeWithSession({ columns: 100, rows: 30 });
  const storm = await homeWithSession();
  for (const play of [fresh, storm]) {
    await play.press('r');
    await play.waitFor('What happened');
    await play.settle();
  }
  const sizes = [
    [40, 12],
    [150, 50],
    [99, 29],
    [100, 30],
  ] as const;
  for (const [columns, rows] of sizes) storm.resize(columns, rows);
  await storm.waitForScreen(fresh.screen());
});
