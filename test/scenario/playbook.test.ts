import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILE_CHECKER } from '../../src/scenario/file-checker.ts';
import { loadPlaybook } from '../../src/scenario/playbook.ts';
import { change, load, SLOW_PLAYBOOK } from './small.ts';

const CALENDAR = { startEx: 1_778_577_600, zoneOffset: 0 };
const read = (text: string) => loadPlaybook(text, 'book.yaml', CALENDAR, FILE_CHECKER);

test('a line is a decision alone, or with its time and role', () => {
  expect(read(SLOW_PLAYBOOK)).toEqual({
    playbook: {
      scenario: 'small-drill',
      lines: [
        { at: null, by: null, do: 'wait until T+1h', line: 3 },
        { at: 4200, by: 'lead', do: 'declare contained', line: 4 },
      ],
    },
    diagnostics: [],
  });
});

test.each([
  ['scenario: x\n', 'schema/missing', 1],
  ['scenario: x\ndecisions:\n  - 5\n', 'schema/wrong-type', 3],
  ['scenario: x\ndecisions:\n  - { at: soon, do: hint }\n', 'schema/wrong-value', 3],
  ['scenario: x\ndecisions:\n  - { do: hint, bye: ci }\n', 'schema/unknown-key', 3],
  ['scenario: x\ndecisions: []\nmore: 1\n', 'schema/unknown-key', 3],
  ['- a\n', 'schema/wrong-type', 1],
  ['scenario: x\ndecisions: [a\n', 'yaml/bad-indent', 3],
])('%j cannot be played', (text, code, line) => {
  const { playbook, diagnostics } = read(text);
  expect(playbook).toBeNull();
  expect(diagnostics[0]).toMatchObject({ file: 'book.yaml', code, line });
});

test('a playbook of another scenario is not its test', () => {
  const loaded = load(change('format: 1', 'format: 1'), SLOW_PLAYBOOK.replace('small-drill', 'smal-drill'));
  expect(loaded.diagnostics).toMatchObject([
    { file: 'playbooks/slow.yaml', line: 1, code: 'link/unknown-scenario' },
  ]);
});

test('digests that the team will have seen, reasons and confidence may stand in decisions', () => {
  const lines = [
    'trace sha256:0123456789abcdef',
    'repoint acme/base:stable to image:good/amd64 ~70%',
    'revoke old-token # it leaked ~70%',
    'inspect job api-build#14',
    'ask vendor for block image:bad',
    'ask vendor for access-details old-token',
    'lift freeze:acme/base',
    'correct notice-1 with status=contained window=02:41..T+1h',
    'note who does what # really',
    'hint',
    'wait 5m',
    'wait until 10:00',
    'wait next',
  ];
  const text = `scenario: small-drill\ndecisions:\n${lines.map((line) => `  - ${JSON.stringify(line)}\n`).join('')}`;
  expect(load(change('format: 1', 'format: 1'), text).diagnostics).toEqual([]);
});

test('any text as a playbook gives lines or problems', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.jsonValue().map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const { playbook, diagnostics } = read(text);
        expect(playbook === null).toBe(diagnostics.length > 0);
      },
    ),
    { numRuns: 200 },
  );
});
