import { describe, expect, test } from 'vitest';
import { type Row, testRows } from './problem-rows.ts';
import { change, load } from './small.ts';

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
  [
    'a hint does not ask whether what was said is true',
    'when: { not: { seen: unsigned image:bad } } }',
    'when: { not: { told: { to: [public], claims: [] } } } }',
    'link/hint-tells',
  ],
  [
    'a hint does not ask for a hidden state, however deep',
    'when: { not: { seen: unsigned image:bad } } }',
    'when: { any: [{ seen: unsigned image:bad }, { all: [{ not: { tag-poisoned: "acme/base:stable" } }] }] } }',
    'link/hint-tells',
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

describe('the mend says how what is missing is written', () => {
  const mendOf = (from: string, to: string): string =>
    load(change(from, to)).diagnostics.map(({ mend }) => mend)[0] ?? '';

  test('for a signer, that its pipeline signs', () => {
    expect(mendOf('signedBy: release', 'signedBy: stranger')).toBe(
      'Let the pipeline of its maker have "signsAs: stranger", or leave this out.',
    );
  });

  test('for a run, its number', () => {
    const clue = (words: string) => mendOf('extra-layer image:bad]', `${words}]`);
    expect(clue('"built api-build image:bad"')).toContain('"api-build#1"');
    const counted = change('    api-build:\n', '    api-build:\n      runsBefore: 400\n');
    const text = counted.replace('extra-layer image:bad]', '"built api-build image:bad"]');
    expect(load(text).diagnostics[0]?.mend).toContain('"api-build#401"');
  });
});

testRows('names', NAMES);
testRows('lines', LINES);
