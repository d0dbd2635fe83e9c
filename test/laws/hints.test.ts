import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Session } from '../../src/exercise/session.ts';
import { reveal } from '../../src/exercise/view.ts';
import { holds, KNOWN_TO_TEAM, type Predicate, type PredicateName } from '../../src/world/predicate.ts';
import type { World } from '../../src/world/state.ts';
import { moves, playMoves, plays } from '../helpers/random-team.ts';
import { OPENING_ONE, playbookOf, played, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const each = <T extends object>(table: Readonly<Record<string, T>>, change: (row: T) => object) =>
  Object.fromEntries(Object.entries(table).map(([id, row]) => [id, { ...row, ...change(row) }]));

/** The same play as the team knows it, over another truth: what was said is true where it was false, who is poisoned is clean. */
function otherTruth(world: World): World {
  const clean = SCENARIO_ONE.estate.images.clean?.digest;
  const implant = SCENARIO_ONE.estate.images.implant?.digest;
  const swap = (digest: unknown) => (digest === implant ? clean : implant);
  return {
    ...world,
    notices: each(world.notices, (one) => ({ falseClaims: one.falseClaims.length > 0 ? [] : one.claims })),
    credentials: each(world.credentials, (one) => ({
      generations: one.generations.map(({ live, holders }) => ({
        live: !live,
        holders: holders.length > 0 ? [] : ['crew'],
      })),
    })),
    tags: each(world.tags, (one) => ({ digest: swap(one.digest) })),
    caches: each(world.caches, () => ({ mappings: {}, blobs: {} })),
    workloads: each(world.workloads, (one) => ({ digest: swap(one.digest) })),
    consumers: each(world.consumers, (one) => ({ stopped: !one.stopped, rotated: !one.rotated })),
    images: each(world.images, (one) => ({ poison: one.poison === null ? 'beacon' : null })),
    stored: {},
    pulled: {},
    warned: {},
    poisonedSince: {},
    deliveries: {},
    exercise: {
      ...world.exercise,
      injects: each(world.exercise.injects, (one) => ({ answeredTruly: !one.answeredTruly })),
      declared: each(world.exercise.declared, (one) => ({ holds: !one.holds })),
    },
  } as unknown as World;
}

const offered = (world: World): readonly string[] =>
  SCENARIO_ONE.hints.filter((hint) => hint.when === null || holds(world, hint.when)).map((hint) => hint.id);

function expectSame(session: Session): void {
  const { world } = session.course;
  const other = otherTruth(world);
  expect(reveal({ ...session, course: { ...session.course, world: other } })).toEqual(reveal(session));
  expect(offered(other)).toEqual(offered(world));
}

test('the hints on offer are the same in two worlds that the team cannot tell apart', () => {
  fc.assert(
    fc.property(moves(14), (chosen) => {
      expectSame(playMoves(OPENING_ONE, chosen));
    }),
    plays(150),
  );
  for (const id of ['expert', 'novice', 'password-only', 'purges-too-early'])
    expectSame(played(playbookOf(id).decisions));
});

test('a false claim takes the same hint away as a true one', () => {
  const ask: Predicate = { is: 'said', args: { to: ['public'], claims: ['digest=*'] } };
  const session = played(playbookOf('expert').decisions);
  const other = otherTruth(session.course.world);
  expect(holds(session.course.world, ask)).toBe(true);
  expect(holds(other, ask)).toBe(true);
  expect(holds(other, { ...ask, is: 'told' })).toBe(false);
});

function names(predicate: Predicate): readonly PredicateName[] {
  if (predicate.is === 'all' || predicate.is === 'any') return predicate.of.flatMap(names);
  return predicate.is === 'not' ? names(predicate.of) : [predicate.is];
}

test('a value that the team took away is known to it, one that never was is not', () => {
  const withdrawn = (session: Session) => session.course.world.seen['withdrawn hub-ci-2023'];
  expect(withdrawn(OPENING_ONE)).toBeUndefined();
  expect(withdrawn(played(playbookOf('expert').decisions))).toBeGreaterThan(0);
  expect(withdrawn(played([]))).toBeUndefined();
});

test('no shipped hint asks for what is hidden', () => {
  for (const hint of SCENARIO_ONE.hints)
    for (const name of hint.when === null ? [] : names(hint.when)) expect(KNOWN_TO_TEAM).toContain(name);
});
