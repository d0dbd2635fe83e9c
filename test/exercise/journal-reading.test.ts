import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeRecord,
  hashOfLine,
  type JournalLine,
  type JournalRecord,
} from '../../src/exercise/journal.ts';
import { readJournal } from '../../src/exercise/journal-reading.ts';
import { decision, everyKind, header, journalText, sha256, someDigest } from './journal-samples.ts';

const whole = journalText([header, ...everyKind]);
const read = (text: string) => readJournal(text, sha256);

// Writes lines as a forger would: any shape, with a chain and sums that hold.
function forged(values: readonly unknown[]): string {
  let prev: string | null = null;
  let text = '';
  for (const value of values) {
    const open = JSON.stringify({ ...(value as object), prev });
    const line = `${open.slice(0, -1)},"sum":"sha256:${sha256(open)}"}`;
    prev = hashOfLine(line, sha256);
    text += `${line}\n`;
  }
  return text;
}

describe('reading a journal', () => {
  it('gives back what was written, of every kind', () => {
    const reading = read(whole);
    expect(reading.damage).toBeNull();
    expect(reading.torn).toBeNull();
    expect(reading.header).toEqual(header);
    expect(reading.records).toEqual(everyKind);
    expect(reading.goodBytes).toBe(Buffer.byteLength(whole));
    expect(reading.head).toBe(`sha256:${sha256(whole.trimEnd().split('\n').at(-1)!)}`);
  });

  it('of a file cut at any byte gives the records that were whole, and calls the rest torn', () => {
    const bytes = Buffer.from(whole);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const part = bytes.subarray(0, cut);
      const reading = read(part.toString('utf8'));
      const good = part.lastIndexOf(0x0a) + 1;
      expect(reading.damage).toBeNull();
      expect(reading.goodBytes).toBe(good);
      expect(reading.torn === null).toBe(good === cut);
      const lines = (reading.header === null ? 0 : 1) + reading.records.length;
      expect(lines).toBe(part.toString('latin1').split('\n').length - 1);
      expect(reading.records).toEqual(everyKind.slice(0, Math.max(0, lines - 1)));
    }
  });

  it('finds any changed byte, in the last line too', () => {
    const bytes = Buffer.from(whole);
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const copy = Buffer.from(bytes);
        copy[index] = copy[index]! ^ change;
        const reading = read(copy.toString('utf8'));
        expect(reading.damage).not.toBeNull();
        expect(reading.records.length).toBeLessThan(everyKind.length);
        expect(everyKind.slice(0, reading.records.length)).toEqual(reading.records);
      }),
      { numRuns: 5000 },
    );
  });

  it('finds a line left out, doubled or moved, and names it', () => {
    const lines = whole.trimEnd().split('\n');
    for (let index = 0; index < lines.length - 1; index += 1) {
      const without = lines.filter((_, at) => at !== index);
      expect(read(`${without.join('\n')}\n`).damage?.line).toBe(index + 1);
      const doubled = [...lines.slice(0, index + 1), ...lines.slice(index)];
      expect(read(`${doubled.join('\n')}\n`).damage?.line).toBe(index + 2);
    }
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const reading = read(text);
        if (text.includes('\n')) expect(reading.damage).not.toBeNull();
      }),
      { numRuns: 3000 },
    );
    for (const text of [
      '['.repeat(500_000),
      `${'{"a":'.repeat(100_000)}\n`,
      'null\n',
      '[]\n',
      '\n',
      '{"kind":"__proto__"}\n',
    ]) {
      expect(read(text).header).toBeNull();
    }
  });

  it('refuses a result that is nested too deeply instead of running out of stack', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const end = `{"kind":"end","at":1,"ending":"x","percent":1,"factsDigest":"${someDigest}","result":${deep}`;
    const first = journalText([header]);
    const line = `${end},"prev":"${hashOfLine(first.trimEnd(), sha256)}","sum":"${someDigest}"}\n`;
    expect(read(first + line).damage?.reason).toContain('deeper');
  });
});

