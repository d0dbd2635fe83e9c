import { expect, test } from 'vitest';
import { load, SMALL } from './small.ts';

const many = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join('');
const insert = (before: string, text: string): string => SMALL.replace(before, () => text + before);
const codes = (text: string) => new Set(load(text).diagnostics.map(({ code }) => code));

test('a long chain of images is refused before it is built', () => {
  const layer = 'layers: [{ does: x, files: { a: b } }]';
  const chain = many(
    150,
    (index) =>
      `    i${index}: { from: ${index === 0 ? 'good' : `i${index - 1}`}, created: T-1h, ${layer} }\n`,
  );
  expect(codes(insert('    bad:\n', chain))).toContain('link/too-many-layers');
});

test('more names than anybody can play with are refused', () => {
  const agents = many(300, (index) => `    a${index}: { title: A }\n`);
  expect(codes(insert('    crew: {', agents))).toEqual(new Set(['schema/wrong-size']));
});

test('schedules that would fill a session with nothing else are refused', () => {
  const consumers = many(
    150,
    (index) =>
      `    c${index}: { reference: "acme/base:stable", architecture: amd64, schedule: { every: 1m, first: "09:00" }, reacts: 1m, runs: good, contact: x }\n`,
  );
  expect(codes(insert('    shop: {', consumers))).toContain('link/too-busy');
});

test('a long chain of states is searched, not descended', () => {
  const states = many(190, (index) => `      s${index}: { on: { noted: [{ to: s${index + 1} }] } }\n`);
  expect(codes(insert('      back: {}\n', `${states}      s190: {}\n`))).toEqual(
    new Set(['story/unreachable-state']),
  );
});

test('thousands of problems are cut to what can be read', () => {
  const steps = many(1500, (index) => `      - revoke nobody-${index}\n`);
  const { diagnostics } = load(insert('      - revoke old-token\n', steps));
  expect(diagnostics.length).toBeGreaterThan(100);
  expect(diagnostics.length).toBeLessThanOrEqual(300);
});

test('names made to be compared for long are not compared for long', () => {
  const long = 'a'.repeat(50);
  const injects = many(180, (index) => `  ${long}${index}: { from: x, title: x, text: x }\n`);
  const effects = many(90, (index) => `{ deliver: ${long}b${index} }, `);
  const text = insert('  press: {', injects).replace(
    '{ at: T+0m, deliver: alert }',
    `${effects}{ at: T+0m, deliver: alert }`,
  );
  expect(codes(text)).toContain('link/unknown-inject');
});
