import { expect, test } from 'vitest';
import { type PackedScenario, packScenario, unpackScenario } from '../../src/scenario/packed.ts';
import { SCENARIO_ONE } from '../helpers/scenario-one.ts';
import { load, SMALL, sha256 } from './small.ts';

const { scenario, source } = load(SMALL);
if (scenario === null) throw new Error('the small scenario does not compile');

const throughJson = (packed: PackedScenario): PackedScenario => JSON.parse(JSON.stringify(packed));

test.each([
  ['small', scenario],
  ['first', SCENARIO_ONE],
])('the %s scenario comes out of its pack as it went in', (_, one) => {
  const unpacked = unpackScenario(throughJson(packScenario(one, source)), sha256);
  const { estate, content: _content, ...rest } = unpacked;
  const { forge: _forge, content: _held, ...standing } = estate;
  const { estate: before, content: _bytes, ...restBefore } = one;
  const { forge: _other, content: _kept, ...standingBefore } = before;
  expect(rest).toEqual(restBefore);
  expect(standing).toEqual(standingBefore);
});

test('the forge and the bytes of an unpacked scenario are those of the compiled one', () => {
  const unpacked = unpackScenario(throughJson(packScenario(scenario, source)), sha256);
  const bad = scenario.estate.images.bad?.digest ?? '';
  for (const inputs of ['', 'hotfix']) {
    expect(unpacked.estate.forge('api-build', bad, inputs)).toEqual(
      scenario.estate.forge('api-build', bad, inputs),
    );
  }
  expect(unpacked.content.blob(bad)).toEqual(scenario.content.blob(bad));
  expect(unpacked.content.referrers(scenario.estate.images.good?.digest ?? '')).toEqual(
    scenario.content.referrers(scenario.estate.images.good?.digest ?? ''),
  );
});

test('a pack holds the document whose digest the scenario has', () => {
  const packed = throughJson(packScenario(scenario, source));
  expect(load(JSON.stringify(packed.source)).scenario?.digest).toBe(packed.scenario.digest);
});
