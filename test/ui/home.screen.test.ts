import { expect, test } from 'vitest';
import { builtInScenarios } from '../../src/record/scenario-catalogue.ts';
import type { CatalogueEntry } from '../../src/store/catalogue-entry.ts';
import { homeScreen } from '../../src/ui/screens/home.tsx';
import { lookOf, reviewDesk, rowsOf } from './review-desk.ts';

const scenarios = await builtInScenarios();

const ENTRY = {
  id: 'abcd-20260512',
  scenario: { id: 'tutorial', title: 'First watch', digest: 'sha256:0' },
  mode: 'coach',
  team: null,
  created: '2026-05-12T09:20:00Z',
} as const;

async function homeWith(sessions: readonly Partial<CatalogueEntry>[]): Promise<string> {
  const desk = reviewDesk();
  const services = {
    ...desk.services,
    scenarios: async () => scenarios,
    sessions: async () => sessions as readonly CatalogueEntry[],
  };
  return rowsOf(await homeScreen({ ...desk, services }), lookOf(80, 23)).join('\n');
}

test('easier scenarios stand before harder ones', async () => {
  const levels = scenarios.map((one) => one.level);
  expect(scenarios[0]?.id).toBe('tutorial');
  expect(levels.lastIndexOf('beginner')).toBeLessThan(levels.indexOf('intermediate'));
  const home = await homeWith([]);
  expect(home.indexOf('First watch')).toBeLessThan(home.indexOf('Stable, until 02:41'));
});

test('a session says how far it is and how it ended in words', async () => {
  const home = await homeWith([
    { ...ENTRY, state: 'running', decisions: 1, percent: null, ending: null },
    { ...ENTRY, state: 'running', decisions: 2, percent: null, ending: null },
    { ...ENTRY, state: 'ended', decisions: 2, percent: 3, ending: 'nothing-done' },
  ]);
  expect(home).toContain('goes on, 1 decision ');
  expect(home).toContain('goes on, 2 decisions ');
  expect(home).toContain('3 %  nothing done');
});
