import type { Explored } from '../../explore/explore.ts';
import type { Gathered } from '../../explore/outcome.ts';
import type { AskedSighting } from '../asked-sightings.ts';
import type { Draw } from '../drawn-runs.ts';
import type { Finding, LintContext, RuleText } from '../lint-rule.ts';
import type { PlaybookRun } from '../playbook-runs.ts';
import type { PolicyResult } from '../policies.ts';
import type { TornadoRow } from '../tornado.ts';
import type { UnusedPush } from '../unused-pushes.ts';

/** What playing a scenario has shown. */
export interface PlayEvidence extends LintContext {
  readonly runs: readonly PlaybookRun[];
  readonly draws: readonly Draw[];
  readonly policies: readonly PolicyResult[];
  readonly tornado: readonly TornadoRow[];
  /** Of all plays: playbooks, policies, changed lines, and those explored. */
  readonly gathered: Gathered;
  readonly explored: Explored | null;
  /** Sightings that the file asks for, and that nobody saw who looked at everything. */
  readonly neverShown: readonly AskedSighting[];
  readonly unusedPushes: readonly UnusedPush[];
}

/** A rule about what happens when the scenario is played. `needs` says what must have been played to judge it. */
export interface PlayRule extends RuleText {
  readonly needs: 'plays' | 'exploration';
  /** Playbooks that must have come to their end: where one stopped, what the rule would find only follows from that. */
  readonly restsOn?: 'first playbook' | 'all playbooks';
  readonly find: (evidence: PlayEvidence) => readonly Finding[];
}