describe('a journal line', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['an unknown kind', { kind: 'note', at: 1 }],
    ['an unknown field', { ...decision(1), colour: 'red' }],
    ['a missing field', { kind: 'hint', at: 1, id: 'x' }],
    ['a time before StartEx', { kind: 'mark', at: -1 }],
    ['a time that is no whole number', { kind: 'mark', at: 1.5 }],
    ['a confidence above 100', { ...decision(1), confidence: 101 }],
    ['a digest that is none', { ...decision(1), facts: 'sha256:abc' }],
    ['an escape sequence in a decision', { ...decision(1), do: 'note \u001b[2J' }],
    ['a newline in a reason', { ...decision(1), reason: 'a\nb' }],
    ['a bidi override in an answer', { kind: 'answer', question: 'q', text: 'a\u202eb' }],
    ['a C1 control in an answer', { kind: 'answer', question: 'q', text: 'a\u009bb' }],
    ['half a surrogate pair', { kind: 'answer', question: 'q', text: 'a\ud800b' }],
    [
      'a control character deep in a result',
      { kind: 'end', at: 1, ending: 'x', percent: 1, factsDigest: someDigest, result: [{ a: '\u0007' }] },
    ],
    ['a decision that is too long', { ...decision(1), do: 'x'.repeat(16_001) }],
    ['a percentage above 100', { kind: 'end', at: 1, ending: 'x', percent: 100.1, factsDigest: someDigest }],
  ];
  for (const [what, record] of wrong) {
    it(`with ${what} is neither written nor read`, () => {
      expect(() => encodeRecord(record as JournalLine, null, sha256)).toThrow(TypeError);
      expect(read(forged([header, record])).damage?.line).toBe(2);
    });
  }

  it('is read in one spelling only', () => {
    const spaced = journalText([header]).replace('"format":1', '"format": 1');
    expect(read(spaced).damage?.reason).toBe('was changed after it was written');
    const reordered = forged([{ ...Object.fromEntries(Object.entries(header).reverse()) }]);
    expect(read(reordered).damage?.line).toBe(1);
  });

  it('of a newer format is refused', () => {
    expect(read(forged([{ ...header, format: 2 }])).damage?.reason).toContain('format');
  });
});

describe('the order of a journal', () => {
  const end: JournalRecord = { kind: 'end', at: 9, ending: 'x', percent: 0, factsDigest: someDigest };
  const wrong: readonly (readonly [string, readonly JournalLine[], number])[] = [
    ['no header', [decision(1)], 1],
    ['two headers', [header, header], 2],
    ['a decision number twice', [header, decision(1), decision(1)], 3],
    ['decision numbers that fall', [header, decision(2), decision(1)], 3],
    ['an undo of nothing', [header, decision(1), { kind: 'undo', seq: 2 }], 3],
    [
      'an undo of what was undone',
      [header, decision(1), { kind: 'undo', seq: 1 }, { kind: 'undo', seq: 1 }],
      4,
    ],
    ['a decision after the end', [header, end, decision(1)], 3],
    ['two ends', [header, end, end], 3],
  ];
  for (const [what, lines, line] of wrong) {
    it(`refuses ${what}`, () => expect(read(forged(lines)).damage?.line).toBe(line));
  }

  it('lets an undone number be used again', () => {
    const lines: JournalLine[] = [header, decision(1), decision(2), { kind: 'undo', seq: 1 }, decision(1)];
    expect(read(journalText(lines)).damage).toBeNull();
  });

  it('refuses decision 5,001, even when others were undone', () => {
    const lines: JournalLine[] = [header, decision(1), { kind: 'undo', seq: 1 }];
    for (let seq = 1; seq <= 5000; seq += 1) lines.push(decision(seq));
    const reading = read(journalText(lines));
    expect(reading.damage?.line).toBe(lines.length);
    expect(reading.damage?.reason).toContain('5000');
  });
});
