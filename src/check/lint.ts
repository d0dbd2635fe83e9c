import type { Diagnostic } from '../scenario/diagnostic.ts';
import type { PositionOf } from '../scenario/problems.ts';
import { CLUE_RULES } from './lint/clues.ts';
import { HAZARD_RULES } from './lint/hazards.ts';
import { NAME_RULES } from './lint/names.ts';
import { PEOPLE_RULES } from './lint/people.ts';
import { SCORE_RULES } from './lint/score.ts';
import { STORY_RULES } from './lint/story.ts';
import { TEXT_RULES } from './lint/text.ts';
import { TIME_RULES } from './lint/time.ts';
import type { LintContext, LintRule } from './lint-rule.ts';

/** Every rule about a scenario that compiles, in the order in which the reference lists them. */
export const LINT_RULES: readonly LintRule[] = [
  ...STORY_RULES,
  ...CLUE_RULES,
  ...SCORE_RULES,
  ...HAZARD_RULES,
  ...PEOPLE_RULES,
  ...NAME_RULES,
  ...TEXT_RULES,
  ...TIME_RULES,
];

/** Everything that the rules find in a scenario, as diagnostics of its file. */
export function lint(context: LintContext, file: string, positionOf: PositionOf): readonly Diagnostic[] {
  return LINT_RULES.flatMap((rule) =>
    rule.find(context).map(
      ({ path, of, message, mend }): Diagnostic => ({
        severity: 'warning',
        code: rule.id,
        file,
        ...positionOf(path, of),
        path,
        message,
        mend,
      }),
    ),
  );
}
