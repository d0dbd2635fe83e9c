import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkDocument } from '../../src/schema/check-document.ts';
import { temporaryHome } from '../store/store-helpers.ts';
import { runCli, startCli } from './run-cli.ts';

const home = temporaryHome();
afterAll(() => home.remove());

const SHIPPED = join(import.meta.dirname, '../../scenarios/tutorial');
const GOOD = readFileSync(join(SHIPPED, 'scenario.yaml'), 'utf8');

/** A copy of the tutorial with its text changed. */
function copy(name: string, change: (text: string) => string = (text) => text): string {
  const folder = join(home.home, name);
  cpSync(SHIPPED, folder, { recursive: true });
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, change(GOOD));
  return file;
}

const worse = (text: string): string => text.replace('band: [80, 90]', 'band: [10, 20]');
const broken = (text: string): string => text.replace('level: beginner', 'level: easy');

describe('check', () => {
  test('says in one line that a built-in scenario is clean, and ends with 0', async () => {
    const { code, out } = await runCli(home.home, ['check', 'tutorial']);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(
      /scenario\.yaml: clean, \d+ rules, 7 playbooks in their bands, 5 draws, 22 changes to the first playbook$/,
    );
    expect(out).toContain('60 plays at random:');
    expect(code).toBe(0);
  });

  test('says all that is wrong with all files, each with its line, and ends with 1', async () => {
    const files = [copy('worse', worse), copy('broken', broken)];
    const { code, out } = await runCli(home.home, ['check', ...files]);
    expect(out).toContain('warning check/playbook-band: "mends-first" scores 85, outside of 10 to 20.');
    expect(out).toContain(
      'error schema/wrong-value: "level" must be one of beginner, intermediate, advanced.',
    );
    expect(out).toMatch(/\n {4}7 \| level: easy\n/);
    expect(out).toContain('this playbook replays it:');
    expect(code).toBe(1);
  });

  test('says the same of syntax wherever the option stands, and beside others', async () => {
    const [good, bad] = [copy('order', worse), copy('order-bad', broken)];
    const said = (args: readonly string[]) => runCli(home.home, ['check', ...args]);
    const first = await said(['--only', 'syntax', good, bad]);
    expect(first).toMatchObject({ code: 1 });
    expect(await said([good, '--only', 'syntax', bad])).toEqual(first);
    expect(await said(['--only=syntax', good, bad])).toEqual(first);
    expect(await said(['--only', 'syntax', 'no-such-drill'])).toMatchObject({ code: 66 });
  });

  test('with --only syntax reads and compiles, and nothing more', async () => {
    const good = await runCli(home.home, ['check', '--only', 'syntax', copy('syntax', worse)]);
    expect([good.code, good.out, good.err]).toEqual([0, '', 'It reads and compiles.\n']);
    const bad = await runCli(home.home, ['check', '--only', 'syntax', copy('syntax-bad', broken)]);
    expect([bad.code, bad.err]).toEqual([1, '']);
    expect(bad.out).toContain('schema/wrong-value');
  });

  test('with --json gives one document of its schema, with playbooks that replay what was found', async () => {
    const { code, out } = await runCli(home.home, [
      ...['check', '--json', '--explore', '--states', '800'],
      copy('json', worse),
    ]);
    const document = checkDocument.parse(JSON.parse(out));
    expect(document.clean).toBe(false);
    expect(document.files[0]?.problems.map((one) => one.code)).toEqual(['check/playbook-band']);
    expect(document.files[0]?.exploration?.endings.length).toBe(5);
    const play = join(home.home, 'replay.yaml');
    writeFileSync(play, document.files[0]?.problems[0]?.playbook ?? '');
    const replayed = await runCli(home.home, ['run', 'tutorial', '--playbook', play, '--json']);
    expect(JSON.parse(replayed.out)).toMatchObject({ ending: { id: 'second-wave' }, score: { percent: 85 } });
    expect(code).toBe(1);
  });

  test('with --paths writes those playbooks into a folder', async () => {
    const folder = join(home.home, 'paths');
    const { err } = await runCli(home.home, ['check', copy('paths-of', worse), '--paths', folder]);
    const [, name = ''] = /wrote (\S+)/.exec(err) ?? [];
    expect(readFileSync(name, 'utf8')).toContain('scenario: tutorial\ndecisions:\n');
  });

  test('with --junit writes a suite a file and a case a rule and playbook', async () => {
    const report = join(home.home, 'report.xml');
    await runCli(home.home, ['check', copy('junit', worse), '--junit', report]);
    const text = readFileSync(report, 'utf8');
    const cases = text.match(/<testcase /g) ?? [];
    expect(text).toContain(`<testsuite name=`);
    expect(cases.length).toBeGreaterThan(55);
    expect(text.match(/<failure /g)).toHaveLength(2);
    expect(text).toContain('classname="check/playbook-band"');
    expect(text).toContain('<testcase name="mends-first: Mends the tag and cuts the push much later"');
  });

  test.each([
    ['a file that is not there', ['nowhere.yaml'], 66, /not there/],
    ['an id with a slip', ['tutroial'], 66, /Did you mean tutorial\?/],
    ['a part that there is not', ['tutorial', '--only', 'rules'], 64, /Allowed choices are syntax/],
    ['a bound without exploring', ['tutorial', '--states', '9'], 64, /add --explore/],
    ['a report while watching', ['tutorial', '--watch', '--json'], 64, /for one check/],
    ['a report that cannot be written', ['tutorial', '--junit', '/nowhere/x.xml'], 74, /cannot be written/],
  ])('refuses %s', async (_, args, code, says) => {
    const result = await runCli(home.home, ['check', ...args]);
    expect(result.err).toMatch(says);
    expect(result.code).toBe(code);
  });

  test('with --watch checks again when an editor replaces the file, and after a mistake is mended', async () => {
    const file = copy('watch');
    const child = startCli(home.home, ['check', '--watch', file]);
    let out = '';
    child.stdout?.on('data', (chunk) => {
      out += String(chunk);
    });
    let err = '';
    child.stderr?.on('data', (chunk) => {
      err += String(chunk);
    });
    const until = async (what: () => boolean): Promise<void> => {
      for (let turn = 0; !what() && turn < 600; turn += 1) await new Promise((done) => setTimeout(done, 50));
      expect(`${out}\n${err}`).toSatisfy(what);
    };
    const waits = (count: number) => () => (err.match(/Waiting for the next save/g) ?? []).length >= count;
    await until(waits(1));
    expect(out).toContain('clean');
    writeFileSync(`${file}~`, broken(GOOD));
    renameSync(`${file}~`, file);
    await until(() => out.includes('schema/wrong-value'));
    await until(waits(2));
    out = '';
    writeFileSync(file, worse(GOOD));
    await until(() => out.includes('check/playbook-band'));
    child.kill('SIGINT');
    await new Promise((done) => child.on('close', done));
  });
});
