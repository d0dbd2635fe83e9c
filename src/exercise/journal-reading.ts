import {
  hashOfLine,
  type JournalHeader,
  type JournalLine,
  type JournalRecord,
  maxDecisions,
  maxLineLength,
  maxRecords,
  type Sha256,
  seal,
} from './journal.ts';
import { checkShape } from './journal-shape.ts';

/** Bytes after the last newline: a write that was cut short, so nobody was told it had happened. */
export interface TornTail {
  readonly line: number;
  readonly text: string;
}

export interface JournalDamage {
  readonly line: number;
  readonly reason: string;
}

export interface JournalReading {
  /** Null when not even the first line is whole. */
  readonly header: JournalHeader | null;
  /** All records before the damage, or all. */
  readonly records: readonly JournalRecord[];
  /** Hash of the last good line: what the next record gives as `prev`. */
  readonly head: string | null;
  /** UTF-8 length of the good lines with their newlines. */
  readonly goodBytes: number;
  readonly progress: JournalProgress;
  readonly torn: TornTail | null;
  readonly damage: JournalDamage | null;
}

/** The decisions that stand, newest first. A list that shares its tail, so that progress is a value. */
interface Standing {
  readonly seq: number;
  readonly below: Standing | null;
}

/** What of the lines so far decides whether the next may follow. */
export interface JournalProgress {
  readonly lines: number;
  readonly decisions: number;
  readonly standing: Standing | null;
  readonly ended: boolean;
}

export const atStart: JournalProgress = { lines: 0, decisions: 0, standing: null, ended: false };

type Parsed = { readonly line: JournalLine } | { readonly reason: string };

/**
 * Reads a journal and judges every line: shape, spelling, chain and order. Any text is answered, none throws.
 * A torn tail may be cut off; damage means that the journal was changed after it was written, and is not mended.
 */
export function readJournal(text: string, sha256: Sha256): JournalReading {
  const lines = text.split('\n');
  const tail = lines.pop() ?? '';
  const records: JournalRecord[] = [];
  let progress = atStart;
  let header: JournalHeader | null = null;
  let head: string | null = null;
  let goodBytes = 0;
  let damage: JournalDamage | null = null;
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line, head, sha256);
    const next = 'reason' in parsed ? parsed : follow(progress, parsed.line);
    if ('reason' in parsed || 'reason' in next) {
      damage = { line: index + 1, reason: 'reason' in next ? next.reason : 'is damaged' };
      break;
    }
    progress = next;
    if (parsed.line.kind === 'header') header = parsed.line;
    else records.push(parsed.line);
    head = hashOfLine(line, sha256);
    goodBytes += utf8Length(line) + 1;
  }
  const torn = damage === null && tail !== '' ? { line: lines.length + 1, text: tail } : null;
  return { header, records, head, goodBytes, progress, torn, damage };
}

function parseLine(line: string, prev: string | null, sha256: Sha256): Parsed {
  if (line.length > maxLineLength) return { reason: 'is too long' };
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null) return { reason: 'is not a journal record' };
  const { prev: given, sum, ...record } = value as { prev?: unknown; sum?: unknown };
  if (given === undefined || sum === undefined) return { reason: 'has no "prev" and "sum"' };
  const wrong = checkShape(record);
  if (wrong !== null) return { reason: wrong };
  if (given !== prev) return { reason: 'does not follow from the line before it' };
  // The shape was checked field by field just above.
  const read = record as JournalLine;
  return seal(read, prev, sha256) === line ? { line: read } : { reason: 'was changed after it was written' };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The progress after one more line, or why that line may not stand there: what is never written is never read either. */
export function follow(
  progress: JournalProgress,
  line: JournalLine,
): JournalProgress | { readonly reason: string } {
  const lines = progress.lines + 1;
  if ((line.kind === 'header') !== (lines === 1)) {
    return { reason: lines === 1 ? 'is not a header' : 'is a second header' };
  }
  if (lines > maxRecords) return { reason: `is more than the ${maxRecords} lines that a journal may hold` };
  if (progress.ended && line.kind !== 'answer') return { reason: `is of kind "${line.kind}" after the end` };
  if (line.kind === 'end') return { ...progress, lines, ended: true };
  if (line.kind === 'undo') return takeBack({ ...progress, lines }, line.seq);
  if (line.kind !== 'decision') return { ...progress, lines };
  const decisions = progress.decisions + 1;
  if (decisions > maxDecisions) {
    return { reason: `is more than the ${maxDecisions} decisions that a session may hold` };
  }
  if (line.seq <= (progress.standing?.seq ?? 0)) return { reason: `has the number ${line.seq} out of order` };
  return { ...progress, lines, decisions, standing: { seq: line.seq, below: progress.standing } };
}

function takeBack(progress: JournalProgress, seq: number): JournalProgress | { readonly reason: string } {
  let standing = progress.standing;
  while (standing !== null && standing.seq > seq) standing = standing.below;
  if (standing?.seq !== seq) return { reason: `takes back decision ${seq}, which does not stand` };
  return { ...progress, standing: standing.below };
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes; every other unit from U+0800 up is three bytes.
    length += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return length;
}
