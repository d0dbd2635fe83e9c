import { createHash } from 'node:crypto';
import type { Objective, Rule, Scenario } from '../../src/exercise/definition.ts';
import { makeFactsDigest } from '../../src/exercise/facts-digest.ts';
import { playLines } from '../../src/exercise/playbook.ts';
import { finish, makeEngine, openSession, type Session } from '../../src/exercise/session.ts';
import { scoreSession } from '../../src/scoring/score.ts';
import type { Cost, Estate, InjectSpec } from '../../src/world/estate.ts';
import type { Predicate } from '../../src/world/predicate.ts';
import { RANK } from '../../src/world/state.ts';
import { HOUR, MINUTE } from '../../src/world/time.ts';
import { ESTATE } from '../world/evidence/estate.ts';

const cost = (hands: number, lands: number): Cost => ({
  hands: hands * MINUTE,
  lands: lands * MINUTE,
  perClaim: 0,
  publicExtra: 0,
});

const inject = (id: string, more: Partial<InjectSpec>): InjectSpec => ({
  id,
  from: 'northwind',
  title: 'Is it you?',
  text: 'Something calls home.',
  shows: [],
  answerable: true,
  public: false,
  when: null,
  consumer: 'northwind',
  ...more,
});

const DRILL_ESTATE: Estate = {
  ...ESTATE,
  roles: {
    registry: { id: 'registry', title: 'Registry' },
    ci: { id: 'ci', title: 'CI' },
    comms: { id: 'comms', title: 'Communications' },
  },
  credentials: Object.fromEntries(
    Object.entries(ESTATE.credentials).map(([id, spec]) => [
      id,
      id.startsWith('hub-') ? { ...spec, role: 'registry' } : spec,
    ]),
  ),
  injects: {
    'northwind-beacon': inject('northwind-beacon', { shows: ['host cdn-metrics.example'] }),
    scanner: inject('scanner', { from: 'developer', title: 'Works here', consumer: null, answerable: false }),
  },
  conclusions: {
    token: { needs: 1, clues: ['pushed-with harborlight/base:stable image:implant hub-ci-2023'] },
  },
  costs: {
    inspect: cost(4, 4),
    revoke: cost(3, 3),
    rotate: cost(6, 6),
    repoint: cost(3, 3),
    pause: cost(1, 1),
    protect: cost(2, 2),
    purge: cost(2, 5),
    notify: cost(5, 5),
    answer: cost(3, 3),
    declare: cost(0, 0),
    note: cost(0, 0),
  },
};

const state = (
  when: Predicate,
  tiers: readonly (readonly [minutes: number, points: number])[],
  more: Partial<Rule & { kind: 'state' }> = {},
): Rule => ({
  kind: 'state',
  label: '',
  when,
  heldUntil: null,
  tiers: tiers.map(([minutes, points]) => ({ by: minutes * MINUTE, points })),
  once: null,
  onceBy: null,
  critical: false,
  ...more,
});

const objective = (
  pillar: Objective['pillar'],
  task: string,
  critical: boolean,
  rules: readonly Rule[],
): Objective => ({
  id: pillar,
  pillar,
  title: `Objective of ${pillar}`,
  target: 'done by T+15m',
  tasks: [
    {
      id: task,
      title: `Task ${task}`,
      critical,
      criticalWhen: null,
      rules,
      met: `${task} was reached.`,
      unmet: `${task} was not reached.`,
    },
  ],
});

const PUSH: Predicate = {
  is: 'can-push',
  args: { agent: 'crew', tags: ['harborlight/base:stable', 'harborlight/base:1.8'] },
};
const TELL: Predicate = { is: 'told', args: { to: ['consumers'], claims: ['digest=*'] } };

const at = (minutes: number, by: string, line: string, rank: number = RANK.attacker) => ({
  at: minutes * MINUTE,
  rank,
  by,
  cause: null,
  line,
});

