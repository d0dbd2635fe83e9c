import type { Path } from '../scenario/diagnostic.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import { textsIn } from './predicate-walk.ts';

/** A sighting that the file asks for, as it is written there. */
export interface AskedSighting {
  readonly path: Path;
  readonly text: string;
}

/** Every sighting that a clue, a refutation or a predicate names, in the order of the file's parts. */
export function askedSightings(source: ScenarioSource): readonly AskedSighting[] {
  const { conclusions, objectives, endings, judgements, hints, injects, story } = source;
  const clues = Object.entries(conclusions).flatMap(([id, { clues: texts, redHerrings }]) => [
    ...texts.map((text, index) => ({ path: ['conclusions', id, 'clues', index], text })),
    ...redHerrings.flatMap(({ refutedBy }, herring) =>
      refutedBy.map((text, index) => ({
        path: ['conclusions', id, 'redHerrings', herring, 'refutedBy', index],
        text,
      })),
    ),
  ]);
  return [
    ...clues,
    ...textsIn({ objectives, endings, judgements, hints, injects, story }).filter(isPredicate),
  ];
}

// A predicate is written as `seen: TEXT` or `seen: { what: TEXT }`.
function isPredicate({ path }: AskedSighting): boolean {
  const [before, last] = path.slice(-2);
  return last === 'seen' || (last === 'what' && before === 'seen');
}
