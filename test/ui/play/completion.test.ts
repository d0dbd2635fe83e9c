import { expect, test } from 'vitest';
import { knownNames } from '../../../src/exercise/known.ts';
import { passTime, readLine, type Session, takeDecision } from '../../../src/exercise/session.ts';
import { completions, isWhole } from '../../../src/ui/play/completion.ts';
import { FORMS } from '../../../src/world/attempt.ts';
import { OPENING_ONE, playbookOf, played } from '../../helpers/scenario-one.ts';

const values = (session: Session, line: string): readonly string[] =>
  completions(session, line).map((one) => one.value);

test('verbs complete at the beginning, and only those that a team has', () => {
  expect(values(OPENING_ONE, 'insp')).toEqual(['inspect']);
  expect(values(OPENING_ONE, '')).toContain('revoke');
  expect(values(OPENING_ONE, '')).not.toContain('mint');
});

test('the second word follows the first, and names follow the form', () => {
  expect(values(OPENING_ONE, 'inspect ta')).toContain('tags');
  expect(values(OPENING_ONE, 'inspect tags ')).toEqual(knownNames(OPENING_ONE).repo);
  expect(values(OPENING_ONE, 'repoint harborlight/base:stable ')).toEqual(['to']);
  expect(values(OPENING_ONE, 'ask legal for hold ')).toEqual(knownNames(OPENING_ONE).log);
});

test('what may be left out is offered beside what follows it', () => {
  expect(values(OPENING_ONE, 'notify consumers ')).toEqual(['via', 'with']);
});

test('claims complete key by key and then value by value', () => {
  expect(values(OPENING_ONE, 'notify consumers with act')).toEqual(['action=']);
  expect(values(OPENING_ONE, 'notify consumers with action=stop')).toEqual(['action=stop-pulling']);
});

test('nothing hidden is ever offered before it is seen', () => {
  const implant = OPENING_ONE.course.world.estate.hiddenImages;
  const hidden = Object.values(OPENING_ONE.course.world.estate.images)
    .filter((image) => image.name !== null && implant.includes(image.name))
    .flatMap((image) => [image.digest, ...Object.values(image.parts)]);
  expect(hidden.length).toBeGreaterThan(0);
  for (const line of [
    'trace ',
    'delete ',
    'deny harborlight/base ',
    'notify consumers with digest=',
    'preserve ',
  ])
    for (const value of values(OPENING_ONE, line))
      for (const digest of hidden) expect(value).not.toContain(digest);
});

test('what is offered for one open word is accepted', () => {
  const session = played(playbookOf('expert').decisions.slice(0, 8));
  for (const line of ['inspect tags ', 'revoke ', 'pause ', 'trace ', 'protect ', 'inspect job ', 'delete '])
    for (const value of values(session, line).slice(0, 40))
      expect(readLine(session, `${line}${value}`, false).ok, `${line}${value}`).toBe(true);
});

test('every line of the expert is whole in exactly one of its forms', () => {
  for (const { do: line } of playbookOf('expert').decisions) {
    if (line.startsWith('wait')) continue;
    const words = line.replace(/\s#.*$/, '').split(/\s+/);
    expect(FORMS.filter((form) => form.pillar !== 'world' && isWhole(form, words)).length, line).toBe(1);
  }
});

test('an answer is offered first to those who wait for one, last to what nobody waits for', () => {
  const opened = passTime(OPENING_ONE, 40 * 60);
  const read = readLine(opened, 'answer northwind-beacon with status=investigating', false);
  if (!read.ok) throw new Error(read.rejection.message);
  const taken = takeDecision(opened, read.decision, null);
  if (!taken.ok) throw new Error(taken.message);
  const offered = completions(passTime(taken.session, 60 * 60), 'answer ');
  expect(offered[0]?.note).toContain('(awaits an answer)');
  expect(offered.map((one) => one.note.includes('awaits')).lastIndexOf(true)).toBe(
    offered.filter((one) => one.note.includes('awaits')).length - 1,
  );
  expect(offered.find((one) => one.value === 'northwind-beacon')?.note).toContain('(answered)');
  expect(offered.find((one) => one.value === 'ci-bot')?.note).not.toContain('(');
});
