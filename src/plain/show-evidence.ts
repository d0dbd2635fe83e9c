import { escapeUnsafe } from '../scenario/visible-text.ts';
import type { EvidenceRecord } from '../world/fact.ts';
import { columns, visible, wrap } from './wrap.ts';

export interface EvidenceStyle {
  readonly width: number;
  /** Digests in full, or as many digits as tell them apart. */
  readonly isFull: boolean;
}

const LONGEST_CELL = 44;
const MOST_BLOCKS = 3;

/** The records of one look as lines of text: a log as it stands, like rows as a table, all else as name and value. */
export function evidenceLines(records: readonly EvidenceRecord[], style: EvidenceStyle): readonly string[] {
  if (records.length === 0) return ['(no records)'];
  if (records.every((record) => Object.keys(record).length === 1 && typeof record.line === 'string')) {
    return records.flatMap((record) => wrap(show(record.line, style), style.width, '    '));
  }
  return rowLines(
    records.map((record) => flatten(record, style)),
    style,
  );
}

type Row = readonly (readonly [name: string, value: string])[];

/** Rows alike are a table when they fit; else a block each. What says the same in all of them is said once. */
function rowLines(rows: readonly Row[], style: EvidenceStyle): readonly string[] {
  const same =
    rows.length < 2
      ? []
      : (rows[0] ?? []).filter(([name, value]) =>
          rows.every((row) => row.some((cell) => cell[0] === name && cell[1] === value)),
        );
  const constant = new Set(same.map(([name]) => name));
  const left = rows.map((row) => row.filter(([name]) => !constant.has(name)));
  const notes =
    same.length === 0
      ? []
      : wrap(
          `In all ${rows.length}: ${same.map(([name, value]) => `${name}=${value}`).join(', ')}`,
          style.width,
          '  ',
        );
  const table = asTable(left, style);
  if (table !== null) return [...table, ...notes];
  // Many records are read down the page like a log; a block each would be pages long.
  if (left.length > MOST_BLOCKS)
    return [...left.flatMap((row) => wrap(cellWords(row), style.width, '    ')), ...notes];
  return [...left.flatMap((row, index) => block(row, index, left.length, style)), ...notes];
}

function asTable(rows: readonly Row[], style: EvidenceStyle): readonly string[] | null {
  if (rows.length < 2) return null;
  const names = (rows[0] ?? []).map(([name]) => name);
  const isAlike = rows.every(
    (row) => row.length === names.length && row.every(([name], index) => name === names[index]),
  );
  if (
    !isAlike ||
    names.length === 0 ||
    rows.some((row) => row.some(([, value]) => value.length > LONGEST_CELL))
  )
    return null;
  const table = columns([names, ...rows.map((row) => row.map(([, value]) => value))]);
  return table.some((line) => line.length > style.width) ? null : table;
}

function block(row: Row, index: number, count: number, style: EvidenceStyle): readonly string[] {
  const nameWidth = Math.min(24, Math.max(0, ...row.map(([name]) => name.length)));
  const lines = row.flatMap(([name, value]) =>
    wrap(`  ${name.padEnd(nameWidth)}  ${value}`, style.width, '      '),
  );
  return count === 1 ? lines : [`Record ${index + 1} of ${count}`, ...lines];
}

function flatten(record: EvidenceRecord, style: EvidenceStyle, prefix = ''): Row {
  return Object.entries(record).flatMap(([key, value]): Row => {
    const name = `${prefix}${escapeUnsafe(key)}`;
    if (Array.isArray(value)) return flattenList(name, value, style);
    if (isRecord(value)) return flatten(value, style, `${name}.`);
    return [[name, show(value, style)]];
  });
}

function flattenList(name: string, values: readonly unknown[], style: EvidenceStyle): Row {
  if (!values.some(isRecord)) {
    return [[name, values.length === 0 ? '(none)' : values.map((value) => show(value, style)).join(' ')]];
  }
  // A record within a list is one line: what it holds belongs together, and a block each would run to pages.
  return values.map((value, index) => {
    const cells = isRecord(value) ? flatten(value, style) : [['', show(value, style)] as const];
    return [`${name}.${index + 1}`, cellWords(cells)];
  });
}

/** `tag=stable digest=sha256:…`, without what is empty. */
function cellWords(row: Row): string {
  const told = row.filter(([, value]) => value !== '-' && value !== '');
  return told.map(([name, value]) => (name === '' ? value : `${name}=${value}`)).join(' ');
}

function isRecord(value: unknown): value is EvidenceRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown, { isFull }: EvidenceStyle): string {
  if (value === null) return '-';
  const text = visible(typeof value === 'string' ? value : JSON.stringify(value)).replace(/\n/g, ' ');
  return isFull ? text : shortenDigests(text);
}

/** Every digest with as many digits as tell them apart and can be typed: `sha256:9d1f0a3c1122`. */
export function shortenDigests(text: string): string {
  return text
    .replace(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, 'sha256:$1')
    .replace(/(sha256:[0-9a-f]{12})…/g, '$1');
}
