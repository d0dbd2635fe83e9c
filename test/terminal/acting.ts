import { type StartOptions, startTerminal, type TerminalPlay } from './terminal.ts';

/** From home to the play of the scenario that has this title, by keys alone. */
export async function beginFromHome(title: string, options: StartOptions = {}): Promise<TerminalPlay> {
  const play = startTerminal([], options);
  // A frame comes in pieces: what else changes on the screen must not pass for an answer to the key.
  await play.waitFor(() => markedRow(play) !== undefined);
  for (let tries = 0; tries < 10 && markedRow(play)?.includes(title) !== true; tries += 1) {
    const before = markedRow(play);
    await play.press('j');
    await play.waitFor(() => markedRow(play) !== undefined && markedRow(play) !== before);
  }
  await play.press('enter');
  await play.waitFor('Enter begin');
  await play.press('enter');
  await play.waitFor('Inbox');
  return play;
}

function markedRow(play: TerminalPlay): string | undefined {
  return play.screen().find((row) => /^[│|] [▸>] /.test(row));
}

/** The play of a new session of the tutorial, without home before it. */
export async function beginTutorial(
  options: StartOptions = {},
  flags: readonly string[] = [],
): Promise<TerminalPlay> {
  const play = startTerminal(['play', 'tutorial', ...flags], options);
  await play.waitFor('Enter begin');
  await play.press('enter');
  await play.waitFor('Inbox');
  return play;
}

/** Types a decision after a colon, up to the panel that shows its cost. */
export async function propose(play: TerminalPlay, line: string): Promise<void> {
  await play.press(':');
  await play.waitFor('Command');
  play.type(line);
  await play.waitFor(line.slice(-20));
  await play.press('enter');
  await play.waitFor('Do this?');
}

/** A decision as one line, taken. */
export async function decide(play: TerminalPlay, line: string): Promise<void> {
  await propose(play, line);
  await play.press('enter');
  await play.waitForNo('Do this?');
}

/** Waits until something is new. */
export async function waitNext(play: TerminalPlay): Promise<void> {
  await play.press('W');
  await play.waitFor('It is T+');
}

/** Waits until a time, by the panel. */
export async function waitUntil(play: TerminalPlay, time: string): Promise<void> {
  await play.press('w');
  await play.waitFor('until something is new');
  play.type(time);
  await play.waitFor(`> ${time}`);
  await play.press('enter');
  await play.waitFor('It is T+');
}

/** Digests as the board shows them, by tag. */
export function digestOnBoard(play: TerminalPlay, tag: string): string {
  const row = play.screen().find((line) => line.includes(`${tag} `));
  const found = /\b([0-9a-f]{8}(?:[0-9a-f]{4})?)\b/.exec(row?.slice(row.indexOf(tag)) ?? '');
  if (found === null) throw new Error(`the board shows no digest of ${tag}:\n${play.text()}`);
  return `sha256:${found[1]}`;
}
