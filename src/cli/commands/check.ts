import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { bandFindings, runPlaybook } from '../../check/bands.ts';
import { lint } from '../../check/lint.ts';
import { type ReadScenario, readScenario } from '../../check/read-scenario.ts';
import { makeEngine, openSession } from '../../exercise/session.ts';
import { explore } from '../../explore/explore.ts';
import { hashBytes, readText } from '../../record/scenario-catalogue.ts';
import { type Diagnostic, formatDiagnostics } from '../../scenario/diagnostic.ts';
import { systemCode } from '../../store/store-error.ts';
import { printResult } from '../print.ts';

const FINDINGS = 1;

interface CheckOptions {
  readonly only?: string;
  readonly explore?: boolean;
}

export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .description('Says everything that is wrong with scenario files, before anybody plays them.')
    .argument('<file...>', 'scenario files')
    .option('--only <part>', 'syntax: nothing but what the file itself shows')
    .option('--explore', 'walk the decision space too')
    .action(check);
}

function check(files: readonly string[], options: CheckOptions): void {
  for (const file of files) {
    const text = readText(resolve(file), file);
    const read = readScenario(text, {
      file,
      hash: hashBytes,
      readPlaybook: (name) => readBeside(dirname(resolve(file)), name),
    });
    const found = [...read.diagnostics, ...(options.only === 'syntax' ? [] : deeper(read))];
    if (found.length > 0) {
      printResult(formatDiagnostics(found, { sourceOf: () => text }));
      process.exitCode = FINDINGS;
    }
    if (options.explore === true && read.scenario !== null) walk(read.scenario);
  }
}

function deeper({ scenario, source, file, positionOf }: ReadScenario): readonly Diagnostic[] {
  if (scenario === null || source === null) return [];
  const opening = openSession(makeEngine(scenario));
  const runs = scenario.playbooks.map((playbook) => runPlaybook(opening, playbook));
  const bands = bandFindings(runs).map(
    ({ path, of, message, mend }): Diagnostic => ({
      severity: 'warning',
      code: 'check/band',
      file,
      ...positionOf(path, of),
      path,
      message,
      mend,
    }),
  );
  return [...lint({ scenario, source }, file, positionOf), ...bands];
}

function walk(scenario: NonNullable<ReadScenario['scenario']>): void {
  const steps = explore(makeEngine(scenario), { states: 20_000, moments: 12 });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  printResult(
    step.value.parts.map((part) => `${part.complete ? 'all of' : 'some of'} ${part.space}`).join('\n'),
  );
}

function readBeside(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
    return undefined;
  }
}
