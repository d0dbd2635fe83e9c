import { expect, test } from 'vitest';
import { showDocument } from '../../src/schema/documents.ts';
import { homeOfItsOwn, hotwash } from './here.ts';

homeOfItsOwn();

test('show tells the briefing, the roles and the verbs, and no truth', async () => {
  const { code, out } = await hotwash('show', 'poisoned-base-image');
  expect(code).toBe(0);
  for (const words of [
    'BRIEFING',
    'You are the on-call team',
    'registry',
    'inspect tags <repo>',
    '(2/2; anyone)',
  ])
    expect(out).toContain(words);
  expect(out).not.toMatch(/crew|implant|aws-shadow|clean-cut/);
});

test('show --truth tells the truth, and with --format md it is the control sheet', async () => {
  expect((await hotwash('show', 'poisoned-base-image', '--truth')).out).toContain('HELD BY crew');
  const { out } = await hotwash('show', 'poisoned-base-image', '--truth', '--format', 'md');
  expect(out).toMatch(/^# Control sheet: Stable, until 02:41/);
});

test('show --json fits its schema, with truth only when asked for', async () => {
  const plain = showDocument.parse(JSON.parse((await hotwash('show', 'poisoned-base-image', '--json')).out));
  expect(plain.truth).toBeNull();
  const truth = showDocument.parse(
    JSON.parse((await hotwash('show', 'poisoned-base-image', '--json', '--truth')).out),
  );
  expect(truth.truth).toHaveProperty('playbooks');
});

test.each([
  [['show', 'no-such'], 66],
  [['show'], 64],
  [['show', 'poisoned-base-image', '--format', 'pdf'], 64],
  [['show', 'poisoned-base-image', '--format', 'md', '--json'], 64],
])('%j ends with %i', async (args, code) => {
  expect(await hotwash(...args)).toMatchObject({ code, out: '' });
});
