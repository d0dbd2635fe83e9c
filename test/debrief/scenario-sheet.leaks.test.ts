import { describe, expect, test } from 'vitest';
import { printControlSheet } from '../../src/debrief/control-sheet.ts';
import { makeScenarioSheet, printHandout, printScenarioSheet } from '../../src/debrief/scenario-sheet.ts';
import { makeTruthSheet } from '../../src/debrief/truth-sheet.ts';
import { printTruth } from '../../src/debrief/truth-text.ts';
import { isPlainText } from '../../src/exercise/journal-text.ts';
import { showDocument } from '../../src/schema/documents.ts';
import { OPENING_ONE, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const sheet = makeScenarioSheet(OPENING_ONE);
const truth = makeTruthSheet(OPENING_ONE);
const { estate } = SCENARIO_ONE;

const SECRETS: readonly string[] = [
  ...Object.keys(estate.agents),
  ...estate.hiddenImages,
  ...estate.hiddenImages.flatMap((name) => [
    estate.images[name]?.digest ?? '',
    ...Object.values(estate.images[name]?.parts ?? {}),
  ]),
  ...Object.values(estate.credentials)
    .filter((spec) => spec.hidden)
    .map((spec) => spec.id),
  ...SCENARIO_ONE.endings.map((ending) => ending.id),
  ...SCENARIO_ONE.objectives.flatMap((objective) => objective.tasks.map((task) => task.id)),
  ...SCENARIO_ONE.hints.map((hint) => hint.text),
  ...SCENARIO_ONE.conclusions.map((one) => one.title),
  ...SCENARIO_ONE.playbooks.map((one) => one.title),
];

describe('without --truth', () => {
  test.each([
    ['the text', printScenarioSheet(sheet).join('\n')],
    ['the handout', printHandout(sheet).join('\n')],
    ['the document', JSON.stringify(sheet)],
  ])('%s holds nothing that only the world knows', (_, text) => {
    const words = new Set(text.split(/[^A-Za-z0-9:#~-]+/));
    expect(
      SECRETS.filter((secret) =>
        secret.includes(' ') || secret.startsWith('sha256:') ? text.includes(secret) : words.has(secret),
      ),
    ).toEqual([]);
  });

  test('messages that are still to come are not named', () => {
    const later = Object.keys(estate.injects).filter(
      (id) => OPENING_ONE.course.world.exercise.injects[id] === undefined,
    );
    expect(later.length).toBeGreaterThan(5);
    expect(later.filter((id) => JSON.stringify(sheet).includes(id))).toEqual([]);
  });
});

test('with --truth everything is there', () => {
  const text = `${printTruth(truth).join('\n')}\n${printControlSheet(sheet, truth).join('\n')}\n${JSON.stringify(truth)}`;
  expect(SECRETS.filter((secret) => !text.includes(secret))).toEqual([]);
});

test('whatever a tag names or a workload runs at StartEx is among the images, also what a pipeline built since the clock opened', () => {
  const { world } = OPENING_ONE.course;
  const standing = [...Object.values(world.tags), ...Object.values(world.workloads)].map((one) => one.digest);
  const listed = truth.images.map((one) => one.digest);
  expect(standing.filter((digest) => digest !== null && !listed.includes(digest))).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
  const built = truth.images.find((one) => one.digest === world.tags['harborlight/api:latest']?.digest);
  expect(built).toMatchObject({ name: 'build of api-build on implant', carries: 'beacon', hidden: true });
});

test('both documents fit the schema', () => {
  for (const one of [null, truth]) {
    const document = JSON.parse(JSON.stringify({ schemaVersion: 1, engine: '0.1.0', ...sheet, truth: one }));
    expect(showDocument.safeParse(document).error).toBeUndefined();
  }
});

test('every verb tells its cost, who may and what it can be about', () => {
  const verb = (form: string) => sheet.verbs.find((one) => one.form === form);
  expect(verb('revoke <credential>')).toMatchObject({
    cost: { hands: 3, lands: 3 },
    by: expect.arrayContaining(['registry', 'ci']),
  });
  expect(verb('revoke <credential>')?.targets.credential).toContain('hub-ci-2023');
  expect(verb('inspect tags <repo>')?.by).toEqual(Object.keys(estate.roles));
  expect(sheet.verbs.some((one) => one.pillar === 'world')).toBe(false);
});

describe('the control sheet', () => {
  const lines = printControlSheet(sheet, truth);

  test('has a row with a box for every message, those at fixed times first and in order', () => {
    const rows = lines
      .slice(lines.indexOf('## Timeline of messages'), lines.indexOf('## Texts of the messages'))
      .filter((line) => line.endsWith('☐ |  |'));
    expect(rows).toHaveLength(Object.keys(estate.injects).length);
    expect(rows[0]).toContain('northwind-beacon');
    expect(rows[0]).toContain('A true answer (T+20m: 2 points, people-answered)');
    expect(rows.find((row) => row.includes('developer-scanner'))).toContain('It misleads');
  });

  test('has a box for every task and ending, and all playbooks with their bands', () => {
    const text = lines.join('\n');
    for (const { tasks } of SCENARIO_ONE.objectives)
      for (const task of tasks) expect(text).toContain(`(${task.id}, `);
    for (const ending of SCENARIO_ONE.endings) expect(text).toContain(`(${ending.id})`);
    for (const playbook of SCENARIO_ONE.playbooks) expect(text).toContain(`| ${playbook.id} |`);
  });

  test('never shows a control character', () => {
    expect(isPlainText(lines.join('\n'))).toBe(true);
  });
});
