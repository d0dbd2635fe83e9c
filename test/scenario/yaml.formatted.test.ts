import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument, type ToStringOptions } from 'yaml';
import { digestOfSource } from '../../src/scenario/compile-checked.ts';
import { parseText } from '../../src/scenario/parse.ts';
import { sha256 } from './small.ts';

const root = join(import.meta.dirname, '../..');
const scenarios = readdirSync(join(root, 'scenarios'))
  .map((id) => join('scenarios', id, 'scenario.yaml'))
  .filter((file) => existsSync(join(root, file)));
const examples = readdirSync(join(root, 'docs/example')).map((id) =>
  join('docs/example', id, 'scenario.yaml'),
);
const files = [...scenarios, 'assets/new-scenario.yaml', ...examples];

function digestOf(text: string): string {
  const { value, diagnostics } = parseText(text, 'a.yaml');
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return digestOfSource(value, sha256);
}

/** What editors and formatters do on saving: other widths, quotes, indents, all maps in one style. */
const STYLES: Readonly<Record<string, ToStringOptions>> = {
  'as the library writes it': {},
  'folded at 60': { lineWidth: 60 },
  'never folded': { lineWidth: 0 },
  'single quotes': { singleQuote: true },
  'an indent of four, no padding': { indent: 4, flowCollectionPadding: false },
  'all in blocks': { collectionStyle: 'block' },
};

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');

  test.each(Object.entries(STYLES))('means the same when it is formatted: %s', (_, style) => {
    const formatted = parseDocument(text).toString(style);
    expect(digestOf(formatted)).toBe(digestOf(text));
    expect(parseDocument(formatted).toString(style)).toBe(formatted);
  });

  test('means the same with the line ends of another system, and with blanks at line ends', () => {
    expect(digestOf(text.replaceAll('\n', '\r\n'))).toBe(digestOf(text));
    expect(digestOf(text.replace(/([^|\n])\n(?=[a-z]+:)/g, '$1  \n'))).toBe(digestOf(text));
  });

  test('keeps its comments when it is formatted, and its schema line first', () => {
    const formatted = parseDocument(text).toString();
    const comments = text.split('\n').flatMap((line) => /^\s*# ?(\S.*)$/.exec(line)?.[1] ?? []);
    for (const comment of comments) expect(formatted).toContain(comment);
    expect(formatted.split('\n')[0]).toMatch(/^# yaml-language-server: \$schema=/);
  });
});
