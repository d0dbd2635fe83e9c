import type { PlayReport } from '../check/check-plays.ts';
import type { Scenario } from '../exercise/definition.ts';
import type { Explored, Part } from '../explore/explore.ts';
import { decisionText } from '../explore/playbook-text.ts';
import type { Found } from '../explore/shorten.ts';
import { printTime } from '../world/time.ts';

/** What exploring has shown, in plain words: what was proven and what only sampled, and where the lines lead. */
export function explorationWords(scenario: Scenario, plays: PlayReport, bound: number): readonly string[] {
  const { explored } = plays;
  if (explored === null) return [];
  const { states, merged, scored } = explored.tally;
  return [
    '',
    `EXPLORED within a bound of ${bound} states${plays.stopped ? ', and stopped before that' : ''}`,
    `  ${states} states were made, ${merged} more were known already, ${scored} lines were run to their end and scored.`,
    `  Moments that matter: ${explored.moments.map(printTime).join(' ')}`,
    ...parts(
      'Proven, for every line was played',
      explored.parts.filter((part) => part.complete),
    ),
    ...parts(
      'Only sampled, so nothing follows for the rest',
      explored.parts.filter((part) => !part.complete),
    ),
    ...ends(explored),
    ...extremes(scenario, plays, explored),
    ...endings(scenario, plays, explored),
    ...law(scenario, explored),
  ];
}

function parts(title: string, all: readonly Part[]): readonly string[] {
  if (all.length === 0) return [];
  return ['', `  ${title}:`, ...all.map(({ space, lines }) => `    ${space} (${lines} played)`)];
}

function ends({ record }: Explored): readonly string[] {
  const { endless } = record;
  return [
    '',
    endless.length === 0 ? '  Every line that was played ends.' : `  ${endless.length} lines do not end.`,
  ];
}

function extremes(scenario: Scenario, { runs }: PlayReport, { record }: Explored): readonly string[] {
  const { best, worst } = record;
  const [expert] = runs;
  if (best === null || worst === null || expert === undefined) return [];
  const { points } = expert.outcome;
  const name = scenario.playbooks[0]?.id ?? '';
  const par =
    best.outcome.points > points
      ? [
          `  Par is ${best.outcome.points}: a line was found that beats "${name}" with its ${points}.`,
          ...lines(best),
        ]
      : [`  Par is ${points}: no line was found that beats "${name}".`];
  return [`  The least score was ${worst.outcome.points}, the greatest ${best.outcome.points}.`, ...par];
}

function endings(scenario: Scenario, { runs }: PlayReport, { record }: Explored): readonly string[] {
  const reached = scenario.endings.flatMap(({ id, title }) => {
    const found = record.endings.get(id);
    if (found === undefined) return [];
    const by = runs.filter((run) => run.outcome.ending === id).map((run) => run.playbook.id);
    const played = by.length === 0 ? 'no playbook' : by.length > 4 ? `${by.length} playbooks` : by.join(', ');
    const shortest = decisions(found.moves.length);
    return [
      `    ${id} (${title}): ${played}; shortest found, with ${found.outcome.points} points: ${shortest}`,
      ...lines(found),
    ];
  });
  const missing = scenario.endings.filter(({ id }) => !record.endings.has(id)).map(({ id }) => id);
  return [
    '',
    '  Endings reached:',
    ...reached,
    ...(missing.length === 0 ? [] : [`  Endings that no line came to: ${missing.join(', ')}`]),
  ];
}

function decisions(count: number): string {
  if (count === 0) return 'deciding nothing';
  return count === 1 ? 'one decision' : `${count} decisions`;
}

const MOST_LINES = 12;

function lines({ moves }: Found): readonly string[] {
  const shown = moves.slice(0, MOST_LINES).map((move) => `      - ${decisionText(move)}`);
  const left = moves.length - MOST_LINES;
  return left > 0 ? [...shown, `      and ${left} more decisions; --json has them all`] : shown;
}

function law(scenario: Scenario, { breaches, parts: all }: Explored): readonly string[] {
  const tried = all.find((part) => part.id === 'laws')?.lines ?? 0;
  const named =
    scenario.exceptions.length === 0 ? '' : ` (${scenario.exceptions.length} exceptions are named)`;
  const what =
    'Later never pays, protecting earlier never costs, independent neighbours may be swapped (law 4)';
  if (breaches.length === 0) return ['', `  ${what}: held in ${tried} changed lines${named}.`];
  return ['', `  ${what}: broken in ${breaches.length} of ${tried} changed lines${named}; see the problems.`];
}
