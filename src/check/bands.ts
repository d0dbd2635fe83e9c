import type { PlaybookSpec } from '../exercise/definition.ts';
import { playLines } from '../exercise/playbook.ts';
import type { Session } from '../exercise/session.ts';
import { finish } from '../exercise/session.ts';
import { scoreSession } from '../scoring/score.ts';
import type { Finding } from './lint-rule.ts';

/** What a playbook came to; `rejected` says which line ended it early. */
export interface PlaybookRun {
  readonly playbook: PlaybookSpec;
  readonly percent: number;
  readonly ending: string;
  readonly marks: readonly string[];
  readonly rejected: { readonly line: number; readonly do: string; readonly message: string } | null;
}

export function runPlaybook(opening: Session, playbook: PlaybookSpec): PlaybookRun {
  const played = playLines(opening, playbook.decisions);
  const { percent, ending, marks } = scoreSession(finish(played.session));
  const rejected = played.ok
    ? null
    : { line: played.problem.line, do: played.problem.text, message: played.problem.message };
  return { playbook, percent, ending: ending.id, marks, rejected };
}

/** Where a playbook missed what its scenario says of it: a line rejected, another ending, points outside of its band. */
export function bandFindings(runs: readonly PlaybookRun[]): readonly Finding[] {
  return runs.flatMap((run, index): readonly Finding[] => {
    const { playbook, percent, ending, rejected } = run;
    const path = ['playbooks', index];
    const [low, high] = playbook.band;
    if (rejected !== null) {
      const message = `"${playbook.id}" ends at "${rejected.do}": ${rejected.message}`;
      return [{ path, message, mend: 'Mend that line; play up to it to see what is known there.' }];
    }
    const findings: Finding[] = [];
    if (ending !== playbook.ending)
      findings.push({
        path: [...path, 'ending'],
        message: `"${playbook.id}" comes to the ending "${ending}", not to "${playbook.ending}".`,
        mend: 'Mend the playbook, or the conditions of the endings.',
      });
    if (percent < low || percent > high)
      findings.push({
        path: [...path, 'band'],
        message: `"${playbook.id}" scores ${percent}, outside of ${low} to ${high}.`,
        mend: 'Mend the score, or write the band that you meant.',
      });
    return findings;
  });
}
