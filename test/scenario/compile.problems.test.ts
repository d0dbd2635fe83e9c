import { describe, expect, test } from 'vitest';
import { change, lineOf, load, told } from './small.ts';

type Row = readonly [rule: string, from: string, to: string, code: string, at?: string];

/** Each row changes one text, and expects just this problem on the line where `at`, or the new text, stands. */
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

const NAMES: readonly Row[] = [
  [
    'a tag names an image',
    'tags: { stable: good }',
    'tags: { stable: gud }',
    'link/unknown-image-or-pipeline',
  ],
  ['an image is built on a known one', 'from: good', 'from: goood', 'link/unknown-image'],
  ['an image is not built on itself', 'from: good', 'from: bad', 'link/circle'],
  ['an implant is known', 'implant: beacon', 'implant: beakon', 'link/unknown-implant'],
  ['a signer is one of the pipelines', 'signedBy: release', 'signedBy: releese', 'link/unknown-signer'],
  ['a path can stand in a layer', 'opt/helper: "#', '/opt/helper: "#', 'link/bad-path'],
  [
    'a role is known',
    'upstream: acme/base, ttl: 1h, role: ops',
    'upstream: acme/base, ttl: 1h, role: opps',
    'link/unknown-role',
  ],
  ['a repository is known', 'upstream: acme/base', 'upstream: acme/bass', 'link/unknown-repository'],
  [
    'a credential is known',
    'environment: [deploy-key]',
    'environment: [deploy-kay]',
    'link/unknown-credential',
  ],
  ['a holder is an agent', 'holders: [crew]', 'holders: [crow]', 'link/unknown-agent'],
  ['a pipeline is known', 'usedBy: [api-build]', 'usedBy: [api-biuld]', 'link/unknown-pipeline'],
  ['a cache is known', 'via: mirror', 'via: miror', 'link/unknown-cache'],
  ['a workload is known', 'rollsOut: api-prod', 'rollsOut: api-prd', 'link/unknown-workload'],
  ['a scope names a repository', '"push:acme/base"', '"push:acme/bas"', 'link/unknown-repository'],
  [
    'a reference names a tag',
    'reference: "acme/base:stable"',
    'reference: "acme/base:stabel"',
    'link/unknown-tag',
  ],
  ['a reference names an image', 'acme/base@image:bad', 'acme/base@image:bat', 'link/unknown-digest'],
  ['an audience is known', 'hears: [customers]', 'hears: [custmers]', 'link/unknown-audience'],
  ['a channel is known', 'channels: [mail]', 'channels: [male]', 'link/unknown-channel'],
  ['an inject is known', 'deliver: alert', 'deliver: alrt', 'link/unknown-inject'],
  [
    'a sighting is known',
    'clues: [unsigned image:bad, ',
    'clues: [unsignd image:bad, ',
    'link/unknown-sighting',
  ],
  ['a sighting has its words', 'extra-layer image:bad]', 'extra-layer]', 'link/sighting-words'],
  [
    'a sighting names what exists',
    'shows: [host beacon.example]',
    'shows: [host beacon.test]',
    'link/unknown-host',
  ],
  ['a conclusion is known', 'concluded: poison', 'concluded: poisn', 'link/unknown-conclusion'],
  ['a claim has a form', '"tag=*"', '"tags=*"', 'link/bad-claim'],
  ['a claim names what exists', '"digest=image:bad"', '"digest=image:bed"', 'link/unknown-digest'],
  [
    'an answer is asked for where somebody waits for one',
    'answered: alert',
    'answered: press',
    'link/not-answerable',
  ],
  ['a measure is known', 'measure: outageMinutes', 'measure: outageMinute', 'link/unknown-measure'],
  ['a cost belongs to a decision', 'inspect job: 3/4', 'inspect jobs: 3/4', 'link/unknown-cost'],
  ['a verb is known', 'verbs: [inspect', 'verbs: [inspct', 'link/unknown-verb'],
  ['a placeholder is known', '{clock:T-40m}', '{clok:T-40m}', 'link/unknown-placeholder', 'briefing: |'],
  ['a placeholder names an image', '{short:bad}', '{short:bed}', 'link/unknown-digest', 'briefing: |'],
  [
    'a fact has the data asked for',
    'data: { to: image:bad }',
    'data: { too: image:bad }',
    'link/unknown-field',
  ],
  [
    'a fact is asked about only in the story',
    'once: { told: { to: [customers]',
    'once: { fact: { by: crew }, told: { to: [customers]',
    'link/fact-outside-story',
  ],
  [
    'a subject of a fact exists',
    'subject: ["acme/base:stable"]',
    'subject: ["acme/base:stabl"]',
    'link/unknown-subject',
  ],
  ['a twin is another playbook', 'twin: expert', 'twin: export', 'link/unknown-playbook'],
  [
    'a playbook has an ending of the scenario',
    'ending: open, band',
    'ending: oben, band',
    'link/unknown-ending',
  ],
  [
    'a draw names what exists',
    'of: press, plusMinus',
    'of: pres, plusMinus',
    'link/unknown-inject-or-pipeline-or-consumer',
  ],
];

const LINES: readonly Row[] = [
  ['a line has a verb', 'do: "push   acme', 'do: "psh   acme', 'link/unknown-verb'],
  [
    'a line has a form of its verb',
    'push   acme/base:stable to',
    'push   acme/base:stable at',
    'link/wrong-form',
  ],
  ['a line names what exists', 'stable to image:bad" }', 'stable to image:bed" }', 'link/unknown-digest'],
  [
    'somebody known tries it',
    'at: "08:40", by: crew',
    'at: "08:40", by: crow',
    'link/unknown-agent-or-consumer-or-pipeline-or-party',
  ],
  ['a decision names what exists', 'revoke old-token', 'revoke olt-token', 'link/unknown-credential'],
  ['a decision is the team’s to take', 'revoke old-token', 'run api-build', 'link/not-a-decision'],
  ['waiting is for something', '- wait landed', '- wait landing', 'link/wrong-form'],
  ['a decision is taken by a role', 'by: ops, do', 'by: opps, do', 'link/unknown-role'],
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

describe.each([
  ['the format', SCHEMA],
  ['names', NAMES],
  ['lines', LINES],
  ['the story', STORY],
  ['the score', SCORE],
  ['order and safety', ORDER],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_rule, from, to, code, at) => {
    const text = change(from, to);
    const loaded = load(text);
    expect(loaded.scenario).toBeNull();
    expect(told(loaded)).toContain(`${lineOf(text, at ?? to)} ${code}`);
  });
});

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
