import { HARM_WORDS } from './metric-words.ts';
import { shortDigests } from './timeline-text.ts';
import type { Delta, Difference } from './what-if-difference.ts';

/** A comparison for people: points first, then harm, then what became of the decisions. */
export function printDifference(difference: Difference): readonly string[] {
  const { before, after, points, facts } = difference;
  const changes =
    difference.changes.length === 0 ? 'no change' : difference.changes.map(shortDigests).join('; ');
  const lines = [`What if: ${changes}`, ''];
  if (difference.same)
    return [
      ...lines,
      `The history is the same, fact by fact (${before.facts} facts): ${before.points} points, ${before.ending.title}.`,
    ];
  lines.push(
    row('points', points),
    before.ending.id === after.ending.id
      ? `  ending: ${after.ending.title}, as before`
      : `  ending: ${before.ending.title} -> ${after.ending.title}`,
  );
  for (const objective of difference.objectives.filter((one) => one.change !== 0)) {
    lines.push(
      '',
      row(objective.title, objective),
      ...objective.tasks.map((task) => `  ${row(task.title, task)}`),
    );
  }
  const harm = Object.entries(difference.harm).filter(([, one]) => one.change !== 0);
  lines.push('', harm.length === 0 ? 'Harm is the same.' : 'Harm, from StartEx to the aftermath');
  lines.push(...harm.map(([name, one]) => row(HARM_WORDS[name as keyof Difference['harm']], one)));
  const first = facts.firstDifferent;
  if (first !== null) {
    lines.push('', `The first difference is at ${first.at}`);
    lines.push(
      `  before: ${shortDigests(first.before?.text ?? 'nothing more')}`,
      `  after:  ${shortDigests(first.after?.text ?? 'nothing more')}`,
    );
  }
  lines.push(
    ...listed(
      'Shifted, because their role was busy',
      difference.shifted.map((one) => `${one.seq} ${one.do}: ${one.from} -> ${one.to}`),
    ),
  );
  lines.push(
    ...listed(
      'Now refused by the world',
      difference.refused.map((one) => `${one.seq} at ${one.at} ${one.do}: ${one.message} (${one.code})`),
    ),
  );
  lines.push(
    ...listed(
      'Left out, because the team could not have said it',
      difference.rejected.map((one) => `${one.seq} at ${one.at} ${one.do}: ${one.message}`),
    ),
  );
  return lines;
}

function listed(title: string, rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...rows.map((one) => `  ${shortDigests(one)}`)];
}

function row(name: string, one: Delta): string {
  const sign = one.change > 0 ? '+' : '';
  return `  ${name}: ${one.before} -> ${one.after} (${sign}${one.change})`;
}
