import { expect, test } from 'vitest';
import { type Row, testRows } from './problem-rows.ts';
import { change, load } from './small.ts';

const SCHEMA: readonly Row[] = [
  ['a field that is needed cannot be left out', 'level: beginner\n', '', 'schema/missing', 'format: 1'],
  [
    'an unknown name is refused',
    'level: beginner',
    'level: beginner\nlevle: beginner',
    'schema/unknown-key',
    'levle',
  ],
  [
    'an unknown name deep inside is refused',
    'ttl: 1h, role: ops',
    'ttl: 1h, rule: ops',
    'schema/unknown-key',
  ],
  ['a number is no text', 'version: "19.1"', 'version: 19.1', 'schema/wrong-type'],
  ['a value comes from its list', 'kind: registry-token', 'kind: registry-tokin', 'schema/wrong-value'],
  ['a time has a form', 'opens: T-2h', 'opens: yesterday', 'schema/wrong-value'],
  ['a cost has a form', 'inspect job: 3/4', 'inspect job: 3', 'schema/wrong-type'],
  ['an id has a form', '    shop: {', '    Shop: {', 'schema/bad-name'],
  ['a host is an example', 'host: registry.acme.example', 'host: registry.acme.com', 'schema/wrong-value'],
  ['a predicate is known', 'serves-poison: {}', 'serve-poison: {}', 'schema/unknown-key'],
  ['a predicate asks something', '{ serves-poison: {} }', '{}', 'schema/wrong-size', 'any: [{ when: {}'],
  [
    'a predicate has only its own arguments',
    'can-push: { agent: crew, tags',
    'can-push: { agnt: crew, tags',
    'schema/missing',
  ],
  ['a fact in the story is known', 'tag-moved:', 'tag-move:', 'schema/unknown-key'],
  ['a scenario of another format is refused', 'format: 1', 'format: 2', 'schema/wrong-value'],
];

const STORY: readonly Row[] = [
  ['a target is a state of the region', 'to: contained }', 'to: contaned }', 'link/unknown-state'],
  ['an initial state exists', 'initial: triage', 'initial: triaje', 'link/unknown-state'],
  [
    'an initial state is named',
    '        initial: triage\n',
    '',
    'story/no-initial',
    '        states:\n          triage',
  ],
  ['an effect is whole', 'by: crew, attempt: "push', 'attempt: "push', 'story/effect-shape'],
  [
    'a transition below one without condition is never taken',
    'when: { fact: { subject: ["acme/base:stable"] }, not: { tag-poisoned: "acme/base:stable" } }, to',
    'to',
    'story/never-taken',
    '- { when: { fact: { data',
  ],
  ['a region "exercise" is needed', '  exercise:\n', '  exercising:\n', 'story/no-exercise', 'story:'],
  [
    'a final state does not go on',
    'over: { final: true }',
    'over: { final: true, on: { declared: [{ to: before }] } }',
    'story/final-goes-on',
  ],
];

const SCORE: readonly Row[] = [
  ['points sum to 100', 'by: { 30m: 20 }', 'by: { 30m: 21 }', 'score/sum', 'objectives:'],
  [
    'an objective has a critical task',
    '        critical: true\n        criticalWhen: { when: { reached: 1 }, at: endEx }\n',
    '',
    'score/critical-task',
    '    tasks:\n      - id: told',
  ],
  [
    'a critical task says what is critical',
    '        criticalWhen: { when: { reached: 1 }, at: endEx }\n',
    '',
    'score/critical-part',
    '- id: told',
  ],
  ['a later tier earns less', '15m: 40, endEx: 20', '15m: 40, endEx: 40', 'score/tiers'],
  [
    'a rule is about a state or a number',
    'until: 60m, atLeast',
    'until: 60m, heldUntil: endEx, atLeast',
    'score/rule-shape',
  ],
  [
    'a rule about a number has tiers of one kind',
    '{ measure: reachedConsumers, until: 60m, atLeast: { 2: 30, 1: 10 }',
    '{ measure: reachedConsumers, atLeast: { 2: 30, 1: 10 }',
    'score/rule-shape',
  ],
  [
    'only the last ending is without conditions',
    'any: [{ when: { serves-poison: {} }, at: endEx }, { measure: outageMinutes, atLeast: 30, at: aftermath }]',
    'any: []',
    'score/last-ending',
  ],
  [
    'the last ending has no conditions',
    'title: Done, any: []',
    'title: Done, any: [{ when: { down: {} }, at: endEx }]',
    'score/last-ending',
  ],
  ['nothing is judged after the aftermath', 'by: { 20m: 10 }', 'by: { 20h: 10 }', 'score/moment'],
  [
    'a condition is of one kind',
    'measure: outageMinutes, atLeast: 30, at',
    'measure: outageMinutes, at',
    'score/condition-shape',
  ],
];

