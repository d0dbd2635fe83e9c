import { createHash } from 'node:crypto';
import {
  encodeRecord,
  hashOfLine,
  type JournalHeader,
  type JournalLine,
  type JournalRecord,
} from '../../src/exercise/journal.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const someDigest = `sha256:${'ab'.repeat(32)}`;

export const header: JournalHeader = {
  kind: 'header',
  format: 1,
  engine: '0.1.0',
  scenario: { id: 'poisoned-base-image', digest: someDigest },
  seed: 0,
  mode: 'coach',
  team: 'Blue – Zürich',
  seats: { ci: 'Ana', registry: 'Bo' },
  facilitator: false,
  session: 'k3v9-20260512',
  created: '2026-05-12T09:20:00Z',
};

export function decision(seq: number, at = seq * 60): JournalRecord {
  return { kind: 'decision', seq, at, by: 'ci', do: 'pause api-build', facts: someDigest };
}

/** One of every kind, with the optional parts, in an order that a session may have. */
export const everyKind: readonly JournalRecord[] = [
  { kind: 'mark', at: 30 },
  { ...decision(1), reason: 'stops the spread – 停止', confidence: 70 } as JournalRecord,
  { kind: 'hint', at: 90, id: 'look-at-tags', price: 0.5 },
  decision(2),
  { kind: 'undo', seq: 2 },
  { kind: 'pause', at: 90, on: true },
  { kind: 'pause', at: 90, on: false, seconds: 12.5 },
  { kind: 'facilitator', at: 100, do: 'inject press', text: 'The press calls.\nAnswer it.' },
  decision(2, 150),
  {
    kind: 'end',
    at: 200,
    ending: 'clean-cut',
    percent: 97.5,
    factsDigest: someDigest,
    result: { score: [1, 'a\n'] },
  },
  { kind: 'answer', question: 'believed-at-15', text: 'That one tag had moved.\n\tIt was two.' },
];

export function journalText(records: readonly JournalLine[]): string {
  let prev: string | null = null;
  let text = '';
  for (const record of records) {
    const line = encodeRecord(record, prev, sha256);
    prev = hashOfLine(line, sha256);
    text += `${line}\n`;
  }
  return text;
}
