import type { Objective, Rule, Scenario, Task } from '../../src/exercise/definition.ts';
import { makeEngine, openSession, readLine, type Session, takeDecision } from '../../src/exercise/session.ts';
import type { Scheduled } from '../../src/world/state.ts';
import { RANGE } from './range.ts';

const HOUR = 3600;
const push = (at: number, tag: string): Scheduled => ({
  at,
  rank: 4,
  by: 'crew',
  cause: null,
  line: `push harborlight/base:${tag} to image:implant`,
});

/** A whole drill on the tests' range, without any story: only what its agenda brings. */
export const SMALL_DRILL: Scenario = {
  id: 'small-drill',
  title: 'Small drill',
  summary: '',
  level: 'beginner',
  minutes: [1, 2],
  digest: 'sha256:0',
  briefing: '',
  firstVerbs: [],
  attack: { version: '1', techniques: [] },
  sources: [],
  hazards: [],
  pace: [{ until: null, rate: 1 }],
  duties: { notify: 'comms', lead: 'lead', network: 'ci' },
  estate: RANGE,
  prologue: [push(-6 * HOUR, 'stable')],
  story: {
    machine: { id: 'story', initial: 'on', states: { on: {} } },
    guards: {},
    effects: {},
  },
  objectives: [],
  endings: [{ id: 'over', title: 'Over', text: '', any: [] }],
  judgements: [],
  conclusions: [],
  hints: [],
  questions: [],
  exceptions: [],
  playbooks: [],
} as unknown as Scenario;

export const openSmall = (scenario: Scenario = SMALL_DRILL): Session => openSession(makeEngine(scenario));

/** Takes a decision that must be accepted. */
export function take(session: Session, line: string, by: string | null = null): Session {
  const read = readLine(session, line, true);
  if (!read.ok) throw new Error(`${line}: ${read.rejection.message}`);
  const result = takeDecision(session, read.decision, by);
  if (!result.ok) throw new Error(`${line}: ${result.message}`);
  return result.session;
}

export const rule = (more: Partial<Extract<Rule, { kind: 'state' }>>): Rule => ({
  kind: 'state',
  label: '',
  when: { is: 'declared', args: { phase: 'incident' } },
  heldUntil: null,
  tiers: [{ by: 4 * HOUR, points: 10 }],
  once: null,
  onceBy: null,
  critical: false,
  ...more,
});

export const measured = (more: Partial<Extract<Rule, { kind: 'atMost' | 'atLeast' }>>): Rule => ({
  kind: 'atMost',
  label: '',
  measure: 'outageMinutes',
  until: 4 * HOUR,
  tiers: [{ value: 0, points: 10 }],
  once: null,
  onceBy: null,
  critical: false,
  ...more,
});

export const task = (id: string, rules: readonly Rule[], more: Partial<Task> = {}): Task => ({
  id,
  title: id,
  critical: false,
  criticalWhen: null,
  rules,
  met: 'It was done.',
  unmet: 'It was not done.',
  ...more,
});

export const objective = (id: string, pillar: Objective['pillar'], tasks: readonly Task[]): Objective => ({
  id,
  pillar,
  title: id,
  target: '',
  tasks,
});

export const drillWith = (more: Partial<Scenario>): Scenario => ({ ...SMALL_DRILL, ...more });
