import { expect, it } from 'vitest';
import { findKeptScenario } from '../../src/record/scenario-catalogue.ts';
import { readStored, replayStored } from '../../src/record/stored-session.ts';
import { type SharedProcess, startShared } from '../record/shared-process.ts';
import { hasEnded, temporaryHome } from '../store/store-helpers.ts';

const ROUNDS = 25;
const EACH = 30;

interface Member {
  readonly name: string;
  readonly process: SharedProcess;
  /** What it was told is kept. */
  acknowledged: number;
  isDone: boolean;
}

function member(name: string, process: SharedProcess): Member {
  const made: Member = { name, process, acknowledged: 0, isDone: false };
  const count = async (): Promise<void> => {
    while (!made.isDone) {
      const said = await process.next();
      if ('many' in said) made.isDone = true;
      else if (typeof said.seq === 'number') made.acknowledged += 1;
      else throw new Error(`${name} said ${JSON.stringify(said)}`);
    }
  };
  process.send(`many ${EACH} note ${name}`);
  void count();
  return made;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('three processes of one session, any of them killed at any moment, lose and double nothing acknowledged', {
  timeout: 600_000,
}, async () => {
  const home = temporaryHome();
  const first = startShared(home.home, 'begin');
  const session = String((await first.next()).session);
  const running: SharedProcess[] = [first];
  const members: Member[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    while (running.length < 3) {
      const joined = startShared(home.home, 'join', session);
      expect(await joined.next()).toMatchObject({ session });
      running.push(joined);
    }
    const now = running.map((process, index) => member(`r${round}p${index}`, process));
    members.push(...now);
    await pause((round * 37) % 120);
    const [victim] = running.splice(round % 3, 1);
    victim?.child.kill('SIGKILL');
    if (victim !== undefined) await hasEnded(victim.child);
    for (const one of now) while (running.includes(one.process) && !one.isDone) await pause(20);
  }
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ child }) => hasEnded(child)));
  const told = await replayStored(readStored(home.places, session), (header) =>
    findKeptScenario(home.places, header),
  );
  expect([told.replayed.divergence, told.replayed.rejected]).toEqual([null, []]);
  const kept = told.folded.decisions.map((one) => one.do);
  expect(new Set(kept).size).toBe(kept.length);
  for (const { name, acknowledged, isDone } of members) {
    const count = kept.filter((line) => line.startsWith(`note ${name} `)).length;
    expect(count, name).toBeGreaterThanOrEqual(acknowledged);
    if (isDone) expect([acknowledged, count], name).toEqual([EACH, EACH]);
    // At most the one that was on its way when it was killed.
    else expect(count, name).toBeLessThanOrEqual(acknowledged + 1);
  }
  home.remove();
});
