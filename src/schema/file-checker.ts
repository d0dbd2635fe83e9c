import { check } from './check.ts';
import type { Checker } from './checker.ts';
import { playbookFile } from './playbook.ts';
import { scenarioFile } from './scenario.ts';

/** The schemas themselves: they say everything that is wrong. */
export const FILE_CHECKER: Checker = {
  scenario: (source) => check(scenarioFile, source),
  playbook: (source) => check(playbookFile, source),
};
