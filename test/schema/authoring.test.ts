import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND_LIST } from '../../src/cli/command-list.ts';
import { drawnPlayable } from '../../src/record/drawn-playable.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';
import { referenceText } from '../../tools/reference.ts';
import { homeOfItsOwn, hotwash } from '../cli/here.ts';

homeOfItsOwn();
const docs = join(import.meta.dirname, '../../docs');
const text = readFileSync(join(docs, 'authoring.md'), 'utf8');
const examples = readdirSync(join(docs, 'example')).map((id) => join(docs, 'example', id, 'scenario.yaml'));

test('every piece of YAML in authoring.md stands so in the example that it is about', () => {
  const worked = readFileSync(join(docs, 'example/leaver-kit/scenario.yaml'), 'utf8');
  const pieces = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, piece]) => piece ?? '');
  expect(pieces.length).toBeGreaterThan(7);
  expect(pieces.filter((piece) => !worked.includes(piece))).toEqual([]);
});

test('every command that it names exists, with its options', async () => {
  const lines = text.split('\n').filter((line) => line.startsWith('    hotwash '));
  expect(lines.length).toBeGreaterThan(6);
  for (const line of lines.flatMap((one) => one.split(' && '))) {
    const [, name = '', ...rest] =
      line
        .trim()
        .split(/\s{2,}/)[0]
        ?.split(' ') ?? [];
    expect(COMMAND_LIST.map((command) => command.name)).toContain(name);
    const { out } = await hotwash(name, '--help');
    for (const option of rest.filter((word) => word.startsWith('--'))) expect(out).toContain(option);
  }
});

test('every place that it points to is there', () => {
  const headings = [...referenceText().matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  for (const [, file = '', anchor] of text.matchAll(/\]\(([^)#]+)(?:#([^)]+))?\)/g)) {
    expect([file, existsSync(join(docs, file))]).toEqual([file, true]);
    if (anchor !== undefined) expect(headings).toContain(anchor);
  }
});

describe.each(examples)('%s', (file) => {
  test('checks clean', async () => {
    expect(await hotwash('check', file)).toMatchObject({ code: 0 });
  });

  test('compiles on other seeds too', async () => {
    const playable = await findScenario(file);
    for (const seed of [1, 2, 3]) expect((await drawnPlayable(playable, seed)).drawn?.seed).toBe(seed);
  });
});
