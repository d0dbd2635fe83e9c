import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/exercise/definition.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession, planDecision, readLine } from '../../src/exercise/session.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { type Score, scoreSession } from '../../src/scoring/score.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios/tutorial');

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
  if (scenario === null) throw new Error(`the tutorial does not compile: ${JSON.stringify(diagnostics)}`);
  return scenario;
}

const TUTORIAL = load();
const ENGINE = makeEngine(TUTORIAL);

function scoreOf(id: string): Score {
  const lines = TUTORIAL.playbooks.find((playbook) => playbook.id === id)?.decisions ?? [];
  const played = playLines(openSession(ENGINE), lines);
  if (!played.ok) throw new Error(`${id}: ${played.problem.message}`);
  return scoreSession(finish(played.session));
}

describe('a playbook of the tutorial', () => {
  test.each(TUTORIAL.playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s reaches its ending and its band',
    (id, { ending, band }) => {
      const score = scoreOf(id);
      expect(score.ending.id).toBe(ending);
      expect(score.percent).toBeGreaterThanOrEqual(band[0]);
      expect(score.percent).toBeLessThanOrEqual(band[1]);
    },
  );

  test('without one of its decisions is worth 2 to 20 points less than the expert’s', () => {
    const lines = TUTORIAL.playbooks.find((playbook) => playbook.id === 'expert')?.decisions ?? [];
    const whole = scoreOf('expert').points;
    const losses: [string, number][] = [];
    for (const [index, line] of lines.entries()) {
      if (/^(wait|declare)/.test(line.do)) continue;
      const played = playLines(
        openSession(ENGINE),
        lines.filter((_, other) => other !== index),
      );
      if (!played.ok) continue;
      const lost = whole - scoreSession(finish(played.session)).points;
      losses.push([line.do, lost]);
    }
    expect(losses.filter(([, lost]) => lost < 2 || lost > 20)).toEqual([]);
    expect(losses.length).toBeGreaterThan(4);
  });

  test('in the wrong order is at least 8 points below its right-order twin', () => {
    expect(scoreOf('expert').points - scoreOf('mends-first').points).toBeGreaterThanOrEqual(8);
  });
});

test('the briefing of the tutorial says who looks, as the engine has it, and where nothing is taken back', () => {
  const read = readLine(openSession(ENGINE), 'inspect tags paperboat/web', false);
  const briefing = TUTORIAL.briefing.replaceAll(/\s+/g, ' ');
  expect(read.ok && planDecision(openSession(ENGINE), read.decision, null)).toMatchObject({
    plan: { by: 'comms' },
  });
  expect(briefing).toContain('comms writes to customers, and looks things up');
  expect(briefing).toContain('in assess mode there is no undo');
});
