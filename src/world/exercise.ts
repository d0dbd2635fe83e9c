import type { Draft, Fact } from './fact.ts';
import { warnings } from './notice.ts';
import { holds } from './predicate.ts';
import { isContained, isEradicated, isRecovered } from './questions.ts';
import type { Exercise, Trial, World } from './state.ts';
import { draft, put } from './state.ts';
import type { Phase } from './verb.ts';

/** What a declaration claims, held against the truth. Declaring costs nothing in itself; the debrief draws claimed against true. */
export function holdsPhase(world: World, phase: string): boolean {
  switch (phase as Phase) {
    case 'incident':
      return true;
    case 'contained':
      return isContained(world);
    case 'eradicated':
      return isEradicated(world);
    case 'recovered':
      return isRecovered(world);
    case 'closed':
      return isRecovered(world);
    default:
      return false;
  }
}

export function decideExercise(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const target = attempt.targets[0] ?? '';
  switch (attempt.verb) {
    case 'declare': {
      const declared = draft('declared', target, trial, { phase: target, holds: holdsPhase(world, target) });
      return target === 'closed'
        ? [declared, draft('exercise-ended', world.estate.account, trial, { how: 'closed' })]
        : [declared];
    }
    case 'begin':
      return world.exercise.started ? [] : [draft('exercise-started', world.estate.account, trial, {})];
    case 'end':
      return world.exercise.endedAt !== null
        ? []
        : [draft('exercise-ended', world.estate.account, trial, { how: 'endEx' })];
    case 'deliver':
      return deliver(trial, target);
    case 'note':
      return [draft('noted', trial.by, trial, { text: attempt.text ?? '' })];
    case 'need': {
      const spec = world.estate.deliveries[attempt.text ?? ''];
      return spec === undefined || world.deliveries[spec.id] !== undefined
        ? []
        : [draft('delivery-requested', spec.id, trial, { pipeline: spec.pipeline, due: spec.due })];
    }
    default: {
      const id = attempt.text ?? '';
      return world.deliveries[id]?.state === 'waiting'
        ? [draft('delivery-overdue', id, trial, { pipeline: target })]
        : [];
    }
  }
}

// Messages reach nobody after the end; an article in the press is read by the attacker all the same.
function deliver(trial: Trial, id: string): readonly Draft[] {
  const { world } = trial;
  const spec = world.estate.injects[id];
  if (
    spec === undefined ||
    world.exercise.injects[id] !== undefined ||
    (spec.when !== null && !holds(world, spec.when))
  )
    return [];
  const heard =
    world.exercise.endedAt !== null
      ? []
      : [draft('inject-delivered', id, trial, { title: spec.title, from: spec.from })];
  return spec.public ? [...heard, ...warnings(trial, id)] : heard;
}

type ExerciseFact =
  | Fact<'exercise-started'>
  | Fact<'exercise-ended'>
  | Fact<'declared'>
  | Fact<'inject-delivered'>
  | Fact<'delivery-requested'>
  | Fact<'delivery-made'>
  | Fact<'delivery-overdue'>;

export function evolveExercise(world: World, fact: ExerciseFact): World {
  switch (fact.kind) {
    case 'delivery-requested':
      return { ...world, deliveries: put(world.deliveries, fact.subject, { state: 'waiting', at: fact.at }) };
    case 'delivery-made':
      return { ...world, deliveries: put(world.deliveries, fact.subject, { state: 'made', at: fact.at }) };
    case 'delivery-overdue':
      return { ...world, deliveries: put(world.deliveries, fact.subject, { state: 'overdue', at: fact.at }) };
    default:
      return { ...world, exercise: changed(world.exercise, fact) };
  }
}

function changed(
  exercise: Exercise,
  fact: Fact<'exercise-started'> | Fact<'exercise-ended'> | Fact<'declared'> | Fact<'inject-delivered'>,
): Exercise {
  switch (fact.kind) {
    case 'exercise-started':
      return { ...exercise, started: true };
    case 'exercise-ended':
      return exercise.endedAt === null ? { ...exercise, endedAt: fact.at } : exercise;
    case 'declared':
      return {
        ...exercise,
        declared: put(exercise.declared, fact.data.phase, { at: fact.at, holds: fact.data.holds }),
      };
    default:
      return {
        ...exercise,
        injects: put(exercise.injects, fact.subject, { at: fact.at, answeredAt: null, answeredTruly: false }),
      };
  }
}
