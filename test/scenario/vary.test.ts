import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { holdsName, swapInText, swapNames } from '../../src/scenario/swap-names.ts';
import { change, load, SLOW_PLAYBOOK, sha256, told } from './small.ts';

describe('a name is exchanged', () => {
  test.each([
    ['revoke hub-1', 'revoke hub-2'],
    ['revoke hub-1~2 # after hub-2', 'revoke hub-2~2 # after hub-1'],
    ['revoke hub-1.', 'revoke hub-2.'],
    ['{label:hub-1}', '{label:hub-2}'],
    ['secret=hub-1', 'secret=hub-2'],
  ])('where it stands as a whole word: %s', (text, swapped) => {
    expect(swapInText(text, 'hub-1', 'hub-2')).toBe(swapped);
  });

  test.each(['hub-12', 'my-hub-1', 'hub-1-old', 'hub-1/x', 'hub-1.example', 'team/hub-1'])(
    'but never inside another: %s',
    (text) => {
      expect(swapInText(text, 'hub-1', 'hub-2')).toBe(text);
      expect(holdsName(text, 'hub-1')).toBe(false);
    },
  );

  test('of tags that begin alike, each for the other', () => {
    const text = 'team/base:1.8 team/base:1.8.3, r.team.example/team/base:1.8. other/team/base:1.8';
    expect(swapInText(text, 'team/base:1.8', 'team/base:1.8.3')).toBe(
      'team/base:1.8.3 team/base:1.8, r.team.example/team/base:1.8.3. other/team/base:1.8',
    );
  });

  test('in keys as in values', () => {
    expect(swapNames({ a: ['b', { b: 'a' }], c: 3 }, 'a', 'b')).toEqual({ b: ['a', { a: 'b' }], c: 3 });
  });
});

const WRITTEN =
  '[{ id: press-time, minutes: { of: press, plusMinus: 5 } }, { id: who, credentials: [old-token, deploy-key] }]';
const VARY = (draws: string): string => change(WRITTEN, draws);

const SEEDS = [...Array(30).keys()];
const drawnBy = (seed: number, text = VARY(WRITTEN)) => {
  const { scenario, diagnostics } = loadScenario(text, {
    file: 'small.yaml',
    hash: sha256,
    readPlaybook: () => SLOW_PLAYBOOK,
    seed,
  });
  if (scenario === null) throw new Error(JSON.stringify(diagnostics));
  return scenario;
};

describe('a seed draws', () => {
  const effects = (seed: number) => Object.values(drawnBy(seed).story.effects);
  const pressAt = (seed: number) => effects(seed).find(({ line }) => line.includes('press'))?.at ?? 0;

  test('nothing when it is 0', () => {
    expect(JSON.stringify(drawnBy(0))).toBe(JSON.stringify(load(VARY(WRITTEN)).scenario));
  });

  test('always the same, and leaves the digest of the file', () => {
    for (const seed of [1, 2, -7, Number.MAX_SAFE_INTEGER]) {
      expect(JSON.stringify(drawnBy(seed))).toBe(JSON.stringify(drawnBy(seed)));
      expect(drawnBy(seed).digest).toBe(drawnBy(0).digest);
    }
  });

  test('a whole minute within what the draw allows, to either side', () => {
    const times = new Set(SEEDS.map(pressAt));
    expect(Math.min(...times)).toBeLessThan(30 * 60);
    expect(Math.max(...times)).toBeGreaterThan(30 * 60);
    for (const at of times) {
      expect(at % 60).toBe(0);
      expect(Math.abs(at - 30 * 60)).toBeLessThanOrEqual(5 * 60);
    }
  });

  test('who takes a place: all moves but the label', () => {
    const owners = SEEDS.map((seed) => drawnBy(seed).estate.credentials['deploy-key']);
    const taken = owners.filter((spec) => spec?.owner === 'acme');
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length).toBeLessThan(SEEDS.length);
    for (const spec of taken)
      expect(spec).toMatchObject({ label: 'deploy', kind: 'registry-token', holders: ['crew'] });
  });

  test('other bytes for every image that is not built on another of the file', () => {
    const text = VARY('[{ id: bytes, digests: true }]');
    const [one, two] = [drawnBy(1, text).estate.images, drawnBy(2, text).estate.images];
    for (const name of ['good', 'bad', 'api-build']) {
      expect(one[name]?.digest).toMatch(/^sha256:/);
      expect(one[name]?.digest).not.toBe(two[name]?.digest);
    }
  });

  test('the time by which a moved message is to be answered, and the words that speak of it', () => {
    const text = VARY('[{ id: alert-time, minutes: { of: alert, plusMinus: 9 } }]').replace(
      'since {clock:T-10m}.',
      'until {clock:alert+10m}.',
    );
    for (const seed of SEEDS) {
      const { story, objectives, estate } = drawnBy(seed, text);
      const at = Object.values(story.effects).find(({ line }) => line.includes('alert'))?.at ?? -1;
      const rules = objectives.flatMap(({ tasks }) => tasks.flatMap((task) => task.rules));
      const answered = rules.find((rule) => rule.kind === 'state' && JSON.stringify(rule).includes('alert'));
      expect(answered).toMatchObject({ tiers: [{ by: 20 * 60 + at, points: 10 }] });
      const clock = new Date(Date.UTC(2026, 4, 12, 9, 20 + 10 + at / 60)).toISOString().slice(11, 16);
      expect(estate.injects.alert?.text).toContain(`until ${clock}.`);
    }
  });

  test('a later time for playbook lines that speak of the message', () => {
    const lines = `scenario: small-drill
decisions:
  - { at: T+1m, do: answer alert with status=investigating }
  - { at: T+2m, do: inspect tags acme/base }
`;
    const text = VARY('[{ id: alert-time, minutes: { of: alert, plusMinus: 9 } }]');
    for (const seed of SEEDS) {
      const { scenario } = loadScenario(text, {
        file: 'small.yaml',
        hash: sha256,
        readPlaybook: () => lines,
        seed,
      });
      const late = scenario?.playbooks
        .flatMap((one) => one.decisions)
        .filter((one) => one.do.startsWith('answer alert'));
      const at =
        Object.values(scenario?.story.effects ?? {}).find(({ line }) => line.includes('alert'))?.at ?? -1;
      for (const one of late ?? []) expect(one.at).toBe(Math.max(60, at + 60));
    }
  });
});

describe('a draw that cannot be drawn is refused', () => {
  test.each([
    ['nothing to draw', '[{ id: x }]', 'link/vary-shape'],
    [
      'two things at once',
      '[{ id: x, digests: true, minutes: { of: mail, plusMinus: 3 } }]',
      'link/vary-shape',
    ],
    ['an unknown credential', '[{ id: x, credentials: [nobody, nothing] }]', 'link/unknown-credential'],
    ['an unknown tag', '[{ id: x, tags: ["team/base:9", "team/base:8"] }]', 'link/unknown-tag'],
    ['two draws of one id', '[{ id: x, digests: true }, { id: x, digests: true }]', 'link/duplicate-id'],
    ['digests: false', '[{ id: x, digests: false }]', 'schema/wrong-value'],
  ])('%s', (_, draws, code) => {
    const codes = told(load(VARY(draws))).map((one) => one.split(' ')[1]);
    expect(codes).toContain(code);
  });
});
