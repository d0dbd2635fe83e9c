import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeRecord, hashOfLine, type JournalLine } from '../../src/exercise/journal.ts';
import { readJournal } from '../../src/exercise/journal-reading.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession } from '../../src/exercise/session.ts';
import { formatDiagnostics } from '../../src/scenario/diagnostic.ts';
import { FILE_CHECKER } from '../../src/scenario/file-checker.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { loadPlaybook } from '../../src/scenario/playbook.ts';
import { unsafeKind } from '../../src/scenario/visible-text.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import { everyKind, header, sha256 as sha256Text } from '../exercise/journal-samples.ts';
import { load, SMALL, sha256 } from '../scenario/small.ts';

const HOME = path.resolve(import.meta.dirname, '../../scenarios/poisoned-base-image');
const FULL = fs.readFileSync(path.join(HOME, 'scenario.yaml'), 'utf8');
const EXPERT = fs.readFileSync(path.join(HOME, 'playbooks/expert.yaml'), 'utf8');
const CALENDAR = { startEx: 1778577600, zoneOffset: 0 };
const A_SECOND = 1000;

const WORDS = [
  '{}',
  '[]',
  'null',
  '-1',
  '1e9',
  '*a',
  '&a',
  '<<: ',
  '!x ',
  '%TAG',
  '\u001b[2J',
  '\u202e',
  'T+999h',
  'image:good',
  ': ',
  '- ',
  '\n',
  '  ',
  '"',
  "'",
  '{',
  '}',
  '#',
  '\t',
  '\u0000',
  '9'.repeat(40),
];

type Edit = readonly ['delete' | 'insert' | 'copy', number, number, string];
const edits = fc.array(
  fc.tuple(
    fc.constantFrom('delete', 'insert', 'copy'),
    fc.nat(1_000_000),
    fc.nat(60),
    fc.constantFrom(...WORDS),
  ),
  { minLength: 1, maxLength: 4 },
) as fc.Arbitrary<Edit[]>;

function mutate(text: string, list: readonly Edit[]): string {
  return list.reduce((now, [kind, place, length, word]) => {
    const at = now.length === 0 ? 0 : place % now.length;
    if (kind === 'delete') return now.slice(0, at) + now.slice(at + length);
    if (kind === 'insert') return now.slice(0, at) + word + now.slice(at);
    const from = (place * 31) % Math.max(1, now.length);
    return now.slice(0, at) + now.slice(from, from + length) + now.slice(at + length);
  }, text);
}

/** Nothing hangs: whatever the bytes are, an answer comes within a second. */
function timely<T>(work: () => T): T {
  const start = performance.now();
  const result = work();
  expect(performance.now() - start).toBeLessThan(A_SECOND);
  return result;
}

function expectPrintable(text: string): void {
  for (const character of text) expect(unsafeKind(character.codePointAt(0) ?? 0)).toBeUndefined();
}

test('6,000 changed scenarios compile and play to an ending, or say why not', () => {
  fc.assert(
    fc.property(edits, (list) => {
      const text = mutate(SMALL, list);
      const { scenario, diagnostics } = timely(() => load(text));
      expectPrintable(formatDiagnostics(diagnostics, { sourceOf: () => text }));
      if (scenario === null) return;
      const session = timely(() => finish(openSession(makeEngine(scenario))));
      expect(scoreSession(session).percent).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 6000 },
  );
});

test('200 changed copies of the first drill compile or say why not', () => {
  fc.assert(
    fc.property(edits, (list) => {
      const text = mutate(FULL, list);
      const { diagnostics } = timely(() =>
        loadScenario(text, { file: 'scenario.yaml', hash: sha256, readPlaybook: null }),
      );
      expectPrintable(formatDiagnostics(diagnostics, { sourceOf: () => text }));
    }),
    { numRuns: 200 },
  );
});

test('2,000 changed playbooks play, or name their line', () => {
  const { scenario } = load(SMALL);
  if (scenario === null) throw new Error('the small scenario must compile');
  const engine = makeEngine(scenario);
  fc.assert(
    fc.property(edits, (list) => {
      const text = mutate(EXPERT, list);
      const { playbook, diagnostics } = timely(() =>
        loadPlaybook(text, 'playbook.yaml', CALENDAR, FILE_CHECKER),
      );
      expectPrintable(formatDiagnostics(diagnostics, { sourceOf: () => text }));
      if (playbook === null) return;
      const played = timely(() => playLines(openSession(engine), playbook.lines));
      if (!played.ok) expect(played.problem.line).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});

test('2,000 changed journals are read as a prefix, or refused', () => {
  let prev: string | null = null;
  const lines = [header as JournalLine, ...everyKind].map((record) => {
    const line = encodeRecord(record, prev, sha256Text);
    prev = hashOfLine(line, sha256Text);
    return line;
  });
  const whole = `${lines.join('\n')}\n`;
  fc.assert(
    fc.property(edits, (list) => {
      const text = mutate(whole, list);
      const { records, damage, torn } = timely(() => readJournal(text, sha256Text));
      if (text !== whole && !whole.startsWith(text)) expect(damage !== null || torn !== null).toBe(true);
      if (damage !== null) expectPrintable(damage.reason);
      expect(records.length).toBeLessThanOrEqual(everyKind.length);
    }),
    { numRuns: 2000 },
  );
});
