import { expect, test } from 'vitest';
import { beginTutorial, decide } from './acting.ts';
import { readSessions } from './sessions.ts';
import { startTerminal, type TerminalPlay } from './terminal.ts';

const WIDE = { columns: 110, rows: 30 };

async function typeLine(play: TerminalPlay, line: string): Promise<void> {
  play.type(line);
  await play.press('enter');
}

/** A second terminal in the same session, line by line. */
async function joinInPlain(home: string): Promise<TerminalPlay> {
  const plain = startTerminal(['resume', '--plain'], { home, ...WIDE });
  await plain.waitFor('you join it');
  await plain.waitFor('all free');
  return plain;
}

test('a screen and a plain play are one session: each shows what the other decides, and both end', async () => {
  const screen = await beginTutorial(WIDE);
  const plain = await joinInPlain(screen.home);
  await typeLine(plain, 'inspect tags paperboat/web');
  await plain.waitFor('Decision 1');
  await screen.waitFor('decided: inspect tags paperboat/web');
  await decide(screen, 'revoke old-laptop');
  await plain.waitFor('decided: revoke old-laptop');
  await typeLine(plain, 'undo');
  await screen.waitFor('Somebody took back decision 2');
  await screen.press('W');
  await plain.waitFor('tags in paperboat/web');
  await typeLine(plain, 'declare closed');
  await plain.waitFor('Do it?');
  await typeLine(plain, 'y');
  await screen.waitFor('Hot wash');
  await plain.waitFor('Play is over');
  await screen.close();
  await plain.close();
  const [session] = readSessions(screen.home);
  expect(session?.records.filter((record) => record.kind === 'end')).toHaveLength(1);
});

test('when the terminal that owns a session is killed, the other goes on with it, and a third can join', async () => {
  const screen = await beginTutorial(WIDE);
  const plain = await joinInPlain(screen.home);
  await decide(screen, 'inspect tags paperboat/web');
  await plain.waitFor('decided: inspect tags');
  screen.signal('SIGKILL');
  await plain.waitFor('this one keeps it now');
  await typeLine(plain, 'revoke old-laptop');
  await plain.waitFor('Do it?');
  await typeLine(plain, 'y');
  await plain.waitFor('Decision 2');
  const third = startTerminal(['resume'], { home: screen.home, ...WIDE });
  await third.waitFor('coach joined');
  await third.waitFor('revoke old-laptop');
  await typeLine(plain, 'quit');
  expect(await plain.exit()).toBe(0);
  await third.waitFor('this one keeps it now');
  await third.press('q');
  await third.waitFor('Leave this play?');
  third.type('leave');
  await third.press('enter');
  expect(await third.exit()).toBe(0);
  await third.press('q');
  expect(await third.exit()).toBe(0);
});

test('who joins in assess mode follows the clock of the one that began', async () => {
  const owner = startTerminal(['play', 'tutorial', '--plain', '--mode', 'assess', '--speed', '60'], WIDE);
  await owner.waitFor('Enter for more');
  await owner.press('enter');
  await owner.waitFor('all free');
  const screen = startTerminal(['resume'], { home: owner.home, ...WIDE });
  await screen.waitFor('clock runs joined');
  await screen.waitFor(/T\+[2-9]m/);
  await screen.press('W');
  await screen.waitFor('one clock moves time for all');
  await screen.press('space');
  await screen.waitFor('PAUSED joined');
  await owner.waitFor('Somebody paused the clock.');
  await screen.close();
  await owner.close();
});
