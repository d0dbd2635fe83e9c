import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkPlays, type PlayProgress, type PlayReport } from '../check/check-plays.ts';
import { hashBytes } from '../record/hash-bytes.ts';
import { type CheckedFile, withPlays } from './check-file.ts';
import { UserError } from './user-error.ts';

const CANNOT_WRITE = 74;
const BETWEEN_WORDS_MS = 200;
// A seed costs about as much as all playbooks as written: a third of a second for the largest drill.
const SEEDS = 5;
const SEEDS_EXPLORED = 20;
const STAGES: Readonly<Record<PlayProgress['stage'], string>> = {
  playbooks: 'playing the playbooks',
  draws: 'playing the playbooks as seeds draw them',
  policies: 'playing other ways',
  tornado: 'changing the first playbook',
  exploring: 'exploring, states spent',
  looking: 'looking at everything, rounds',
};

/** Set by a signal or by a newer save; what has been found by then is reported. */
export interface StopSign {
  isSet: boolean;
}

/** Plays what compiles. Says how far it is on a terminal, and lets signals in between its steps. */
export async function playFile(
  checked: CheckedFile,
  states: number | null,
  stop: StopSign,
): Promise<CheckedFile> {
  const { scenario, source } = checked.read;
  if (scenario === null || source === null || stop.isSet) return checked;
  const seeds = Array.from({ length: states === null ? SEEDS : SEEDS_EXPLORED }, (_, index) => index + 1);
  const draws = { seeds, hash: hashBytes };
  const steps = checkPlays({ scenario, source }, { policies: true, states, draws });
  let said = performance.now();
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) {
    if (performance.now() - said > BETWEEN_WORDS_MS) {
      said = performance.now();
      sayProgress(`${checked.file}: ${STAGES[step.value.stage]} ${step.value.done}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    step.value.stop = stop.isSet;
  }
  sayProgress('');
  return withPlays(checked, step.value satisfies PlayReport);
}

function sayProgress(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${words}`);
}

/** Stops at the first Ctrl+C and reports; a second one ends the program as usual. */
export function listenForStop(stop: StopSign): void {
  process.once('SIGINT', () => {
    stop.isSet = true;
  });
}

/** Writes the plays that show a problem as playbook files into a folder, and gives their names. */
export function writePaths(files: readonly CheckedFile[], folder: string): readonly string[] {
  const named = files.flatMap(({ read, problems }) =>
    problems.flatMap(({ playbook, code }, index) =>
      playbook === null
        ? []
        : [
            {
              name: join(folder, `${read.scenario?.id ?? ''}-${index + 1}-${basename(code)}.yaml`),
              playbook,
            },
          ],
    ),
  );
  writing(folder, () => mkdirSync(folder, { recursive: true }));
  for (const { name, playbook } of named) writing(name, () => writeFileSync(name, playbook));
  return named.map(({ name }) => name);
}

export function writeReport(file: string, text: string): void {
  writing(file, () => writeFileSync(file, text));
}

function writing(name: string, write: () => void): void {
  try {
    write();
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new UserError(`${name} cannot be written: ${why}`, { exitCode: CANNOT_WRITE });
  }
}
