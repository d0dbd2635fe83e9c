import { SCORED_PILLARS } from '../exercise/definition.ts';
import type { Session } from '../exercise/session.ts';
import { measureSession } from '../scoring/metrics.ts';
import { isHalved, type ObjectiveScore, type Rating, type Score, type TaskScore } from '../scoring/score.ts';
import type { Fact } from '../world/fact.ts';
import { tell } from '../world/tell.ts';
import { printTime } from '../world/time.ts';
import { tellEnding } from './hot-wash.ts';
import type { Result } from './result.ts';
import { shortDigests } from './timeline-text.ts';
import { wrapText } from './wrap.ts';

const WIDTH = 96;
const BAR = 20;
const MOST_FACTS = 3;

/** HSEEP's four ratings in words. */
export const RATING_WORDS: Readonly<Record<Rating, string>> = {
  P: 'performed without challenges',
  S: 'performed with some challenges',
  M: 'performed with major challenges',
  U: 'unable to be performed',
};

/** The scorecard for people: pillars as bars, then every task with why and the facts it rests on. Plain ASCII. */
export function printScorecard(finished: Session, score: Score): readonly string[] {
  const { scenario } = finished.engine;
  const { evaluated, declared } = score.coverage;
  const lines = [
    `${scenario.title}: ${score.ending.title}`,
    `${score.points} of ${score.of} points (${score.percent} %). Tried: ${evaluated} of ${declared} tasks.`,
    '',
    ...SCORED_PILLARS.map((pillar) =>
      printBar(pillar, score.pillars[pillar].points, score.pillars[pillar].of),
    ),
    '',
    ...tellEnding(finished, score, measureSession(finished)).flatMap((one) =>
      wrapText(one.text, WIDTH, '  '),
    ),
  ];
  for (const objective of score.objectives)
    lines.push('', ...printObjective(objective, finished.course.history));
  for (const judgement of score.judgements) {
    const courses =
      judgement.courses.length === 0 ? 'none of the courses held at the end' : judgement.courses.join(', ');
    lines.push('', `A real dilemma: ${judgement.title} You took: ${courses}. Each course scores the same.`);
  }
  return lines;
}

function printBar(name: string, points: number, of: number): string {
  const filled = of === 0 ? 0 : Math.round((points / of) * BAR);
  return `  ${name.padEnd(12)} [${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${points} of ${of}`;
}

function printObjective(objective: ObjectiveScore, history: readonly Fact[]): readonly string[] {
  const { title, rating, points, of, target } = objective;
  return [
    `${title}`,
    `  ${rating}, ${RATING_WORDS[rating]}: ${points} of ${of} points. Target: ${target}.`,
    ...(isHalved(objective)
      ? ['  The critical task is not met, so the points of the others count half.']
      : []),
    ...objective.tasks.flatMap((task) => printTask(task, history)),
  ];
}

function printTask(task: TaskScore, history: readonly Fact[]): readonly string[] {
  const mark = task.rules.every((rule) => rule.points === rule.of) ? '[x]' : task.points > 0 ? '[~]' : '[ ]';
  const head = `  ${mark} ${task.title}${task.critical ? ' (critical)' : ''}: ${task.points} of ${task.of}. ${task.why}`;
  const facts = history.filter((fact) => task.because.includes(fact.id));
  const shown = facts
    .slice(0, MOST_FACTS)
    .flatMap((fact) =>
      wrapText(`      ${fact.id} at ${printTime(fact.at)}: ${shortDigests(tell(fact))}`, WIDTH, '        '),
    );
  const more = facts.length > MOST_FACTS ? [`      and ${facts.length - MOST_FACTS} more`] : [];
  return [...wrapText(head, WIDTH, '      '), ...shown, ...more];
}

/** The same out of a result document alone, for a session that this engine can no longer replay. */
export function printRecordedScore(result: Result): readonly string[] {
  const { evaluated, declared } = result.score.coverage;
  const texts = new Map(result.facts.map((fact) => [fact.id, fact]));
  const lines = [
    `${result.scenario.title}: ${result.ending.title}`,
    `${result.score.points} of ${result.score.of} points (${result.score.percent} %). Tried: ${evaluated} of ${declared} tasks.`,
    '',
    ...SCORED_PILLARS.map((pillar) =>
      printBar(pillar, result.pillars[pillar].points, result.pillars[pillar].of),
    ),
  ];
  for (const { title, rating, points, of, tasks } of result.objectives) {
    lines.push('', title, `  ${rating}, ${RATING_WORDS[rating]}: ${points} of ${of} points.`);
    for (const task of tasks) {
      lines.push(
        ...wrapText(
          `  ${task.id}${task.critical ? ' (critical)' : ''}: ${task.points} of ${task.of}. ${task.why}`,
          WIDTH,
          '      ',
        ),
      );
      const cited = task.because.slice(0, MOST_FACTS).flatMap((id) => texts.get(id) ?? []);
      lines.push(
        ...cited.flatMap((fact) =>
          wrapText(`      ${fact.id} at ${fact.at}: ${shortDigests(fact.text)}`, WIDTH, '        '),
        ),
      );
    }
  }
  return lines;
}