const ORDER: readonly Row[] = [
  ['each duty has a role', ', network: true', '', 'link/duty-missing', 'roles:'],
  ['no duty has two roles', 'title: Operations', 'title: Operations, leads: true', 'link/duty-twice'],
  ['hosts in texts are examples', 'text: We publish.', 'text: "See https://news.com/x."', 'link/real-host'],
  ['addresses are for documentation', 'text: We publish.', 'text: From 10.0.0.7.', 'link/real-address'],
  [
    'no repository is called image',
    '    acme/base: {',
    '    image: { role: ops, tags: {} }\n    acme/base: {',
    'link/reserved-name',
    '    image: {',
  ],
  [
    'an agent has a name of its own',
    '    crew: {',
    '    shop: { title: Twice }\n    crew: {',
    'link/ambiguous-name',
    '    shop: { title: Twice',
  ],
  ['an id stands once', '- { id: done, title: Done', '- { id: open, title: Done', 'link/duplicate-id'],
  ['StartEx is a day', '2026-05-12T09', '2026-02-30T09', 'link/bad-time'],
  ['EndEx comes after StartEx', 'endEx: T+2h', 'endEx: T-1h', 'link/order-of-times'],
  ['the prologue comes before StartEx', 'at: "08:40"', 'at: "09:40"', 'link/order-of-times'],
  ['the last pace has no end', '{ rate: 10 }', '{ until: T+50m, rate: 10 }', 'link/pace'],
  [
    'no pipeline builds on itself',
    'base: acme/base:stable\n',
    'base: acme/api:latest\n',
    'link/circle',
    '    acme/api:',
  ],
  ['schedules leave time to look', 'every: 30m, first', 'every: 30s, first', 'link/too-often'],
  ['a conclusion has enough clues', 'needs: 1', 'needs: 3', 'link/too-few-clues'],
  ['a band goes upwards', 'band: [90, 100]', 'band: [100, 90]', 'link/band'],
  [
    'a playbook has a file or decisions',
    'file: playbooks/slow.yaml, ',
    '',
    'link/playbook-shape',
    'id: slow',
  ],
];

testRows('the format', SCHEMA);
testRows('the story', STORY);
testRows('the score', SCORE);
testRows('order and safety', ORDER);

test('nearest names are offered', () => {
  const mend = (from: string, to: string) => load(change(from, to)).diagnostics[0]?.mend;
  expect(mend('revoke old-token', 'revoke olt-token')).toBe('Did you mean "old-token"?');
  expect(mend('serves-poison: {}', 'serve-poison: {}')).toBe('Did you mean "serves-poison"?');
  expect(mend('via: mirror', 'via: zzzzz')).toBe('Write one of "mirror", or define it.');
});

test('all problems are said at once, in the order of their lines', () => {
  const text = change('holders: [crew]', 'holders: [crow]')
    .replace('via: mirror', 'via: miror')
    .replace('deliver: alert', 'deliver: alrt')
    .replace('by: { 30m: 20 }', 'by: { 30m: 21 }');
  const { diagnostics } = load(text);
  expect(diagnostics.map(({ code }) => code)).toEqual([
    'link/unknown-agent',
    'link/unknown-cache',
    'link/unknown-inject',
    'story/inject-never-delivered',
    'score/sum',
  ]);
});

test('what an alias repeats is said once', () => {
  const loaded = load(
    change('attempt: "push acme/base:stable to image:bad"', 'attempt: "push acme/base:stable to image:bed"'),
  );
  expect(loaded.diagnostics).toHaveLength(1);
});

test('a problem in a playbook file names that file and its line', () => {
  const loaded = load(
    change('format: 1', 'format: 1'),
    'scenario: small-drill\ndecisions:\n  - wait 5m\n  - revoke nobody\n',
  );
  expect(loaded.diagnostics).toMatchObject([
    { file: 'playbooks/slow.yaml', line: 4, code: 'link/unknown-credential' },
  ]);
});

test('names of the machinery are names like any other', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    for (const place of ['from: good', 'via: mirror', 'implant: beacon', 'tags: { stable: good }', 'ask']) {
      const text =
        place === 'ask'
          ? change('revoke old-token', `ask vendor for ${name} image:bad`)
          : change(place, place.replace(/good|mirror|beacon/, name));
      expect(load(text).scenario).toBeNull();
    }
    expect(
      load(change('base: acme/base:stable\n', `base: "${name.toLowerCase().replaceAll('_', 'x')}:stable"\n`))
        .scenario,
    ).toBeNull();
  }
});
