import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import { findKeptScenario } from '../../src/record/scenario-catalogue.ts';
import { readStored, replayStored, type StoredSession } from '../../src/record/stored-session.ts';
import { parseTime } from '../../src/world/time.ts';
import { startCli } from '../cli/run-cli.ts';
import { hasEnded, linesOf, temporaryHome } from '../store/store-helpers.ts';

/** What a play has acknowledged on its output: decisions that stand, and the latest time that it showed. */
interface Acknowledged {
  session: string;
  decisions: string[];
  now: number;
}

const calendar = { startEx: 0, zoneOffset: 0 };
const typed = [
  'note one',
  'wait 1s',
  'freeze harborlight/base',
  'wait 2s',
  'note two # why ~50%',
  'undo',
  'wait 1s',
  'pause api-build',
];

/** Plays piped sessions line by line and kills each with -9 at some moment; nothing acknowledged may be lost by it. */
export async function killPlays(times: number, seed: number): Promise<void> {
  const home = temporaryHome();
  const random = randomFrom(seed);
  let seen: Acknowledged = { session: '', decisions: [], now: 0 };
  for (let round = 0; round < times; round += 1) {
    const args = seen.session === '' ? ['play', 'poisoned-base-image'] : ['resume', seen.session];
    const child = startCli(home.home, [...args, '--plain']);
    await playUntilKilled(child, seen, random);
    if (seen.session === '') continue;
    // Now and then as if a write had been cut short, which no kill of ours can time.
    const stored = readStored(home.places, seen.session);
    if (round % 4 === 3) appendFileSync(stored.path, '{"kind":"decision","seq":');
    holds(stored, seen, `round ${round} of seed ${seed}`);
    const { replayed } = await replayStored(stored, (header) => findKeptScenario(home.places, header));
    expect([replayed.divergence, replayed.rejected], `round ${round}`).toEqual([null, []]);
    seen = {
      session: seen.session,
      decisions: stored.folded.decisions.map((one) => one.do),
      now: stored.folded.now,
    };
    // A new one long before the end of play, where no prompt of the play would come any more.
    if (stored.records.length > 2000 || stored.folded.now > 7200)
      seen = { session: '', decisions: [], now: 0 };
  }
  home.remove();
}

async function playUntilKilled(child: ChildProcess, seen: Acknowledged, random: () => number): Promise<void> {
  const type = (): void => {
    child.stdin?.write(`${typed[Math.floor(random() * typed.length)]}\n`);
  };
  child.stdin?.on('error', () => undefined);
  const patience = Math.floor(random() * 40);
  // A third is killed by the clock, at any moment of its start or of a write; the others after so many prompts.
  const timer = random() < 0.33 ? setTimeout(() => child.kill('SIGKILL'), 200 + random() * 900) : null;
  for (let ahead = 0; ahead < 8; ahead += 1) type();
  let prompts = 0;
  for await (const line of linesOf(child)) {
    follow(line, seen);
    if (line.startsWith('Play is over')) child.kill('SIGKILL');
    if (!line.startsWith('[T')) continue;
    prompts += 1;
    type();
    if (prompts > patience) child.kill('SIGKILL');
  }
  if (timer !== null) clearTimeout(timer);
  await hasEnded(child);
}

function follow(line: string, seen: Acknowledged): void {
  const title = /\(session (\S+), coach mode\)/.exec(line);
  const decided = /^Decision \d+: (.*)$/.exec(line);
  const clock = /^\[(T\S+) /.exec(line);
  if (title !== null) seen.session = title[1] ?? '';
  if (decided !== null) seen.decisions.push(decided[1] ?? '');
  if (line.startsWith('Taken back: ')) {
    seen.decisions.pop();
    seen.now = 0;
  }
  if (clock !== null) seen.now = parseTime(clock[1] ?? '', calendar) ?? Number.NaN;
}

// One step beyond what was acknowledged may be on the disk: the kill came between the write and its line.
function holds({ folded, records }: StoredSession, seen: Acknowledged, where: string): void {
  const kept = folded.decisions.map((one) => one.do);
  const isUndoing = records.at(-1)?.kind === 'undo';
  const possible = [
    seen.decisions,
    [...seen.decisions, kept.at(-1) ?? ''],
    ...(isUndoing ? [seen.decisions.slice(0, -1)] : []),
  ];
  expect(possible, where).toContainEqual(kept);
  if (!isUndoing) expect(folded.now, where).toBeGreaterThanOrEqual(seen.now);
}

/** A small generator of its own (mulberry32), so that a failure can be played again by its seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
