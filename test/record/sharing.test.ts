import { afterEach, beforeEach, expect, test } from 'vitest';
import { findKeptScenario } from '../../src/record/scenario-catalogue.ts';
import { readStored, replayStored } from '../../src/record/stored-session.ts';
import { hasEnded, temporaryHome } from '../store/store-helpers.ts';
import { type SharedProcess, startShared } from './shared-process.ts';

let home: ReturnType<typeof temporaryHome>;
let processes: SharedProcess[] = [];

beforeEach(() => {
  home = temporaryHome();
  processes = [];
});
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.map(({ child }) => hasEnded(child)));
  home.remove();
});

async function begin(): Promise<{ readonly owner: SharedProcess; readonly session: string }> {
  const owner = startShared(home.home, 'begin');
  processes.push(owner);
  const { session } = await owner.next();
  return { owner, session: String(session) };
}

async function join(session: string): Promise<SharedProcess> {
  const joined = startShared(home.home, 'join', session);
  processes.push(joined);
  expect(await joined.next()).toMatchObject({ session, isJoined: true });
  return joined;
}

/** Waits until both say the same, which is when the last push has come. */
async function sameState(one: SharedProcess, other: SharedProcess) {
  for (;;) {
    const [left, right] = [await one.order('state'), await other.order('state')];
    if (left.records !== right.records) continue;
    expect(right.facts).toBe(left.facts);
    expect(right.lines).toEqual(left.lines);
    return left;
  }
}

/** Reads the journal as a third process would, holding every record against the facts. */
async function replayed(session: string) {
  const told = await replayStored(readStored(home.places, session), (header) =>
    findKeptScenario(home.places, header),
  );
  expect([told.replayed.divergence, told.replayed.rejected]).toEqual([null, []]);
  return told;
}

test('two processes deciding in turn see one world, and their records are those of one', async () => {
  const { owner, session } = await begin();
  const joined = await join(session);
  expect(await joined.order('take inspect tags harborlight/base')).toEqual({ seq: 1, at: 0 });
  await sameState(owner, joined);
  expect(await owner.order('take freeze harborlight/base')).toMatchObject({ seq: 2 });
  await joined.order('pass 900');
  await sameState(owner, joined);
  expect(await owner.order('undo')).toEqual({ undone: 'freeze harborlight/base' });
  const both = await sameState(owner, joined);
  expect(both.lines).toEqual(['inspect tags harborlight/base']);
  const { folded } = await replayed(session);
  expect(folded.decisions).toHaveLength(1);
});

test('two hundred decisions from two processes at once are all kept, each once, in one order', async () => {
  const { owner, session } = await begin();
  const joined = await join(session);
  owner.send('many 100 note owner');
  joined.send('many 100 note joined');
  const seqs: unknown[] = [];
  for (let index = 0; index < 101; index += 1) seqs.push((await owner.next()).seq, (await joined.next()).seq);
  const numbers = seqs.filter((seq) => seq !== undefined);
  expect(new Set(numbers).size).toBe(200);
  const { lines } = await sameState(owner, joined);
  const { records } = await replayed(session);
  expect(records.map((record) => (record.kind === 'decision' ? record.do : ''))).toEqual(lines);
});

test('when its owner is killed with -9, a joined process has all that was acknowledged, and goes on', async () => {
  const { owner, session } = await begin();
  const joined = await join(session);
  const third = await join(session);
  owner.send('many 1000 note owner');
  joined.send('many 60 note joined');
  for (let index = 0; index < 20; index += 1) await joined.next();
  owner.child.kill('SIGKILL');
  for (let index = 20; index < 61; index += 1) {
    expect(await joined.next()).not.toHaveProperty('error');
  }
  expect(await third.order('take note third')).toHaveProperty('seq');
  const { lines } = await sameState(joined, third);
  const isJoined = [(await joined.order('state')).isJoined, (await third.order('state')).isJoined];
  expect(isJoined.filter(Boolean)).toHaveLength(1);
  const acknowledged = Array.from({ length: 60 }, (_, index) => `note joined ${index}`);
  expect((lines as string[]).filter((line) => line.startsWith('note joined'))).toEqual(acknowledged);
  const { folded } = await replayed(session);
  expect(folded.decisions.map((one) => one.do)).toEqual(lines);
});

test('an owner that leaves hands the session on, and whoever is left ends it', async () => {
  const { owner, session } = await begin();
  const joined = await join(session);
  owner.send('quit');
  await hasEnded(owner.child);
  expect(await joined.order('take declare closed')).toMatchObject({ seq: 1 });
  expect(await joined.order('state')).toMatchObject({ isJoined: false });
  expect(joined.heard).toContainEqual({ heard: 'taken over', kinds: [] });
  const { percent } = await joined.order('finish');
  const { folded } = await replayed(session);
  expect(folded.end?.percent).toBe(percent);
  expect(folded.end?.result).toBeDefined();
});

test('both come to the same end, which is in the journal once', async () => {
  const { owner, session } = await begin();
  const joined = await join(session);
  await joined.order('take declare closed');
  joined.send('finish');
  owner.send('finish');
  expect((await joined.next()).percent).toBe((await owner.next()).percent);
  const { records } = await replayed(session);
  expect(records.map((record) => record.kind)).toEqual(['decision', 'end']);
});

test('an owner that has stopped answering is named, and nothing is decided', async () => {
  const { owner, session } = await begin();
  const joined = await join(session);
  owner.child.kill('SIGSTOP');
  expect((await joined.order('take note lost')).error).toMatch(/no longer answers/);
  owner.child.kill('SIGCONT');
  await joined.order('take note kept');
  const { lines } = await sameState(owner, joined);
  expect(lines).toEqual(['note kept']);
});

test('another version of hotwash cannot join, and is told so', async () => {
  const { session } = await begin();
  const other = startShared(home.home, 'join', session, '9.9.9');
  processes.push(other);
  const said = await other.next();
  expect(said.code).toBe(75);
  expect(said.refused).toMatch(/with hotwash 0\.1\.0, so hotwash 9\.9\.9 cannot join it/);
});

test('whoever takes over knows how fast the clock ran', async () => {
  const { owner, session } = await begin();
  await owner.order('speed 20');
  const joined = await join(session);
  owner.child.kill('SIGKILL');
  for (;;) {
    const state = await joined.order('state');
    expect(state.speed).toBe(20);
    if (state.isJoined === false) return;
  }
});
