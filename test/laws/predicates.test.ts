import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Session } from '../../src/exercise/session.ts';
import { finish } from '../../src/exercise/session.ts';
import { heldFrom, trackPredicates } from '../../src/scoring/timeline.ts';
import { walk } from '../../src/scoring/walk.ts';
import { openWorld } from '../../src/world/opening.ts';
import { holds, type Predicate } from '../../src/world/predicate.ts';
import { moves, playMoves, plays } from '../helpers/random-team.ts';
import { OPENING_ONE, playbookOf, played, SCENARIO_ONE } from '../helpers/scenario-one.ts';

const ALL: readonly Predicate[] = [
  ...SCENARIO_ONE.objectives.flatMap((objective) =>
    objective.tasks.flatMap((task) =>
      task.rules.flatMap((rule) => (rule.kind === 'state' ? [rule.when] : []).concat(rule.once ?? [])),
    ),
  ),
  ...SCENARIO_ONE.endings.flatMap((ending) => ending.any.flatMap((one) => ('when' in one ? [one.when] : []))),
  ...(['contained', 'eradicated', 'recovered', 'down', 'serves-poison', 'any-control'] as const).map(
    (is): Predicate => ({ is, args: {} }),
  ),
  ...Object.keys(SCENARIO_ONE.estate.pipelines).flatMap((pipeline): Predicate[] => [
    { is: 'builds-on-poison', args: { pipeline } },
    { is: 'pinned-clean', args: { pipeline } },
    { is: 'can-authenticate', args: { pipeline } },
  ]),
  ...Object.keys(SCENARIO_ONE.estate.images).flatMap((name): Predicate[] => [
    { is: 'pullable', args: { image: `image:${name}` } },
    { is: 'recoverable', args: { image: `image:${name}` } },
    { is: 'copied', args: { image: `image:${name}` } },
  ]),
];

/** Truth by asking only when a table that the predicate says it reads has changed, against truth by asking every time. */
function differences(finished: Session): readonly string[] {
  const tracker = trackPredicates(ALL);
  const found: string[] = [];
  walk(
    openWorld(SCENARIO_ONE.estate),
    finished.course.history,
    SCENARIO_ONE.estate.clock.aftermath,
    (span) => {
      tracker.see(span);
      for (const predicate of ALL) {
        const told = heldFrom(tracker.changesOf(predicate), span.from) !== null;
        if (told !== holds(span.world, predicate)) found.push(`${JSON.stringify(predicate)} at ${span.from}`);
      }
    },
  );
  return found;
}

test('a predicate changes only with the tables that it says it reads', () => {
  for (const id of [
    'expert',
    'novice',
    'password-only',
    'purges-too-early',
    'pauses-revokes-and-deletes-everything',
  ]) {
    expect(differences(played(playbookOf(id).decisions))).toEqual([]);
  }
  fc.assert(
    fc.property(moves(25), (chosen) => {
      expect(differences(finish(playMoves(OPENING_ONE, chosen)))).toEqual([]);
    }),
    plays(40),
  );
});

test('folding the history again gives the world of the session', () => {
  const finished = played(playbookOf('novice').decisions);
  walk(
    openWorld(SCENARIO_ONE.estate),
    finished.course.history,
    SCENARIO_ONE.estate.clock.aftermath,
    (span) => {
      if (span.to !== SCENARIO_ONE.estate.clock.aftermath) return;
      const { at: _then, ...world } = span.world;
      const { at: _now, ...own } = finished.course.world;
      expect(world).toEqual(own);
    },
  );
});
