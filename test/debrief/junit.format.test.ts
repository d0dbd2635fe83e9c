import { describe, expect, test } from 'vitest';
import { printJunit } from '../../src/debrief/junit.ts';
import { isPlainText } from '../../src/exercise/journal-text.ts';
import { EXPERT } from './drill.ts';
import { sourceOf } from './html/source.ts';

/** Elements with their attributes, unescaped; fails on text that is no XML. */
function read(xml: string) {
  const open: string[] = [];
  const elements: { name: string; attributes: Record<string, string>; within: string }[] = [];
  const plain = xml.replace(/^<\?xml [^?]*\?>\n/, '');
  for (const [, slash, name = '', rest = '', empty] of plain.matchAll(
    /<(\/?)(\w+)((?: [\w-]+="[^"<]*")*)(\/?)>/g,
  )) {
    if (slash === '/') {
      expect(open.pop()).toBe(name);
      continue;
    }
    const attributes = Object.fromEntries(
      [...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        value.replace(
          /&(lt|gt|quot|amp);/g,
          (_, word: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[word] ?? '',
        ),
      ]),
    );
    elements.push({ name, attributes, within: open.at(-1) ?? '' });
    if (empty !== '/') open.push(name);
  }
  expect(open).toEqual([]);
  expect(plain.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!(lt|gt|quot|amp);)/);
  return elements;
}

describe('the JUnit report', () => {
  const { result } = sourceOf(['revoke hub-ci-2023']);
  const elements = read(printJunit(result));
  const tasks = result.objectives.flatMap((objective) => objective.tasks);

  test('has a suite for each objective and a case for each task', () => {
    const names = (name: string, key: string) =>
      elements.filter((one) => one.name === name).map((one) => one.attributes[key]);
    expect(names('testsuite', 'id')).toEqual(result.objectives.map((one) => one.id));
    expect(names('testcase', 'name')).toEqual(tasks.map((one) => one.id));
    expect(names('testcase', 'classname')[0]).toBe('small-drill.investigate');
  });

  test('fails just what was not met, with why', () => {
    const unmet = tasks.filter((task) => !task.met);
    expect(unmet.length).toBeGreaterThan(0);
    expect(unmet.length).toBeLessThan(tasks.length);
    const failures = elements.filter((one) => one.name === 'failure');
    expect(failures.map((one) => one.attributes.message)).toEqual(unmet.map((task) => task.why));
    expect(elements[0]?.attributes).toMatchObject({
      tests: String(tasks.length),
      failures: String(unmet.length),
    });
  });

  test('gives points and thresholds as properties', () => {
    const properties = elements
      .filter((one) => one.name === 'property')
      .map((one) => `${one.attributes.name}=${one.attributes.value}`);
    for (const property of [
      'threshold.performed=90',
      `score.percent=${result.score.percent}`,
      `ending=${result.ending.id}`,
      'critical=true',
      'pass-threshold=20',
    ])
      expect(properties).toContain(property);
  });

  test('of a play in full holds no failure', () => {
    const whole = sourceOf(EXPERT).result;
    const met = whole.objectives.flatMap((one) => one.tasks).filter((task) => task.met).length;
    expect(read(printJunit(whole)).filter((one) => one.name === 'failure').length).toBe(5 - met);
  });

  test('is text, whatever stands in the result', () => {
    const [objective, ...others] = result.objectives;
    if (objective === undefined) throw new Error('no objective');
    const evil = '"><failure>\u0000\u001b[2J]]>&\ufffe\ud800';
    const xml = printJunit({ ...result, team: evil, objectives: [{ ...objective, title: evil }, ...others] });
    read(xml);
    expect(isPlainText(xml)).toBe(true);
    expect(xml).not.toMatch(/[\ufffe\uffff]/);
  });
});
