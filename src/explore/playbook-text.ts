import { printTime } from '../world/time.ts';
import type { Move } from './step.ts';

/** A line as a playbook file, which plays it again anywhere. */
export function playbookText(scenario: string, moves: readonly Move[], title: string): string {
  const head = [`# ${title.replaceAll('\n', ' ')}`, `scenario: ${scenario}`];
  if (moves.length === 0) return [...head, 'decisions: []', ''].join('\n');
  return [...head, 'decisions:', ...moves.flatMap(entries), ''].join('\n');
}

function entries(move: Move): readonly string[] {
  const entry = `  - ${decisionText(move)}`;
  return move.waitsForAll === true ? ['  - wait landed', entry] : [entry];
}

/** A decision as an entry of a playbook. JSON's quotes are YAML's too. */
export function decisionText({ at, by, do: line }: Move): string {
  const who = by === null ? '' : `by: ${by}, `;
  return `{ at: ${printTime(at)}, ${who}do: ${JSON.stringify(line)} }`;
}
