import type { Scenario } from '../exercise/definition.ts';
import type { Move } from '../explore/step.ts';
import type { Path } from '../scenario/diagnostic.ts';
import type { ScenarioSource } from '../schema/scenario.ts';

/** What a rule reads: the file as written (with defaults), and the scenario that it became. */
export interface LintContext {
  readonly source: ScenarioSource;
  readonly scenario: Scenario;
}

/** Something that makes a scenario unfair, unplayable or unsafe, though it can be compiled. */
export interface Finding {
  readonly path: Path;
  readonly of?: 'key' | 'value';
  readonly message: string;
  readonly mend: string;
  /** A play that shows it. */
  readonly moves?: readonly Move[];
}

/** A rule that authors can look up by its id. `reason` says in a sentence or two why the rule is there; the reference prints it. */
export interface RuleText {
  readonly id: `${'lint' | 'check'}/${string}`;
  readonly title: string;
  readonly reason: string;
}

/** A rule about the file as it stands. */
export interface LintRule extends RuleText {
  readonly find: (context: LintContext) => readonly Finding[];
}
