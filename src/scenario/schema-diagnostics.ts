import type { Issue } from '../schema/check.ts';
import type { Diagnostic } from './diagnostic.ts';
import { mendName, openProblems, type PathProblem, type PositionOf } from './problems.ts';
import { quoted } from './visible-text.ts';

/** Differences from a schema as problems of a file, each where it stands. */
export function schemaDiagnostics(
  issues: readonly Issue[],
  file: string,
  positionOf: PositionOf,
): readonly Diagnostic[] {
  const problems = openProblems(file, positionOf);
  for (const issue of issues) problems.add(problemOf(issue));
  return problems.list();
}

function problemOf(issue: Issue): PathProblem {
  const { path, of } = issue;
  const last = path.at(-1);
  const name =
    typeof last === 'string' ? quoted(last) : last === undefined ? 'the file' : `entry ${last + 1}`;
  const expected = issue.expected ?? 'something else';
  const at = { path, of };
  switch (issue.code) {
    case 'missing':
      return {
        ...at,
        code: 'schema/missing',
        message: last === undefined ? 'The file holds nothing.' : `${capital(name)} is missing here.`,
        mend: `Add ${name}: ${expected}.`,
      };
    case 'unknown-key':
      return {
        ...at,
        code: 'schema/unknown-key',
        message: `The name ${name} means nothing here.`,
        mend:
          issue.candidates.length === 0
            ? 'Delete it, or check the indentation.'
            : mendName(String(last), issue.candidates, 'name').replace(', or define it', ''),
      };
    case 'wrong-type':
      return {
        ...at,
        code: 'schema/wrong-type',
        message: `${capital(name)} must be ${expected}.`,
        mend: `Write ${expected}.`,
      };
    case 'wrong-value':
      return {
        ...at,
        code: 'schema/wrong-value',
        message: `${capital(name)} must be ${expected}.`,
        mend: issue.candidates.length > 1 ? `Write ${expected}.` : 'Write it in that form.',
      };
    case 'bad-name':
      return {
        ...at,
        code: 'schema/bad-name',
        message: `The name ${name} must be ${issue.expected ?? 'written differently'}.`,
        mend: 'Rename it.',
      };
    case 'wrong-size': {
      // A bare number bounds the value itself, and not how much there is of something.
      const isValue = /\d$/.test(expected);
      return {
        ...at,
        code: 'schema/wrong-size',
        message: `${capital(name)} must ${isValue ? 'be' : 'have'} ${expected}.`,
        mend: isValue ? 'Write such a number.' : 'Add what is missing, or leave out what is too much.',
      };
    }
    default:
      return issue.code satisfies never;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
