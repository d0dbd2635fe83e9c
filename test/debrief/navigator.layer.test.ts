import { describe, expect, test } from 'vitest';
import { printNavigatorLayer } from '../../src/debrief/navigator.ts';
import { makeResult } from '../../src/debrief/result.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { playbookOf, played, SCENARIO_ONE } from '../helpers/scenario-one.ts';

interface Layer {
  readonly versions: Readonly<Record<string, string>>;
  readonly domain: string;
  readonly techniques: readonly {
    readonly techniqueID: string;
    readonly score?: number;
    readonly comment: string;
  }[];
}

function layerOf(playbook: string, techniques = SCENARIO_ONE.attack.techniques): Layer {
  const session = played(playbookOf(playbook).decisions);
  const scenario = { ...SCENARIO_ONE, attack: { ...SCENARIO_ONE.attack, techniques } };
  const finished = { ...session, engine: { ...session.engine, scenario } };
  const meta = {
    engine: '0',
    session: null,
    mode: 'headless',
    seed: 0,
    team: null,
    factsDigest: '',
  } as const;
  return JSON.parse(
    printNavigatorLayer(finished, makeResult(finished, scoreSession(session), meta)),
  ) as Layer;
}

const scores = (layer: Layer) =>
  Object.fromEntries(layer.techniques.map((one) => [one.techniqueID, one.score]));

describe('the layer', () => {
  test("is format 4.5, of the scenario's version of ATT&CK, with all its techniques", () => {
    const layer = layerOf('expert');
    expect(layer.versions).toEqual({ attack: '19', navigator: '5.1.0', layer: '4.5' });
    expect(layer.domain).toBe('enterprise-attack');
    expect(layer.techniques.map((one) => one.techniqueID)).toEqual(SCENARIO_ONE.attack.techniques);
  });

  test('of the expert shows everything stopped, with the time', () => {
    const layer = layerOf('expert');
    expect(new Set(Object.values(scores(layer)))).toEqual(new Set([100]));
    expect(layer.techniques.find((one) => one.techniqueID === 'T1525')?.comment).toMatch(
      /^Stopped for good at T\+\d/,
    );
  });

  test('of nobody shows that it went on', () => {
    const layer = layerOf('nothing');
    expect(scores(layer)).toMatchObject({ 'T1078.004': 0, T1525: 0, 'T1098.001': 0, 'T1213.003': 0 });
    expect(layer.techniques[0]?.comment).toMatch(/^It went on to the end\./);
  });

  test('tells a minted key from a stolen one', () => {
    expect(scores(layerOf('novice'))).toMatchObject({ 'T1078.004': 0, 'T1098.001': 100 });
    expect(scores(layerOf('derived-key-late'))).toMatchObject({ 'T1098.001': 0 });
  });

  test('does not score what the record cannot tell', () => {
    const [one] = layerOf('expert', ['T1583.001']).techniques;
    expect(one).not.toHaveProperty('score');
    expect(one?.comment).toContain('cannot tell');
  });
});
