import { describe, expect, test } from 'vitest';
import { printCsv } from '../../src/debrief/csv.ts';
import { makeResult } from '../../src/debrief/result.ts';
import { sightingsOf } from '../../src/debrief/sightings.ts';
import { SIGHTINGS } from '../../src/world/sighting.ts';
import { digestOfFacts, EXPERT, judged } from './drill.ts';

/** A reader that knows RFC 4180 and nothing of ours. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') {
        cell += '"';
        index++;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ',' || character === '\n') {
      rows.at(-1)?.push(cell.replace(/\r$/, ''));
      cell = '';
      if (character === '\n') rows.push([]);
    } else cell += character;
  }
  expect(isQuoted).toBe(false);
  expect(rows.pop()).toEqual([]);
  return rows;
}

const { finished, score } = judged([
  ...EXPERT,
  'note ="1+1" said, "quoted", twice',
  'note x # =HYPERLINK("http://x.example") | <b>',
]);
const factsDigest = digestOfFacts()(finished.course.history);
const result = makeResult(finished, score, {
  engine: '0.1.0',
  session: null,
  mode: 'headless',
  seed: 0,
  team: null,
  factsDigest,
});
const seen = sightingsOf(finished);
const rows = readCsv(printCsv(result, seen));

describe('the CSV file', () => {
  test('has as many cells in every row as in its head', () => {
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]?.length]));
    expect(printCsv(result, seen).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('holds every decision, task and fact', () => {
    const of = (record: string): readonly string[] =>
      rows.filter((row) => row[0] === record).map((row) => row[1] ?? '');
    expect(of('decision')).toEqual(result.decisions.map((one) => String(one.seq)));
    expect(of('task')).toEqual(result.objectives.flatMap((one) => one.tasks.map((task) => task.id)));
    expect(of('fact')).toEqual(result.facts.map((one) => one.id));
  });

  test('holds what was seen, in the words of a scenario file', () => {
    const sightings = rows.filter((row) => row[0] === 'sighting');
    expect(sightings).toHaveLength(Object.keys(finished.course.world.seen).length);
    expect(sightings.map((row) => row[4])).toContain(
      'pushed-with harborlight/base:stable image:implant hub-ci-2023',
    );
    for (const row of sightings) {
      const [kind = '', ...words] = row[4]?.split(' ') ?? [];
      expect([kind in SIGHTINGS, words.length > 0]).toEqual([true, true]);
    }
  });

  test('gives a decision back as it was typed', () => {
    expect(rows.find((row) => row[4]?.startsWith('note ='))?.[4]).toBe('note ="1+1" said, "quoted", twice');
  });

  test('starts no cell like a formula', () => {
    expect(rows.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    const formula = {
      ...result,
      decisions: result.decisions.map((one) => ({ ...one, do: '=1+1', by: '@sum', at: '\t-2' })),
    };
    const cells = readCsv(printCsv(formula, seen)).filter((row) => row[0] === 'decision');
    expect(new Set(cells.map((row) => [row[2], row[3], row[4]].join(' ')))).toEqual(
      new Set(["' -2 '@sum '=1+1"]),
    );
  });
});
