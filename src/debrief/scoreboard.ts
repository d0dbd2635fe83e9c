import { SCORED_PILLARS } from '../exercise/definition.ts';
import type { JournalMode } from '../exercise/journal.ts';
import { plainLine } from './plain-line.ts';
import type { Result } from './result.ts';

export const SCOREBOARD_GROUPS = ['assess', 'coach', 'headless', 'modified', 'unverified'] as const;
export type ScoreboardGroup = (typeof SCOREBOARD_GROUPS)[number];

/** A session that has ended, as far as it can be told. */
export interface PlayedSession {
  readonly scenario: Result['scenario'];
  readonly session: string;
  /** Real time, UTC. */
  readonly created: string;
  readonly team: string | null;
  readonly mode: JournalMode;
  readonly seed: number;
  readonly engine: string;
  readonly decisions: number;
  readonly pauses: number;
  readonly hints: number;
  readonly undone: number;
  readonly interventions: number;
  readonly facilitator: boolean;
  readonly isShortened: boolean;
  /** Why its score cannot be relied on; null when it was recomputed and came out the same. */
  readonly unverified: string | null;
  readonly percent: number | null;
  readonly ending: Result['ending'] | null;
  readonly pillars: Result['pillars'] | null;
}

export interface ScoreboardRow {
  readonly session: string;
  readonly created: string;
  readonly team: string | null;
  readonly mode: JournalMode;
  readonly seed: number;
  readonly engine: string;
  readonly percent: number | null;
  readonly ending: Result['ending'] | null;
  readonly pillars: Result['pillars'] | null;
  readonly decisions: number;
  readonly pauses: number;
  /** Why it stands apart. */
  readonly apart: readonly string[];
}

/** The sessions of one edition of a scenario. Its groups are kept apart: their conditions differ, so no column holds two of them. */
export interface Scoreboard {
  readonly scenario: Result['scenario'];
  readonly groups: Readonly<Record<ScoreboardGroup, readonly ScoreboardRow[]>>;
  readonly unfinished: number;
}

/** Boards by scenario and edition, the one played last first. `unfinished` are the digests of sessions that still go on. */
export function makeScoreboards(
  sessions: readonly PlayedSession[],
  unfinished: readonly string[] = [],
): readonly Scoreboard[] {
  const newestFirst = [...sessions].sort((left, right) => compare(right.created, left.created));
  const digests = [...new Set(newestFirst.map((one) => one.scenario.digest))];
  return digests.flatMap((digest) => {
    const mine = sessions.filter((one) => one.scenario.digest === digest);
    const [first] = mine;
    if (first === undefined) return [];
    const groups = SCOREBOARD_GROUPS.map((group) => [
      group,
      mine
        .filter((one) => groupOf(one) === group)
        .map(rowOf)
        .sort(bestFirst),
    ]);
    return [
      {
        scenario: first.scenario,
        groups: Object.fromEntries(groups) as unknown as Scoreboard['groups'],
        unfinished: unfinished.filter((one) => one === digest).length,
      },
    ];
  });
}

export function groupOf(session: PlayedSession): ScoreboardGroup {
  if (session.unverified !== null) return 'unverified';
  return changesTo(session).length > 0 ? 'modified' : session.mode;
}

function changesTo(session: PlayedSession): readonly string[] {
  const { hints, undone, interventions, facilitator, isShortened } = session;
  return [
    ...(facilitator || interventions > 0
      ? [interventions > 0 ? `facilitator, ${count(interventions, 'intervention')}` : 'facilitator']
      : []),
    ...(hints > 0 ? [count(hints, 'hint')] : []),
    ...(undone > 0 ? [`${count(undone, 'decision')} taken back`] : []),
    ...(isShortened ? ['ended early by agreement'] : []),
  ];
}

function rowOf(session: PlayedSession): ScoreboardRow {
  const { created, team, mode, seed, engine, percent, ending, pillars, decisions, pauses } = session;
  const apart = [...(session.unverified === null ? [] : [session.unverified]), ...changesTo(session)];
  return {
    session: session.session,
    created,
    team,
    mode,
    seed,
    engine,
    percent,
    ending,
    pillars,
    decisions,
    pauses,
    apart,
  };
}

function bestFirst(left: ScoreboardRow, right: ScoreboardRow): number {
  return (
    (right.percent ?? -1) - (left.percent ?? -1) ||
    compare(left.created, right.created) ||
    compare(left.session, right.session)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

const GROUP_WORDS: Readonly<Record<ScoreboardGroup, string>> = {
  assess: 'Assessed: the clock ran',
  coach: 'Coached: time stood still while people thought',
  headless: 'Headless: a playbook, without people',
  modified: 'Modified: with a facilitator, hints or undo, or shortened',
  unverified: 'Unverified: the journal does not come out the same here',
};

/** A board as lines: one table for each group that holds anything. */
export function printScoreboard(board: Scoreboard): readonly string[] {
  const lines = [
    plainLine(board.scenario.title),
    `${board.scenario.id}, ${board.scenario.digest.slice(0, 19)}…`,
  ];
  for (const group of SCOREBOARD_GROUPS) {
    const rows = board.groups[group];
    if (rows.length > 0) lines.push('', GROUP_WORDS[group], ...printRows(rows, group));
  }
  if (board.unfinished > 0) {
    const go = board.unfinished === 1 ? 'One session goes on.' : `${board.unfinished} sessions go on.`;
    lines.push('', go);
  }
  return lines;
}

function printRows(rows: readonly ScoreboardRow[], group: ScoreboardGroup): readonly string[] {
  const isApart = group === 'modified' || group === 'unverified';
  const head = [
    'SCORE',
    ...SCORED_PILLARS.map((pillar) => pillar.slice(0, 6).toUpperCase()),
    'ENDING',
    'TEAM',
    'SESSION',
  ];
  const cells = rows.map((row) => [
    row.percent === null ? '-' : `${row.percent} %`,
    ...SCORED_PILLARS.map((pillar) => String(row.pillars?.[pillar].points ?? '-')),
    row.ending?.id ?? '-',
    plainLine(row.team ?? '-'),
    `${row.session}${row.seed === 0 ? '' : ` seed ${row.seed}`}${row.pauses === 0 ? '' : `, ${count(row.pauses, 'pause')}`}`,
  ]);
  const widths = head.map((title, index) =>
    Math.max(title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const print = (row: readonly string[]): string =>
    `  ${row.map((cell, index) => (index < 6 ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0))).join('  ')}`.trimEnd();
  return [
    print(head),
    ...cells.flatMap((row, index) => [
      print(row),
      ...(isApart
        ? [`      ${plainLine(rows[index]?.mode ?? '')}: ${plainLine(rows[index]?.apart.join('; ') ?? '')}`]
        : []),
    ]),
  ];
}
