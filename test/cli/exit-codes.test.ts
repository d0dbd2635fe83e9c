import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findSession } from '../../src/store/find-session.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { ended, runCli, startCli } from './run-cli.ts';

const home = temporaryHome();
afterAll(() => home.remove());

const drill = 'poisoned-base-image';
const playbook = (id: string): string => `scenarios/${drill}/playbooks/${id}.yaml`;
const file = (name: string, text: string): string => {
  const path = join(home.home, name);
  writeFileSync(path, text);
  return path;
};

interface Case {
  readonly title: string;
  readonly args: readonly string[];
  readonly code: number;
  readonly says: RegExp;
  readonly input?: string;
}

const cases: readonly Case[] = [
  {
    title: 'a command that there is not',
    args: ['lst'],
    code: 64,
    says: /There is no command "lst"\.\nDid you mean list\?/,
  },
  {
    title: 'an option that there is not',
    args: ['list', '--jsno'],
    code: 64,
    says: /Unknown option '--jsno'\.\nDid you mean --json\?/,
  },
  { title: 'an option that steers a terminal', args: ['list', '--\u001b[31m'], code: 64, says: /\\u\{1b\}/ },
  { title: 'an argument too many', args: ['list', 'a'], code: 64, says: /Too many arguments/ },
  { title: 'an argument too few', args: ['play'], code: 64, says: /Missing required argument/ },
  {
    title: 'a value that is none',
    args: ['run', drill, '--playbook', '-', '--seed', 'x'],
    code: 64,
    says: /--seed takes a whole number/,
  },
  {
    title: 'a role that there is not',
    args: ['play', drill, '--plain', '--seat', 'registri=Ada'],
    code: 64,
    says: /has no role "registri"\.\nDid you mean registry\?/,
  },
  { title: 'a shell that there is not', args: ['completion', 'bsh'], code: 64, says: /Did you mean bash\?/ },
  {
    title: 'a scenario that there is not',
    args: ['run', 'poisoned-base-imgae', '--playbook', '-'],
    code: 66,
    says: /Did you mean poisoned-base-image\?/,
  },
  {
    title: 'a file that there is not',
    args: ['run', './nowhere.yaml', '--playbook', '-'],
    code: 66,
    says: /it is not there/,
  },
  {
    title: 'a session that there is not',
    args: ['resume', 'zzzz', '--plain'],
    code: 66,
    says: /There is no session "zzzz"/,
  },
  {
    title: 'no session to go on with',
    args: ['resume', '--plain'],
    code: 66,
    says: /There is no unfinished session/,
  },
  {
    title: 'a play without a terminal',
    args: ['play', drill],
    code: 2,
    says: /needs a terminal\.\nWith --plain/,
  },
  {
    title: 'a playbook that is no YAML',
    args: ['run', drill, '--playbook', '-'],
    code: 65,
    says: /standard input:1:\d+: error/,
    input: '{',
  },
  {
    title: 'a playbook for another scenario',
    args: ['run', drill, '--playbook', '-'],
    code: 65,
    says: /for "another", not for/,
    input: 'scenario: another\ndecisions: []\n',
  },
  {
    title: 'a playbook with a name that there is not',
    args: ['run', drill, '--playbook', '-'],
    code: 65,
    says: /standard input:4: .*"hub-ci-2032".*\n.*\n.*Did you mean hub-ci-2023\?/,
    input: `scenario: ${drill}\ndecisions:\n  - inspect tags harborlight/base\n  - revoke hub-ci-2032\n`,
  },
  {
    title: 'a score below --pass',
    args: ['run', drill, '--playbook', playbook('nothing'), '--pass', '50'],
    code: 1,
    says: /below the 50 %/,
  },
];

