import type { Task } from '../exercise/definition.ts';
import type { Session } from '../exercise/session.ts';
import { formsOf } from '../world/attempt.ts';
import type { Predicate } from '../world/predicate.ts';
import { digestOf } from '../world/reference.ts';

export interface Coverage {
  readonly evaluated: number;
  readonly declared: number;
}

/**
 * How many tasks the team decided anything about. A task is about the subjects that its states name, and about its pillar when they
 * name none of the team's; one that earned points was decided about, whichever way that was done.
 */
export function coverageOf(finished: Session, points: ReadonlyMap<Task, number>): Coverage {
  const { objectives } = finished.engine.scenario;
  const words = wordsOf(finished);
  const pillars = new Set(finished.taken.map((one) => formsOf(one.line.split(' ')[0] ?? '')[0]?.pillar));
  const tasks = objectives.flatMap((objective) => objective.tasks.map((task) => ({ task, objective })));
  const evaluated = tasks.filter(({ task, objective }) => {
    if ((points.get(task) ?? 0) > 0) return true;
    const subjects = subjectsOf(task, finished);
    return subjects.length === 0 ? pillars.has(objective.pillar) : subjects.some((name) => words.has(name));
  });
  return { evaluated: evaluated.length, declared: tasks.length };
}

/** Every name that a decision mentions; digests in full, whether they were given so or by the scenario's own name. */
function wordsOf(finished: Session): ReadonlySet<string> {
  const { world } = finished.course;
  const words = finished.taken.flatMap((one) => one.line.split(/[ @=]/));
  return new Set(words.map((word) => digestOf(world, word) ?? word));
}

function subjectsOf(task: Task, finished: Session): readonly string[] {
  const { world } = finished.course;
  const { estate } = world;
  const known = [
    ...Object.keys(world.tags),
    ...[estate.credentials, estate.repositories, estate.pipelines, estate.workloads, estate.caches].flatMap(
      (table) => Object.keys(table),
    ),
    ...[estate.logs, estate.audiences, estate.injects].flatMap((table) => Object.keys(table)),
  ];
  const predicates = task.rules.flatMap((rule) => (rule.kind === 'state' ? [rule.when] : []));
  const named = predicates
    .flatMap(wordsIn)
    .flatMap((text) => text.split(' '))
    .map((word) => digestOf(world, word) ?? word);
  return named.filter((word) => known.includes(word) || world.images[word] !== undefined);
}

function wordsIn(predicate: Predicate): readonly string[] {
  switch (predicate.is) {
    case 'all':
    case 'any':
      return predicate.of.flatMap(wordsIn);
    case 'not':
      return wordsIn(predicate.of);
    default: {
      const values: readonly unknown[] = Object.values(predicate.args).flat();
      return values.filter((value): value is string => typeof value === 'string');
    }
  }
}
