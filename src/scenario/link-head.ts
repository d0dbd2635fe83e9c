import type { Scenario } from '../exercise/definition.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import type { ExerciseClock } from '../world/estate.ts';
import type { Scheduled } from '../world/state.ts';
import { parseTime, parseTimestamp } from '../world/time.ts';
import type { Path } from './diagnostic.ts';
import { checkBusyness, checkChains } from './link-builds.ts';
import { linkLine } from './link-line.ts';
import { expectActor, rankOf } from './link-story.ts';
import { linkVary } from './link-vary.ts';
import { expectName, type Linker, timeOf } from './linker.ts';
import type { Problems } from './problems.ts';
import { quoted } from './visible-text.ts';

// Layers hold their times in 33 bits from 1970, certificates in years of four digits; nobody drills outside these.
const EARLIEST = 946_684_800;
const LATEST = 4_102_444_800;

/** Reads the times of the exercise; null when StartEx itself is no time. */
export function linkClock(source: ScenarioSource, problems: Problems): ExerciseClock | null {
  const { clock } = source;
  const calendar = parseTimestamp(clock.startEx);
  if (calendar === null || calendar.startEx < EARLIEST || calendar.startEx > LATEST) {
    problems.add({
      path: ['clock', 'startEx'],
      code: 'link/bad-time',
      message: `${quoted(clock.startEx)} is no day and time between 2000 and 2100.`,
      mend: 'Write it as 2026-05-12T09:20:00Z.',
    });
    return null;
  }
  const at = (text: string): number => parseTime(text, calendar) ?? 0;
  const [opens, endEx, aftermath] = [at(clock.opens), at(clock.endEx), at(clock.aftermath)];
  const late = (path: Path, message: string, mend: string) =>
    problems.add({ path, code: 'link/order-of-times', message, mend });
  if (opens > 0) late(['clock', 'opens'], 'The clock opens after StartEx.', 'Write a time such as T-7h.');
  if (endEx <= 0) late(['clock', 'endEx'], 'EndEx is not after StartEx.', 'Write a time such as T+4h.');
  if (aftermath < endEx)
    late(['clock', 'aftermath'], 'The aftermath is before EndEx.', 'Write a time such as T+24h.');
  return { calendar, opens, endEx, aftermath };
}

/** Checks the pace: every entry but the last ends, each later than the one before. */
export function linkPace(linker: Linker): Scenario['pace'] {
  const { pace } = linker.source.clock;
  const linked = pace.map(({ until, rate }) => ({
    until: until === undefined ? null : timeOf(linker, until),
    rate,
  }));
  for (const [index, { until }] of linked.entries()) {
    const isLast = index === linked.length - 1;
    const before = linked[index - 1]?.until ?? 0;
    if (isLast === (until === null) && (until === null || until > before)) continue;
    linker.problems.add({
      path: ['clock', 'pace', index],
      code: 'link/pace',
      message: isLast
        ? 'The last pace must last to the end.'
        : 'This pace must end, and later than the one above it.',
      mend: isLast ? 'Delete its "until".' : 'Write "until" with a later time.',
    });
  }
  return linked;
}

/** The intrusion and what else happens before play, in order of time. */
export function linkPrologue(linker: Linker, opens: number): readonly Scheduled[] {
  return linker.source.prologue
    .flatMap((entry, index): readonly Scheduled[] => {
      const path: Path = ['prologue', index];
      const at = timeOf(linker, entry.at);
      if (at < opens || at > 0) {
        linker.problems.add({
          path: [...path, 'at'],
          code: 'link/order-of-times',
          message: 'The prologue lies between the opening of the clock and StartEx.',
          mend: 'Write a time in between, open the clock earlier, or let the story do it.',
        });
      }
      expectActor(linker, entry.by, [...path, 'by']);
      const line = linkLine(linker, entry.do, [...path, 'do'], 'others');
      return line === null
        ? []
        : [{ at, rank: rankOf(linker, entry.by, line), by: entry.by, cause: null, line }];
    })
    .sort((left, right) => left.at - right.at);
}

