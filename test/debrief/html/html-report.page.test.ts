import { describe, expect, test } from 'vitest';
import { isPlainText } from '../../../src/exercise/journal-text.ts';
import { EXPERT } from '../drill.ts';
import { base64, pageOf, sourceOf } from './source.ts';

/** Elements that need no end tag, and those whose text is no markup. */
const VOID = new Set(['meta', 'br', 'hr', '!doctype']);

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A reader of tags that knows nothing of how the page is made: fails where elements are not nested. */
function readTags(page: string): readonly Tag[] {
  const found: Tag[] = [];
  const open: string[] = [];
  for (const match of page.matchAll(/<(\/?)([!a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*>/g)) {
    const [, slash, name = '', rest = ''] = match;
    if (slash === '/') {
      expect(open.pop()).toBe(name);
      continue;
    }
    const attributes = Object.fromEntries(
      [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map((one) => [one[1] ?? '', one[2] ?? '']),
    );
    found.push({ name, attributes });
    if (!VOID.has(name)) open.push(name);
  }
  expect(open).toEqual([]);
  return found;
}

const HOSTILE = '<img src=x onerror=alert(1)>"\'&</style></svg><script>';

describe.each([
  ['the expert', EXPERT],
  ['nobody', []],
  ['a single decision', ['revoke hub-ci-2023']],
] as const)('the page of %s', (_, lines) => {
  const page = pageOf(sourceOf(lines));
  const tags = readTags(page);

  test('is closed markup that nothing was left out of', () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    // Every angle bracket belongs to a tag or to the style.
    const texts = page.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^<>]*>/g, '');
    expect(texts).not.toMatch(/[<>]/);
  });

  test('runs nothing and fetches nothing', () => {
    expect(
      tags.filter(({ name }) => /^(script|iframe|object|embed|link|base|form|img|image|use)$/.test(name)),
    ).toEqual([]);
    expect(
      tags.flatMap(({ attributes }) =>
        Object.keys(attributes).filter((key) => /^(on|src|style$|xlink)/.test(key)),
      ),
    ).toEqual([]);
    const links = tags.flatMap(({ attributes }) => attributes.href ?? []);
    expect(links.every((link) => link.startsWith('#'))).toBe(true);
    expect(page.replace(/<body>[\s\S]*/, '')).not.toMatch(/url\(|@import/);
  });

  test('has a policy that admits its own style and nothing else', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const policy = tags.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
    expect(policy?.attributes.content?.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${base64(style)}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test('names every id once, and every link and label leads to one', () => {
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const named = tags.flatMap(({ attributes }) => [
      ...(attributes['aria-labelledby']?.split(' ') ?? []),
      ...(attributes.href === undefined ? [] : [attributes.href.slice(1)]),
    ]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('tells every chart in words and as a table', () => {
    const figures = page.match(/<figure [\s\S]*?<\/figure>/g) ?? [];
    expect(figures.map((figure) => /id="([\w-]+)"/.exec(figure)?.[1])).toEqual([
      'chart-harm',
      'chart-timeline',
      'chart-scope',
      'chart-ladder',
      'chart-lanes',
      'chart-tornado',
    ]);
    for (const figure of figures) {
      expect(figure).toMatch(/<title id="[\w-]+">[^<]+<\/title><desc id="[\w-]+">[^<]+<\/desc>/);
      expect(figure).toMatch(/<table|href="#annex-a"|<p>None\.<\/p>/);
    }
  });

  test('shows no control character', () => {
    expect(isPlainText(page)).toBe(true);
  });
});

test('what is open can be filled in, and what was said is not open', () => {
  const empty = pageOf(sourceOf([]));
  expect(empty).toMatch(
    /<span class="open" contenteditable="plaintext-only" role="textbox" aria-label="Team, still open"><\/span>/,
  );
  const known = pageOf(sourceOf([], { team: 'Night shift', seats: { ci: 'Ann' } }));
  expect(known).not.toContain('Team, still open');
  expect(known).toContain('ci: Ann');
  expect((known.match(/aria-label="Owner of /g) ?? []).length).toBe(3);
});

test('a datum is text, wherever it comes from', () => {
  const page = pageOf(
    sourceOf([`revoke hub-ci-2023 # ${HOSTILE}`, `note ${HOSTILE}`], {
      team: HOSTILE,
      seats: { ci: HOSTILE },
      records: [
        { kind: 'answer', question: 'q1', text: `${HOSTILE}\u001b[31m\u202e` },
        { kind: 'facilitator', at: 60, do: 'say', text: HOSTILE },
      ],
    }),
  );
  readTags(page);
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<script');
  expect(page.match(/<\/style>/g)?.length).toBe(1);
  expect(isPlainText(page)).toBe(true);
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  expect(page).toContain('\\u{1b}[31m\\u{202e}');
});

test('the same session gives the same page', () => {
  expect(pageOf(sourceOf(EXPERT))).toBe(pageOf(sourceOf(EXPERT)));
});