test.each(cases)('$title: exit code $code', async ({ args, code, says, input }) => {
  const done = await runCli(home.home, args, input);
  expect(done.err).toMatch(says);
  expect(done.code).toBe(code);
  expect(done.err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(done.err).not.toContain('    at ');
});

test('a scenario file with mistakes is refused with all of them, each with its place: 65', async () => {
  const broken = file('broken.yaml', 'format: 1\nid: [\n');
  const done = await runCli(home.home, ['run', broken, '--playbook', '-']);
  expect([done.code, done.out]).toEqual([65, '']);
  expect(done.err).toMatch(/broken\.yaml:\d+:\d+: error /);
});

test('settings that cannot be used: 78', async () => {
  const other = temporaryHome();
  writeFileSync(other.places.settings, '{"ascii": 1}');
  const done = await runCli(other.home, ['play', drill, '--plain']);
  expect(done.code).toBe(78);
  expect((await runCli(other.home, ['doctor'])).code).toBe(78);
  other.remove();
});

test('a place where nothing can be written: 74', async () => {
  const other = temporaryHome();
  writeFileSync(other.places.sessions, 'a file where the folder should be');
  const done = await runCli(other.home, ['play', drill, '--plain']);
  expect(done.code).toBe(74);
  expect(done.err).toMatch(/cannot be written/);
  other.remove();
});

test('a journal that goes away in the middle of a play: 74, and nothing more is acknowledged', async () => {
  const other = temporaryHome();
  const child = startCli(other.home, ['play', drill, '--plain']);
  const done = ended(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  rmSync(findSession(other.places, 'last'));
  child.stdin?.end('freeze harborlight/base\n');
  const { code, out, err } = await done;
  expect(code).toBe(74);
  expect(err).toMatch(/its journal was removed meanwhile/);
  expect(out).not.toContain('Decision 1');
  other.remove();
});

test('a whole play through a pipe runs to its hot wash: 0', async () => {
  const lines = [
    'inspect tags harborlight/base',
    'wait landed',
    'evidence 1',
    'wait until T+1h',
    'An answer',
    '',
    'quit',
  ];
  const done = await runCli(
    home.home,
    ['play', drill, '--plain', '--ends-in', '1h', '--team', 'Blue', '--ascii'],
    lines.join('\n'),
  );
  expect([done.code, done.err]).toEqual([0, '']);
  for (const part of ['Play is over at T+1h00m', 'Ending: Nothing done', 'Hot wash: ', 'hotwash debrief '])
    expect(done.out).toContain(part);
  expect(done.out).toMatch(/^[\n\x20-\x7e]*$/);
});

test('a session in use by another process cannot be removed: 75, and it says by which; but it can be joined', async () => {
  const owner = startCli(home.home, ['play', drill, '--plain']);
  await new Promise((resolve) => owner.stdout?.once('data', resolve));
  const done = await runCli(home.home, ['sessions', 'remove', 'last']);
  expect(done.code).toBe(75);
  expect(done.err).toContain(`process ${owner.pid}`);
  const joined = await runCli(home.home, ['resume', 'last', '--plain']);
  expect(joined.code).toBe(0);
  expect(joined.err).toContain('you join it');
  owner.stdin?.end();
  await new Promise((resolve) => owner.on('close', resolve));
});

test('an interrupted play: 130, with the session kept', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const child = startCli(home.home, ['play', drill, '--plain']);
    let [out, err] = ['', ''];
    child.stderr?.on('data', (chunk) => {
      err += String(chunk);
    });
    child.stdin?.write('freeze harborlight/base\n');
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk) => {
        out += String(chunk);
        if (out.includes('Decision 1')) resolve();
      });
    });
    child.kill(signal);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(err).toMatch(/Go on with: hotwash resume \S+/);
  }
});

test('a damaged journal is refused, and left as it is: 65', async () => {
  await runCli(home.home, ['play', drill, '--plain'], 'freeze harborlight/base\nquit\n');
  const path = findSession(home.places, 'last');
  const damaged = readFileSync(path, 'utf8').replace('"do":"freeze', '"do":"frieze');
  writeFileSync(path, damaged);
  const done = await runCli(home.home, ['resume', 'last', '--plain']);
  expect(done.code).toBe(65);
  expect(done.err).toMatch(/Line 2 of the journal was changed/);
  expect(readFileSync(path, 'utf8')).toBe(damaged);
});

test('a result is alone on standard output, and is JSON where that was asked for', async () => {
  const run = await runCli(home.home, [
    'run',
    drill,
    '--playbook',
    playbook('expert'),
    '--json',
    '--pass',
    '95',
  ]);
  expect([run.code, run.err]).toEqual([0, '']);
  expect(JSON.parse(run.out)).toMatchObject({
    schemaVersion: 1,
    session: null,
    mode: 'headless',
    ending: { id: 'clean-cut' },
  });
  const list = await runCli(home.home, ['list', '--json']);
  const ids = JSON.parse(list.out).scenarios.map(({ id }: { readonly id: string }) => id);
  expect(ids).toContain(drill);
  expect(ids[0]).toBe('tutorial');
  const sessions = await runCli(home.home, ['sessions', 'list', '--json']);
  expect(JSON.parse(sessions.out)).toMatchObject({ schemaVersion: 1 });
});

test('a session is exported, removed, and taken in again', async () => {
  const other = temporaryHome();
  const saved = await runCli(other.home, [
    'run',
    drill,
    '--playbook',
    playbook('novice'),
    '--save',
    '--json',
  ]);
  const { session } = JSON.parse(saved.out);
  const archive = join(other.home, 'one.json');
  expect((await runCli(other.home, ['sessions', 'export', session, '-o', archive])).code).toBe(0);
  expect((await runCli(other.home, ['sessions', 'remove', session])).code).toBe(0);
  expect((await runCli(other.home, ['sessions', 'export', session])).code).toBe(66);
  expect((await runCli(other.home, ['sessions', 'import', archive])).out).toBe(`${session}\n`);
  expect((await runCli(other.home, ['sessions'])).out).toContain(session);
  other.remove();
});

test('help and version go to standard output with 0', async () => {
  for (const args of [['--help'], ['help'], ['play', '--help'], ['help', 'play'], ['--version']]) {
    const done = await runCli(home.home, args);
    expect([args, done.code, done.err]).toEqual([args, 0, '']);
    expect(done.out).not.toBe('');
  }
});

test('doctor says where it cannot write', async () => {
  const other = temporaryHome();
  const locked = join(other.home, 'locked');
  mkdirSync(locked);
  chmodSync(locked, 0o500);
  const done = await runCli(join(locked, 'deeper'), ['doctor']);
  // The superuser may write everywhere.
  expect(done.code).toBe(process.getuid?.() === 0 ? 0 : 74);
  expect(done.out).toContain('scenario poisoned-base-image');
  chmodSync(locked, 0o700);
  other.remove();
});
