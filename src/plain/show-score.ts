import { SCORED_PILLARS } from '../exercise/definition.ts';
import type { FoldedJournal } from '../exercise/journal-fold.ts';
import type { Outcome } from '../record/outcome.ts';
import type { ObjectiveScore, TaskScore } from '../scoring/score.ts';
import { columns, wrap, wrapLines } from './wrap.ts';

/** The ending in the scenario's own words, and what else held. */
export function endingLines({ score, finished }: Outcome, width: number): readonly string[] {
  const { endings } = finished.engine.scenario;
  const others = score.marks
    .filter((id) => id !== score.ending.id)
    .map((id) => endings.find((ending) => ending.id === id)?.title ?? id);
  return [
    `Ending: ${score.ending.title}`,
    ...wrapLines(score.ending.text.trim(), width, '  '),
    ...(others.length === 0 ? [] : wrap(`  Also true: ${others.join(', ')}.`, width, '  ')),
  ];
}

/** Score, pillars, and every task with its why. */
export function scoreLines(
  { score, result }: Outcome,
  folded: FoldedJournal,
  width: number,
): readonly string[] {
  const { evaluated, declared } = score.coverage;
  return [
    `Score: ${score.points} of ${score.of} (${score.percent} %). You decided something on ${evaluated} of ${declared} tasks.`,
    ...marked(folded, result.mode, width),
    '',
    ...columns(
      SCORED_PILLARS.map((pillar) => [
        pillar,
        `${score.pillars[pillar].points} of ${score.pillars[pillar].of}`,
      ]),
      '  ',
    ),
    '',
    'P performed without challenges, S with some, M with major ones, U unable to perform',
    ...score.objectives.flatMap((objective) => objectiveLines(objective, width)),
  ];
}

function marked(folded: FoldedJournal, mode: string, width: number): readonly string[] {
  const { undone, hints } = folded;
  if (mode !== 'coach' || undone.length + hints.length === 0) return [];
  const price = hints.reduce((sum, hint) => sum + hint.price, 0);
  const parts = [
    ...(undone.length === 0 ? [] : [`${undone.length} taken back`]),
    ...(hints.length === 0
      ? []
      : [`${hints.length === 1 ? 'one hint' : `${hints.length} hints`} (${price} points)`]),
  ];
  return wrap(`Coached, with ${parts.join(' and ')}: it is not compared with plays that had none.`, width);
}

function objectiveLines(objective: ObjectiveScore, width: number): readonly string[] {
  const head = `${objective.rating}  ${objective.title}: ${objective.points} of ${objective.of}`;
  return [
    '',
    ...wrap(head, width, '   '),
    ...wrap(`   Target: ${objective.target}`, width, '   '),
    ...objective.tasks.flatMap((task) => taskLines(task, width)),
  ];
}

function taskLines(task: TaskScore, width: number): readonly string[] {
  const critical = task.critical ? ' (critical)' : '';
  const head = `   ${metWords(task)}, ${task.points} of ${task.of}: ${task.title}${critical}`;
  return [...wrap(head, width, '     '), ...wrap(`     ${task.why}`, width, '     ')];
}

function metWords({ met, points, of }: TaskScore): string {
  if (!met) return points > 0 ? 'not met in full' : 'not met';
  return points < of ? 'met in part' : 'met';
}
