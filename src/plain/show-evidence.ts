import type { EvidenceRecord } from '../world/fact.ts';
import { columns, visible, wrap } from './wrap.ts';

export interface EvidenceStyle {
  readonly width: number;
  /** Digests in full, or as many digits as tell them apart. */
  readonly isFull: boolean;
}

const LONGEST_CELL = 44;

/** The records of one look as lines of text: a log as it stands, like rows as a table, all else as name and value. */
export function evidenceLines(records: readonly EvidenceRecord[], style: EvidenceStyle): readonly string[] {
  if (records.length === 0) return ['(no records)'];
  if (records.every((record) => Object.keys(record).length === 1 && typeof record.line === 'string')) {
    return records.flatMap((record) => wrap(show(record.line, style), style.width, '    '));
  }
  const rows = records.map((record) => flatten(record, style));
  return asTable(rows, style) ?? rows.flatMap((row, index) => block(row, index, rows.length, style));
}

type Row = readonly (readonly [name: string, value: string])[];

function asTable(rows: readonly Row[], style: EvidenceStyle): readonly string[] | null {
  if (rows.length < 2) return null;
  const names = (rows[0] ?? []).map(([name]) => name);
  const isAlike = rows.every(
    (row) => row.length === names.length && row.every(([name], index) => name === names[index]),
  );
  if (!isAlike || rows.some((row) => row.some(([, value]) => value.length > LONGEST_CELL))) return null;
  // A column that says the same in every row would only push the others off the line.
  const kept = names.map((name, index) => ({
    name,
    index,
    isSame: rows.every((row) => row[index]?.[1] === rows[0]?.[index]?.[1]),
  }));
  const differing = kept.filter(({ isSame }) => !isSame);
  if (differing.length === 0) return null;
  const head = differing.map(({ name }) => name);
  const table = columns([head, ...rows.map((row) => differing.map(({ index }) => row[index]?.[1] ?? ''))]);
  if (table.some((line) => line.length > style.width)) return null;
  const same = kept
    .filter(({ isSame }) => isSame)
    .map(({ name, index }) => `${name}: ${rows[0]?.[index]?.[1] ?? ''}`);
  const notes = same.length === 0 ? [] : wrap(`In all ${rows.length}: ${same.join('; ')}`, style.width, '  ');
  return [...table, ...notes];
}

function block(row: Row, index: number, count: number, style: EvidenceStyle): readonly string[] {
  const nameWidth = Math.min(28, Math.max(...row.map(([name]) => name.length)));
  const lines = row.flatMap(([name, value]) =>
    wrap(`${name.padEnd(nameWidth)}  ${value}`, style.width - 2, '    ').map((line) => `  ${line}`),
  );
  return count === 1 ? lines : [`Record ${index + 1} of ${count}`, ...lines];
}

function flatten(record: EvidenceRecord, style: EvidenceStyle, prefix = ''): Row {
  return Object.entries(record).flatMap(([key, value]): Row => {
    const name = `${prefix}${visible(key)}`;
    if (Array.isArray(value)) return flattenList(name, value, style);
    if (typeof value === 'object' && value !== null)
      return flatten(value as EvidenceRecord, style, `${name}.`);
    return [[name, show(value, style)]];
  });
}

function flattenList(name: string, values: readonly unknown[], style: EvidenceStyle): Row {
  if (values.every((value) => typeof value !== 'object' || value === null)) {
    return [[name, values.length === 0 ? '(none)' : values.map((value) => show(value, style)).join(' ')]];
  }
  return values.flatMap((value, index): Row => flatten({ [`${index + 1}`]: value }, style, `${name}.`));
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
