import type { PlayReport } from '../check/check-plays.ts';
import type { PolicyResult } from '../check/policies.ts';
import { quartiles, tenths } from '../check/quartiles.ts';
import { CHECK_RULES } from '../check/rules.ts';
import type { TornadoRow } from '../check/tornado.ts';
import { formatDiagnostic } from '../scenario/diagnostic.ts';
import { printTime } from '../world/time.ts';
import type { CheckedFile, Problem } from './check-file.ts';

/** All problems of all files, one below the other, each with the line it stands on and, where it is short, a play that shows it. */
export function problemWords(files: readonly CheckedFile[], withPlaybooks: boolean): string {
  return files
    .flatMap(({ problems, texts }) =>
      problems.map((one) => {
        const told = formatDiagnostic(one, texts.get(one.file));
        return withPlaybooks ? [told, ...playbookWords(one)].join('\n') : told;
      }),
    )
    .join('\n');
}

const MOST_LINES = 16;

function playbookWords({ playbook }: Problem): readonly string[] {
  if (playbook === null) return [];
  const lines = playbook.trimEnd().split('\n').slice(1);
  if (lines.length > MOST_LINES)
    return [`    a playbook of ${lines.length - 2} decisions replays it: --paths FOLDER writes it there`];
  return ['    this playbook replays it:', ...lines.map((line) => `      ${line}`)];
}

/** One line a file: what was held against it, and what came of that. */
export function summaryWords({ file, problems, read, plays }: CheckedFile, isDeep: boolean): string {
  const count = problems.length;
  const found = count === 1 ? '1 problem' : `${count} problems`;
  const { scenario } = read;
  if (!isDeep || scenario === null) return `${file}: ${count === 0 ? 'reads and compiles' : found}`;
  const rules = CHECK_RULES.filter(
    (rule) =>
      rule.looksAt === 'file' || (plays !== null && (rule.looksAt === 'plays' || plays.explored !== null)),
  ).length;
  const inBand = plays?.runs.length ?? 0;
  const parts = [
    count > 0 ? found : plays?.stopped === true ? 'nothing found so far' : 'clean',
    `${rules} rules`,
    count === 0 ? `${inBand} playbooks in their bands` : `${inBand} playbooks`,
    ...(plays !== null && plays.draws.length > 0 ? [`${plays.draws.length} draws`] : []),
    ...(plays === null ? [] : [`${plays.tornado.length} changes to the first playbook`]),
    ...(plays?.explored == null ? [] : [`${plays.explored.tally.states} states explored`]),
    ...(plays?.stopped === true ? ['stopped before its end'] : []),
  ];
  return `${file}: ${parts.join(', ')}`;
}

/** What playing has shown, as tables. */
export function playWords({ policies, tornado }: PlayReport): readonly string[] {
  return [
    ...(policies.length === 0 ? [] : policyTable(policies)),
    ...(tornado.length === 0 ? [] : tornadoTable(tornado)),
  ];
}

function policyTable(policies: readonly PolicyResult[]): readonly string[] {
  const rows = policies.map(({ title, scores, endings }) => {
    const { least, lower, median, upper, most } = quartiles(scores);
    const came = [...endings].sort((left, right) => right[1] - left[1]);
    const numbers =
      scores.length === 1 ? ['', '', `${median}`, '', ''] : [least, lower, median, upper, most].map(String);
    const told = came.map(([id, count]) => (scores.length === 1 ? id : `${id} ${count}`)).join(', ');
    return [title, scores.length === 1 ? '' : `${scores.length} plays`, ...numbers, told];
  });
  const heads = ['way of playing', '', 'least', 'lower', 'median', 'upper', 'most', 'ending'];
  const random = policies.find((one) => one.id === 'random');
  return [
    '',
    'SCORES, in per cent',
    ...table([heads, ...rows], [2, 3, 4, 5, 6]),
    ...(random ? histogram(random.scores) : []),
  ];
}

const WIDEST_BAR = 40;

function histogram(scores: readonly number[]): readonly string[] {
  const counts = tenths(scores);
  const most = Math.max(...counts);
  const rows = counts.map((count, place) => {
    const bar = '#'.repeat(Math.ceil((count * WIDEST_BAR) / most));
    return `  ${`${place * 10}`.padStart(3)} to ${`${place * 10 + 10}`.padStart(3)}  ${bar} ${count}`;
  });
  const last = counts.findLastIndex((count) => count > 0);
  return ['', `${scores.length} plays at random:`, ...rows.slice(0, last + 1)];
}

const MOST_ROWS = 20;

function tornadoTable(rows: readonly TornadoRow[]): readonly string[] {
  const keyOf = ({ at, do: line }: TornadoRow): string => `${at} ${line}`;
  const keys = [...new Set(rows.map(keyOf))];
  const cells = keys.slice(0, MOST_ROWS).map((key) => {
    const mine = rows.filter((row) => keyOf(row) === key);
    const of = (change: TornadoRow['change']) => mine.find((row) => row.change === change);
    const all = [of('dropped'), of('late'), of('early')];
    const [{ at, by, do: line }] = mine as [TornadoRow];
    return [
      ...all.map((row) => signed(row?.points)),
      ...all.map((row) => signed(row?.consumerHours)),
      `${printTime(at)} ${by ?? ''} ${line}`,
    ];
  });
  const heads = ['dropped', '15m later', 'misplaced', 'dropped', '15m later', 'misplaced', 'decision'];
  const left = keys.length - MOST_ROWS;
  return [
    '',
    'WHAT EACH DECISION OF THE FIRST PLAYBOOK IS WORTH: points, then hours of exposed consumers',
    ...table([heads, ...cells], [0, 1, 2, 3, 4, 5]),
    ...(left > 0 ? [`  and ${left} more that change less`] : []),
  ];
}

function signed(value: number | undefined): string {
  if (value === undefined) return '';
  return value > 0 ? `+${value}` : `${value}`;
}

function table(rows: readonly (readonly string[])[], right: readonly number[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
    });
    return `  ${cells.join('  ').trimEnd()}`;
  });
}
