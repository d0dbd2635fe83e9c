import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryHome } from '../store/store-helpers.ts';
import { runCli } from './run-cli.ts';

const drill = 'poisoned-base-image';

let home: ReturnType<typeof temporaryHome>;
beforeAll(() => {
  home = temporaryHome();
});
afterAll(() => home.remove());

const run = (...args: readonly string[]) => runCli(home.home, ['run', drill, '--playbook', ...args]);

test("a scenario's own playbook is named without its file, and is the same run", async () => {
  const own = await run('expert', '--json');
  const file = await run(`scenarios/${drill}/playbooks/expert.yaml`, '--json');
  expect([own.code, own.err]).toEqual([0, '']);
  expect(JSON.parse(own.out).factsDigest).toBe(JSON.parse(file.out).factsDigest);
});

test('with a seed it is played as that seed draws it', async () => {
  const drawn = await run('expert', '--seed', '7', '--json', '--pass', '95');
  expect([drawn.code, drawn.err]).toEqual([0, '']);
  expect(JSON.parse(drawn.out)).toMatchObject({ seed: 7, ending: { id: 'clean-cut' } });
});

test('a playbook that the scenario has not: 66, with what it has and how to name a file', async () => {
  const done = await run('expret');
  expect(done.code).toBe(66);
  expect(done.err).toMatch(
    /has no playbook "expret"\. Did you mean expert\?\nIt has expert, .*\.\/mine\.yaml/,
  );
  expect(await run('./nowhere.yaml')).toMatchObject({ code: 66, err: expect.stringContaining('not there') });
});
