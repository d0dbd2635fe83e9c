import { LINT_RULES } from './lint.ts';
import type { RuleText } from './lint-rule.ts';
import { PLAY_RULES } from './play-rules.ts';
import { RULE_EXAMPLES } from './rule-examples.ts';

/** A rule as the reference prints it: what it looks at, why it is there, and how it is broken and kept. */
export interface CheckRule extends RuleText {
  readonly looksAt: 'file' | 'plays' | 'exploration';
  readonly bad: string;
  readonly good: string;
}

/** Every rule that `check` holds a scenario to, beside its shape and its names. */
export const CHECK_RULES: readonly CheckRule[] = [
  ...LINT_RULES.map((rule) => described(rule, 'file')),
  ...PLAY_RULES.map((rule) => described(rule, rule.needs)),
];

function described({ id, title, reason }: RuleText, looksAt: CheckRule['looksAt']): CheckRule {
  return { id, title, reason, looksAt, bad: '', good: '', ...RULE_EXAMPLES[id] };
}
