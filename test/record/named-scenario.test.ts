import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findScenario } from '../../src/record/scenario-catalogue.ts';

const shelf = fileURLToPath(new URL('../../scenarios', import.meta.url));

test('a folder of a scenario means the scenario in it', async () => {
  const { scenario } = await findScenario(`${shelf}/tutorial`);
  expect(scenario.id).toBe('tutorial');
});

test('a folder without a scenario is refused as what it is', async () => {
  await expect(findScenario(shelf)).rejects.toThrow(/it is a directory/);
});