/** A small drill written by hand, so that the debrief is tested apart from the compiler. */
export const DRILL: Scenario = {
  id: 'small-drill',
  title: 'Small drill',
  summary: 'A tag moved at night.',
  level: 'beginner',
  minutes: [5, 10],
  digest: `sha256:${'4'.repeat(64)}`,
  briefing: 'You are on call.\n\nA customer wrote.',
  firstVerbs: ['inspect'],
  attack: { version: '19.1', techniques: ['T1195.002'] },
  sources: ['Invented for a test'],
  hazards: ['H-05'],
  pace: [{ until: null, rate: 3 }],
  duties: { notify: 'comms', lead: 'comms', network: 'ci' },
  estate: DRILL_ESTATE,
  content: {
    recipes: {
      account: 'harborlight',
      calendar: DRILL_ESTATE.clock.calendar,
      opens: DRILL_ESTATE.clock.opens,
      images: {},
      pipelines: {},
      standing: {},
    },
    blob: () => null,
    referrers: () => [],
  },
  prologue: [
    at(-400, 'ci', 'run api-build', RANK.pipeline),
    at(-399, 'crew', 'push harborlight/base:stable to image:implant'),
    at(-397, 'crew', 'push harborlight/base:1.8 to image:implant'),
    at(-380, 'ci', 'run api-build', RANK.pipeline),
    at(-340, 'crew', 'use aws-deploy'),
    at(0, 'clock', 'deliver northwind-beacon', RANK.message),
    at(12, 'clock', 'deliver scanner', RANK.message),
    at(50, 'crew', 'push harborlight/base:stable to image:implant'),
  ],
  story: { machine: { id: 'story', initial: 'on', states: { on: {} } }, guards: {}, effects: {} },
  objectives: [
    objective('investigate', 'scope', false, [
      state({ is: 'concluded', args: { what: 'token' } }, [
        [15, 20],
        [60, 5],
      ]),
    ]),
    objective('rotate', 'push-cut', true, [
      state(
        { is: 'not', of: PUSH },
        [
          [15, 20],
          [60, 10],
        ],
        { heldUntil: 4 * HOUR },
      ),
    ]),
    objective('clean', 'tags-clean', false, [
      state(
        {
          is: 'all',
          of: ['stable', '1.8'].map((tag) => ({
            is: 'tag-clean' as const,
            args: { tag: `harborlight/base:${tag}` },
          })),
        },
        [[25, 20]],
        { heldUntil: 4 * HOUR },
      ),
    ]),
    objective('notify', 'told', false, [
      state(TELL, [
        [25, 20],
        [60, 10],
      ]),
    ]),
    objective('pin', 'protected', false, [
      state({ is: 'control', args: { kind: 'protect', place: 'harborlight/base:stable' } }, [[240, 20]], {
        heldUntil: 4 * HOUR,
      }),
    ]),
  ],
  endings: [
    {
      id: 'still-open',
      title: 'Still open',
      text: 'Poison is still served.',
      any: [{ when: { is: 'serves-poison', args: {} }, at: 4 * HOUR }],
    },
    { id: 'clean-cut', title: 'Clean cut', text: 'It is over.', any: [] },
  ],
  judgements: [],
  conclusions: [
    {
      id: 'token',
      title: 'The pushes were made with the old token',
      clues: ['pushed-with harborlight/base:stable image:implant hub-ci-2023'],
      redHerrings: [],
    },
  ],
  hints: [],
  questions: ['What did you believe at T+15m?'],
  exceptions: [],
  playbooks: [],
};

export const EXPERT: readonly string[] = [
  'pause api-build # no more builds on it ~90%',
  'inspect audit-log harborlight/base',
  'wait landed',
  'revoke hub-ci-2023',
  'repoint harborlight/base:stable to image:clean',
  'repoint harborlight/base:1.8 to image:clean',
  'notify consumers with digest=image:implant tag=harborlight/base:stable window=T-7h.. clean=image:clean action=rotate-secrets',
  'protect harborlight/base:stable # | a pipe, =1+1 and <b>markup</b>',
  'rotate aws-deploy forge-bot',
  'declare contained',
  'wait landed',
  'declare recovered',
];

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function digestOfFacts() {
  return makeFactsDigest(() => {
    const hash = createHash('sha256');
    return { add: (text) => void hash.update(text), digest: () => `sha256:${hash.copy().digest('hex')}` };
  });
}

export function playDrill(lines: readonly string[], scenario: Scenario = DRILL): Session {
  const played = playLines(
    openSession(makeEngine(scenario)),
    lines.map((line, index) => ({ at: null, by: null, do: line, line: index + 1 })),
  );
  if (!played.ok) throw new Error(`${played.problem.text}: ${played.problem.message}`);
  return played.session;
}

export function judged(lines: readonly string[], scenario: Scenario = DRILL) {
  const session = playDrill(lines, scenario);
  const finished = finish(session);
  return { session, finished, score: scoreSession(finished) };
}
