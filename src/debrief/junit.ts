import { plainLine } from './plain-line.ts';
import type { Result, ResultObjective, ResultTask } from './result.ts';

/** HSEEP's thresholds in per cent of an objective's points, with its critical task met (DESIGN.md §7). */
const THRESHOLDS = {
  performed: 90,
  'performed-with-some-challenges': 70,
  'performed-with-major-challenges': 40,
};

/** The result as JUnit XML: a suite for each objective, a case for each task; a task that is not met fails with why. */
export function printJunit(result: Result): string {
  const tasks = result.objectives.flatMap((objective) => objective.tasks);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({
      name: `hotwash ${result.scenario.id}`,
      tests: tasks.length,
      failures: failuresOf(tasks),
      errors: 0,
      skipped: 0,
    })}>`,
    ...result.objectives.flatMap((objective) => printSuite(objective, result)),
    '</testsuites>',
    '',
  ].join('\n');
}

function printSuite(objective: ResultObjective, result: Result): readonly string[] {
  const { id, title, pillar, rating, points, of, tasks } = objective;
  return [
    `  <testsuite${attributes({
      name: title,
      id,
      tests: tasks.length,
      failures: failuresOf(tasks),
      errors: 0,
      skipped: 0,
    })}>`,
    ...properties('    ', {
      pillar,
      rating,
      points,
      of,
      ...Object.fromEntries(Object.entries(THRESHOLDS).map(([name, value]) => [`threshold.${name}`, value])),
      session: result.session ?? 'not kept',
      scenario: `${result.scenario.id} ${result.scenario.digest}`,
      engine: result.engine,
      mode: result.mode,
      seed: result.seed,
      team: result.team ?? '',
      ending: result.ending.id,
      'score.percent': result.score.percent,
      'score.points': result.score.points,
      'score.of': result.score.of,
    }),
    ...tasks.flatMap((task) => printCase(task, `${result.scenario.id}.${id}`)),
    '  </testsuite>',
  ];
}

function printCase(task: ResultTask, classname: string): readonly string[] {
  const needed = task.critical ? 'its critical part' : `all ${task.of} points`;
  const failure = task.met
    ? []
    : [
        `      <failure${attributes({ type: task.critical ? 'critical' : 'task', message: task.why })}>${escapeXml(
          `${task.points} of ${task.of} points; met takes ${needed}. ${
            task.because.length === 0 ? 'No fact speaks for it.' : `Facts: ${task.because.join(', ')}.`
          }`,
        )}</failure>`,
      ];
  return [
    `    <testcase${attributes({ name: task.id, classname, time: 0 })}>`,
    ...properties('      ', {
      critical: String(task.critical),
      points: task.points,
      of: task.of,
      at: task.at ?? 'never',
      'pass-threshold': task.critical ? 'critical part met' : task.of,
    }),
    ...failure,
    '    </testcase>',
  ];
}

function failuresOf(tasks: readonly ResultTask[]): number {
  return tasks.filter((task) => !task.met).length;
}

type Values = Readonly<Record<string, string | number>>;

function properties(indent: string, values: Values): readonly string[] {
  const rows = Object.entries(values).map(
    ([name, value]) => `${indent}  <property${attributes({ name, value })}/>`,
  );
  return [`${indent}<properties>`, ...rows, `${indent}</properties>`];
}

export function attributes(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

// XML knows no way to write control characters or non-characters, so they are shown as text first.
export function escapeXml(text: string): string {
  return plainLine(text)
    .replace(/[\u{fffe}\u{ffff}]/gu, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
