import { plainLine } from './plain-line.ts';
import type { Result } from './result.ts';
import type { SightingSeen } from './sightings.ts';

const COLUMNS = ['record', 'id', 'at', 'by', 'what', 'points', 'of', 'met', 'detail', 'facts'] as const;

type Cell = string | number | boolean | null;

/** Decisions, tasks, facts and what was seen as one CSV file of RFC 4180: one header, the same columns in every row, lines that end in CRLF. */
export function printCsv(result: Result, seen: readonly SightingSeen[]): string {
  const decisions = result.decisions.map((one): readonly Cell[] => [
    'decision',
    one.seq,
    one.at,
    one.by,
    one.do,
    null,
    null,
    null,
    detailOf(one),
    null,
  ]);
  const tasks = result.objectives.flatMap((objective) =>
    objective.tasks.map((task): readonly Cell[] => [
      'task',
      task.id,
      task.at,
      objective.pillar,
      objective.title,
      task.points,
      task.of,
      task.met,
      task.why,
      task.because.join(' '),
    ]),
  );
  const facts = result.facts.map((fact): readonly Cell[] => [
    'fact',
    fact.id,
    fact.at,
    fact.subject,
    fact.kind,
    null,
    null,
    null,
    fact.text,
    null,
  ]);
  const sightings = seen.map(({ at, sighting }): readonly Cell[] => [
    'sighting',
    null,
    at,
    null,
    sighting,
    null,
    null,
    null,
    null,
    null,
  ]);
  return [COLUMNS, ...decisions, ...tasks, ...facts, ...sightings]
    .map((row) => `${row.map(printCell).join(',')}\r\n`)
    .join('');
}

function detailOf(decision: Result['decisions'][number]): string {
  const { reason, confidence, refused, lands } = decision;
  const parts = [
    `lands ${lands}`,
    ...(reason === null ? [] : [`reason: ${reason}`]),
    ...(confidence === null ? [] : [`${confidence} % sure`]),
    ...(refused === null ? [] : [`refused (${refused.code}): ${refused.message}`]),
  ];
  return parts.join('; ');
}

// A spreadsheet runs a cell that begins like a formula; an apostrophe in front makes it text (OWASP, CSV Injection).
function printCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const plain = plainLine(cell);
  const safe = /^[=+\-@]/.test(plain.trimStart()) ? `'${plain}` : plain;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
