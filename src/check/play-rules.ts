import type { Finding, LintContext } from './lint-rule.ts';
import { DRAW_RULES } from './play/draws.ts';
import type { PlayEvidence, PlayRule } from './play/play-rule.ts';
import { PLAYBOOK_RULES } from './play/playbooks.ts';
import { PUSH_RULES } from './play/pushes.ts';
import { REACH_RULES } from './play/reach.ts';
import { SIGHTING_RULES } from './play/sightings.ts';
import { WIN_RULES } from './play/wins.ts';

/** Every rule about what happens when a scenario is played, in the order in which the reference lists them. */
export const PLAY_RULES: readonly PlayRule[] = [
  ...PLAYBOOK_RULES,
  ...DRAW_RULES,
  ...WIN_RULES,
  ...SIGHTING_RULES,
  ...PUSH_RULES,
  ...REACH_RULES,
];

export interface PlayFinding {
  readonly rule: PlayRule;
  readonly finding: Finding;
}

/** Everything that playing a scenario has shown to be wrong with it. */
export function judgePlays(evidence: PlayEvidence & LintContext): readonly PlayFinding[] {
  return PLAY_RULES.filter((rule) => canJudge(rule, evidence)).flatMap((rule) =>
    rule.find(evidence).map((finding) => ({ rule, finding })),
  );
}

function canJudge({ restsOn }: PlayRule, { runs }: PlayEvidence): boolean {
  if (restsOn === undefined) return true;
  return (restsOn === 'first playbook' ? runs.slice(0, 1) : runs).every((run) => run.rejected === null);
}
