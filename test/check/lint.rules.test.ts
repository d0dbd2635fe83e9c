import { describe, expect, test } from 'vitest';
import { LINT_RULES } from '../../src/check/lint.ts';
import type { Finding } from '../../src/check/lint-rule.ts';
import { CHECK_RULES } from '../../src/check/rules.ts';
import { contextOf, type Loose, tutorialWith } from '../helpers/tutorial-document.ts';
import { OTHER_FIXTURES } from './fixtures/rest.ts';
import { STORY_FIXTURES } from './fixtures/story.ts';

const FIXTURES = [...STORY_FIXTURES, ...OTHER_FIXTURES];

function findIn(change: (document: Loose) => void, id: string): readonly Finding[] {
  const context = contextOf(tutorialWith(change));
  return LINT_RULES.find((one) => one.id === id)?.find(context) ?? [];
}

const foundIn = (change: (document: Loose) => void, id: string): readonly string[] =>
  findIn(change, id).map(({ path }) => path.join('.'));

describe.each(FIXTURES)('the rule $rule', ({ rule: id, path, bad, good, says }) => {
  test('finds what breaks it, and where', () => {
    expect(foundIn(bad, id)).toContain(path);
    if (says !== undefined) expect(findIn(bad, id).map(({ message }) => message)).toContain(says);
  });

  test('lets pass what keeps it', () => {
    expect(foundIn(good ?? (() => undefined), id)).toEqual([]);
  });
});

test('every rule has a fixture', () => {
  expect(FIXTURES.map((one) => one.rule).sort()).toEqual(LINT_RULES.map((one) => one.id).sort());
});

test('every rule says why it is there, and shows how it is broken and kept', () => {
  expect(CHECK_RULES.length).toBeGreaterThan(50);
  expect(new Set(CHECK_RULES.map((rule) => rule.id)).size).toBe(CHECK_RULES.length);
  for (const { title, reason, bad, good } of CHECK_RULES) {
    for (const text of [title, reason, bad, good]) expect(text).not.toBe('');
    expect(reason.endsWith('.')).toBe(true);
  }
});
