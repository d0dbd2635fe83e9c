import { expect, test } from 'vitest';
import { homeOfItsOwn, hotwash } from './here.ts';

homeOfItsOwn();

test('graph prints Markdown with a drawing of the story and one of each order', async () => {
  const { code, out } = await hotwash('graph', 'tutorial');
  expect(code).toBe(0);
  expect(out).toMatch(/^# First watch\n/);
  expect(out).toContain('```mermaid\nstateDiagram-v2\n');
  expect(out).toContain('### H-01: ');
});

test('graph --format xstate prints nothing but JSON', async () => {
  const { code, out, err } = await hotwash('graph', 'tutorial', '--format', 'xstate');
  expect([code, err, JSON.parse(out).id]).toEqual([0, '', 'tutorial']);
});

test.each([
  [['graph'], 64],
  [['graph', 'tutorial', '--format', 'dot'], 64],
  [['graph', 'no-such'], 66],
])('%j ends with %i', async (args, code) => {
  expect((await hotwash(...args)).code).toBe(code);
});
