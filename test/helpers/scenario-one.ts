import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaybookLine, PlaybookSpec, Scenario } from '../../src/exercise/definition.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession, type Session } from '../../src/exercise/session.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { scoreSession } from '../../src/scoring/score.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios/poisoned-base-image');

function load(): Scenario {
  const file = join(FOLDER, 'scenario.yaml');
  const { scenario, diagnostics } = loadScenario(readFileSync(file, 'utf8'), {
    file,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    readPlaybook: (name) => {
      const path = join(FOLDER, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
  });
  if (scenario === null)
    throw new Error(`scenario 1 does not compile: ${JSON.stringify(diagnostics, null, 1)}`);
  return scenario;
}

/** The first drill, compiled once for each test file. */
export const SCENARIO_ONE: Scenario = load();
export const ENGINE_ONE = makeEngine(SCENARIO_ONE);
export const OPENING_ONE: Session = openSession(ENGINE_ONE);

export function playbookOf(id: string): PlaybookSpec {
  const found = SCENARIO_ONE.playbooks.find((one) => one.id === id);
  if (found === undefined) throw new Error(`scenario 1 has no playbook ${id}`);
  return found;
}

export function played(lines: readonly PlaybookLine[]): Session {
  const result = playLines(OPENING_ONE, lines);
  if (!result.ok) throw new Error(`${result.problem.text}: ${result.problem.message}`);
  return finish(result.session);
}

export const pointsOf = (lines: readonly PlaybookLine[]): number => scoreSession(played(lines)).points;
