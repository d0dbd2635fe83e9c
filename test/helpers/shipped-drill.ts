import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaybookLine, Scenario } from '../../src/exercise/definition.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession, type Session } from '../../src/exercise/session.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { type Score, scoreSession } from '../../src/scoring/score.ts';

export interface ShippedDrill {
  readonly scenario: Scenario;
  readonly linesOf: (playbook: string) => readonly PlaybookLine[];
  readonly play: (lines: readonly PlaybookLine[]) => Session;
  readonly scoreOf: (playbook: string) => Score;
}

/** A scenario of this package, compiled from its own files. */
export function shippedDrill(id: string): ShippedDrill {
  const folder = join(import.meta.dirname, '../../scenarios', id);
  const file = join(folder, 'scenario.yaml');
  const { scenario, diagnostics } = loadScenario(readFileSync(file, 'utf8'), {
    file,
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    readPlaybook: (name) => {
      const path = join(folder, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
  });
  if (scenario === null) throw new Error(`${id} does not compile: ${JSON.stringify(diagnostics)}`);
  const opening = openSession(makeEngine(scenario));
  const linesOf = (playbook: string): readonly PlaybookLine[] => {
    const found = scenario.playbooks.find((one) => one.id === playbook);
    if (found === undefined) throw new Error(`${id} has no playbook ${playbook}`);
    return found.decisions;
  };
  const play = (lines: readonly PlaybookLine[]): Session => {
    const played = playLines(opening, lines);
    if (!played.ok) throw new Error(`${played.problem.text}: ${played.problem.message}`);
    return finish(played.session);
  };
  return { scenario, linesOf, play, scoreOf: (playbook) => scoreSession(play(linesOf(playbook))) };
}
