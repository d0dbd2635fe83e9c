import type { Checked } from './check.ts';
import type { PlaybookFileSource } from './playbook.ts';
import type { ScenarioSource } from './scenario.ts';

/** Holds what was read from a file to the file's own format, and fills in defaults. */
export interface Checker {
  readonly scenario: (source: unknown) => Checked<ScenarioSource>;
  readonly playbook: (source: unknown) => Checked<PlaybookFileSource>;
}
