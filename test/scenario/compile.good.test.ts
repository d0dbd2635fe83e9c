import { expect, test } from 'vitest';
import { digestOfSource } from '../../src/scenario/compile-checked.ts';
import { parseText } from '../../src/scenario/parse.ts';
import { parseLine, printAttempt } from '../../src/world/attempt.ts';
import { load, SMALL, sha256, told } from './small.ts';

const { scenario, diagnostics, source } = load(SMALL);
if (scenario === null) throw new Error(JSON.stringify(diagnostics));
const { estate } = scenario;
const GOOD = 'sha256:8383cc91721eab1a7219aaad71c6dd345a2dab8bccdfbb8a93d9b61e7684f563';
const BAD = 'sha256:cba0f01dc52bb30ff8a7ddc2c1b96a9ff4f3a15e389a6adcc4d34a3a0494322d';

test('a good scenario has no problems', () => {
  expect(diagnostics).toEqual([]);
});

test('images have the digests of their real bytes', () => {
  expect(estate.images.good?.digest).toBe(GOOD);
  expect(estate.images.bad?.digest).toBe(BAD);
  const { content } = scenario;
  for (const digest of [GOOD, BAD, ...Object.values(estate.images.bad?.parts ?? {})]) {
    expect(`sha256:${sha256(content.blob(digest)?.bytes ?? new Uint8Array())}`).toBe(digest);
  }
});

test('only a signed image has a signature to show', () => {
  expect(scenario.content.referrers(GOOD)).toHaveLength(1);
  expect(scenario.content.referrers(BAD)).toEqual([]);
  const signature = scenario.content.referrers(GOOD)[0]?.digest ?? '';
  expect(scenario.content.blob(signature)).not.toBeNull();
});

test('an image built on another holds its layers, its own implant and no signature of it', () => {
  const { good, bad } = estate.images;
  expect(bad?.layers.slice(0, good?.layers.length)).toEqual(good?.layers);
  expect([good?.poison, bad?.poison]).toEqual([null, 'beacon']);
  expect([good?.signedBy, bad?.signedBy]).toEqual(['release', null]);
  expect(good?.pipeline).toBe('release');
});

test('a tag or workload of a pipeline means its build on the clean image', () => {
  const build = estate.images['api-build'];
  expect(build).toMatchObject({ base: GOOD, poison: null, pipeline: 'api-build', signedBy: 'api-build' });
  expect(estate.repositories['acme/api']?.tags.latest).toBe(build?.digest);
  expect(estate.workloads['api-prod']?.image).toBe(build?.digest);
  expect(estate.forge('api-build', GOOD, '')).toBe(build);
});

test('references by name hold the digest in full, since consoles and logs show them', () => {
  expect(estate.consumers.bank?.reference).toBe(`acme/base@${BAD}`);
  expect(estate.pipelines['api-build']?.base).toBe('acme/base:stable');
});

test('placeholders are filled, other braces stay', () => {
  expect(scenario.briefing).toContain(`At 08:40 somebody moved stable to ${BAD.slice(0, 19)}….`);
  expect(scenario.briefing).toContain(`registry.acme.example/acme/base@${GOOD},`);
  expect(scenario.briefing).toContain(estate.images.good?.parts.arm64);
  expect(scenario.briefing).toContain('{ "json": 1 }');
  expect(estate.injects.alert?.text).toContain('09:10');
});

test('times are seconds since StartEx', () => {
  expect(estate.clock).toMatchObject({ opens: -7200, endEx: 7200, aftermath: 14_400 });
  expect(estate.pipelines['api-build']?.schedule).toEqual({ every: 1800, first: -2700 });
  expect(scenario.pace).toEqual([
    { until: 2700, rate: 3 },
    { until: null, rate: 10 },
  ]);
});

test('costs of the scenario stand over the usual ones', () => {
  expect(estate.costs['inspect job']).toEqual({ hands: 180, lands: 240, perClaim: 0, publicExtra: 0 });
  expect(estate.costs.notify).toEqual({ hands: 240, lands: 240, perClaim: 90, publicExtra: 0 });
  expect(estate.costs.preserve).toEqual({ hands: 120, lands: 360, perClaim: 0, publicExtra: 0 });
});

test('lines are kept in their one printed form, each with its place within a second', () => {
  expect(scenario.prologue).toEqual([
    { at: -2400, rank: 4, by: 'crew', cause: null, line: 'push acme/base:stable to image:bad' },
  ]);
  for (const { line } of Object.values(scenario.story.effects)) {
    const parsed = parseLine(line);
    expect(parsed.ok && printAttempt(parsed.attempt)).toBe(line);
  }
});

test('several keys of a predicate must all hold, and a value alone is its one argument', () => {
  const [, second] = scenario.objectives[0]?.tasks ?? [];
  expect(second?.rules[0]).toMatchObject({
    when: {
      is: 'all',
      of: [
        { is: 'concluded', args: { what: 'poison' } },
        { is: 'seen', args: { what: 'unsigned image:bad' } },
      ],
    },
  });
});

test('the best tier stands first, whatever the order of its keys', () => {
  const [task] = scenario.objectives[1]?.tasks ?? [];
  expect(task?.rules[0]).toMatchObject({
    kind: 'atLeast',
    until: 3600,
    onceBy: 2700,
    tiers: [
      { value: 2, points: 30 },
      { value: 1, points: 10 },
    ],
  });
  expect(scenario.objectives[0]?.tasks[0]?.rules[0]?.tiers).toEqual([
    { by: 900, points: 40 },
    { by: 7200, points: 20 },
  ]);
});

test('duties belong to the roles that have them', () => {
  expect(scenario.duties).toEqual({ lead: 'lead', notify: 'lead', network: 'ops' });
});

test('playbooks know the lines of their files', () => {
  const [expert, slow] = scenario.playbooks;
  expect(expert?.decisions.map(({ line }) => SMALL.split('\n')[line - 1]?.trim().slice(0, 10))).toEqual([
    '- revoke o',
    '- { at: T+',
    '- notify c',
    '- wait lan',
  ]);
  expect(expert?.decisions[1]).toMatchObject({ at: 300, by: 'ops' });
  expect(slow?.decisions).toEqual([
    { at: null, by: null, do: 'wait until T+1h', line: 3 },
    { at: 4200, by: 'lead', do: 'declare contained', line: 4 },
  ]);
});

test('the digest of a scenario is that of its source, whatever its layout and comments', () => {
  expect(scenario.digest).toBe(digestOfSource(source, sha256));
  expect(load(`# another comment\n${SMALL}`).scenario?.digest).toBe(scenario.digest);
  const asJson = JSON.stringify(parseText(SMALL, 'small.yaml').value);
  expect(load(asJson).scenario?.digest).toBe(scenario.digest);
  expect(load(SMALL.replace('One tag was moved.', 'Two tags were moved.')).scenario?.digest).not.toBe(
    scenario.digest,
  );
});

test('without files beside it a scenario compiles without the playbooks that stand there', () => {
  const loaded = load(SMALL, null);
  expect(told(loaded)).toHaveLength(1);
  expect(loaded.diagnostics[0]).toMatchObject({ code: 'link/no-such-file', path: ['playbooks', 1, 'file'] });
});
