import { plainLine } from './plain-line.ts';
import { planRows } from './story-plan.ts';
import type { TruthSheet } from './truth-sheet.ts';

/** The truth for a terminal: what the control sheet holds, as short lists. */
export function printTruth(truth: TruthSheet): readonly string[] {
  const lines = ['THE TRUTH', '', 'Images'];
  lines.push(
    ...truth.images.map(
      (one) =>
        `  ${one.name}: ${one.digest}${one.carries === null ? '' : `, carries ${one.carries}`}${one.signedBy === null ? ', unsigned' : `, signed by ${one.signedBy}`}`,
    ),
  );
  lines.push(
    '',
    'Tags at StartEx',
    ...truth.tags.map((one) => `  ${one.tag}: ${one.digest ?? 'nothing'}${one.poisoned ? ', POISONED' : ''}`),
  );
  lines.push(
    '',
    'Credentials',
    ...truth.credentials.map(
      (one) =>
        `  ${one.id} (${one.kind}, ${one.owner})${one.liesIn.length === 0 ? '' : `; lies in ${one.liesIn.join(', ')}`}${one.heldBy.length === 0 ? '' : `; HELD BY ${one.heldBy.join(', ')}`}${one.hidden ? '; not known at StartEx' : ''}`,
    ),
  );
  lines.push('', 'Before StartEx', ...truth.prologue.map((one) => `  ${one.at} ${one.by}: ${one.line}`));
  lines.push(
    '',
    'What the intruders do',
    ...planRows(truth.plan).map(
      (row) => `  ${row.when}, ${row.by}: ${row.lines.join('; ')} (${row.after.join(', or ')})`,
    ),
  );
  lines.push(
    '',
    'Messages',
    ...truth.injects.flatMap((one) => [
      `  ${one.at} ${one.from}: ${one.title} (${one.id})${one.onlyWhile === null ? '' : `, only while ${one.onlyWhile}`}`,
      ...one.expected.map((text) => `    ${text}`),
    ]),
  );
  lines.push(
    '',
    'Conclusions',
    ...truth.conclusions.map((one) => `  ${one.title}: ${one.needs} of ${one.clues.join('; ')}`),
  );
  for (const objective of truth.objectives) {
    lines.push('', `Objective ${objective.title} (${objective.of} points): ${objective.target}`);
    lines.push(
      ...objective.tasks.flatMap((task) => [
        `  ${task.title}${task.critical ? ' (critical)' : ''}: ${task.of}`,
        ...task.rules.map((rule) => `    ${rule.when} [${rule.tiers}]`),
      ]),
    );
  }
  lines.push(
    '',
    'Endings, the first that holds',
    ...truth.endings.map((one) => `  ${one.title} (${one.id}): ${one.when}`),
  );
  lines.push(
    '',
    'Playbooks',
    ...truth.playbooks.map(
      (one) => `  ${one.id}: ${one.ending}, ${one.band[0]} to ${one.band[1]}. ${one.title}`,
    ),
  );
  return lines.map(plainLine);
}