/** Checks what the rest of the head names: verbs, hazards, draws, exceptions. */
export function linkHead(linker: Linker): void {
  const { source, problems } = linker;
  for (const [index, verb] of source.verbs.entries()) expectName(linker, 'verb', verb, ['verbs', index]);
  linkVary(linker);
  for (const [index, { hazard }] of source.exceptions.entries()) {
    if (!source.hazards.includes(hazard))
      problems.unknown(['exceptions', index, 'hazard'], hazard, 'hazard', source.hazards);
  }
  checkNames(linker);
  checkChains(linker);
  checkBusyness(linker, timeOf(linker, source.clock.opens), linker.aftermath);
  checkIds(
    problems,
    'objectives',
    source.objectives.map(({ id }) => id),
  );
  checkIds(
    problems,
    'endings',
    source.endings.map(({ id }) => id),
  );
  checkIds(
    problems,
    'hints',
    source.hints.map(({ id }) => id),
  );
  checkIds(
    problems,
    'playbooks',
    source.playbooks.map(({ id }) => id),
  );
  checkIds(
    problems,
    'judgements',
    source.judgements.map(({ id }) => id),
  );
  checkIds(
    problems,
    'vary',
    source.vary.map(({ id }) => id),
  );
  checkTaskIds(linker);
}

// Agents speak for themselves, and these kinds stand in one slot of a verb: a name must mean one of them only.
function checkNames({ source, names, problems }: Linker): void {
  const taken: readonly (readonly [string, readonly (readonly [string, ReadonlySet<string>, Path])[]])[] = [
    [
      'agent',
      [
        ['agent', names.agent, ['world', 'agents']],
        ['consumer', names.consumer, []],
        ['party', names.party, []],
        ['role', names.role, []],
        ['system', new Set(['clock', 'ci', 'team']), []],
      ],
    ],
    [
      'workload',
      [
        ['workload', names.workload, ['world', 'workloads']],
        ['pipeline', names.pipeline, []],
        ['cache', names.cache, []],
        ['credential', names.credential, []],
      ],
    ],
    [
      'cache',
      [
        ['cache', names.cache, ['world', 'caches']],
        ['credential', names.credential, []],
        ['log', names.log, []],
      ],
    ],
  ];
  for (const [what, [own, ...others]] of taken) {
    for (const name of own?.[1] ?? []) {
      const other = others.find(([, known]) => known.has(name));
      if (other === undefined) continue;
      problems.add({
        path: [...(own?.[2] ?? []), name],
        of: 'key',
        code: 'link/ambiguous-name',
        message: `${quoted(name)} is the name of ${what === 'agent' ? 'an' : 'a'} ${what} and of a ${other[0]}.`,
        mend: 'Rename one of the two.',
      });
    }
  }
  if (source.audiences.channels.direct !== undefined) {
    problems.add({
      path: ['audiences', 'channels', 'direct'],
      of: 'key',
      code: 'link/reserved-name',
      message: 'The channel "direct" exists already: it is how a consumer is reached by name.',
      mend: 'Rename the channel.',
    });
  }
}

function checkIds(problems: Problems, list: string, ids: readonly string[]): void {
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) !== index) reportTwice(problems, [list, index, 'id'], id);
  }
}

function checkTaskIds({ source, problems }: Linker): void {
  const seen = new Set<string>();
  for (const [index, { tasks }] of source.objectives.entries()) {
    for (const [place, { id }] of tasks.entries()) {
      if (seen.has(id)) reportTwice(problems, ['objectives', index, 'tasks', place, 'id'], id);
      seen.add(id);
    }
  }
}

function reportTwice(problems: Problems, path: Path, id: string): void {
  problems.add({
    path,
    code: 'link/duplicate-id',
    message: `The id ${quoted(id)} stands twice.`,
    mend: 'Give one of them another id.',
  });
}
