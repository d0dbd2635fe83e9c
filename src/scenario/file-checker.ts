import { check } from '../schema/check.ts';
import type { Checker } from '../schema/checker.ts';
import { playbookFile } from '../schema/playbook.ts';
import { scenarioFile } from '../schema/scenario.ts';

/** The schemas themselves: they say everything that is wrong. */
export const FILE_CHECKER: Checker = {
  scenario: (source) => check(scenarioFile, source),
  playbook: (source) => check(playbookFile, source),
};
