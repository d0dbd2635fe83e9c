import type { Image } from './estate.ts';
import type { Fact } from './fact.ts';
import { parseReference } from './reference.ts';
import { markPoisoned } from './registry.ts';
import type { Run, Scheduled, World } from './state.ts';
import { put, RANK } from './state.ts';

type PipelineFact =
  | Fact<'runner-fetched'>
  | Fact<'runner-cleaned'>
  | Fact<'run-started'>
  | Fact<'run-failed'>
  | Fact<'run-published'>;

export function evolvePipeline(world: World, fact: PipelineFact): World {
  const pipeline = world.pipelines[fact.subject] ?? { runs: 0, local: {} };
  switch (fact.kind) {
    case 'runner-fetched':
      return {
        ...world,
        pipelines: put(world.pipelines, fact.subject, {
          ...pipeline,
          local: put(pipeline.local, fact.data.reference, fact.data.digest),
        }),
      };
    case 'runner-cleaned':
      return { ...world, pipelines: put(world.pipelines, fact.subject, { ...pipeline, local: {} }) };
    case 'run-started': {
      const { run, base, poison, manual, inputs } = fact.data;
      const started: Run = {
        pipeline: fact.subject,
        startedAt: fact.at,
        base,
        poison,
        manual,
        inputs,
        state: 'running',
        image: null,
        endedAt: null,
      };
      return {
        ...world,
        pipelines: put(world.pipelines, fact.subject, { ...pipeline, runs: pipeline.runs + 1 }),
        runs: put(world.runs, run, started),
      };
    }
    case 'run-failed':
      return {
        ...world,
        runs: put(world.runs, fact.data.run, {
          ...(world.runs[fact.data.run] as Run),
          state: 'failed',
          endedAt: fact.at,
        }),
      };
    default:
      return published(world, fact);
  }
}

function published(world: World, fact: Fact<'run-published'>): World {
  const { run, image, tag } = fact.data;
  const parts = Object.fromEntries(Object.values(image.parts).map((part) => [part, image.digest]));
  const known =
    world.images[image.digest] === undefined
      ? { images: put(world.images, image.digest, image as Image), parts: { ...world.parts, ...parts } }
      : {};
  const runs = put(world.runs, run, {
    ...(world.runs[run] as Run),
    state: 'published' as const,
    image: image.digest,
    endedAt: fact.at,
  });
  if (tag === null) return { ...world, ...known, runs };
  const repo = parseReference(tag)?.repo ?? '';
  const held = {
    ...world.stored[repo],
    [image.digest]: true as const,
    ...Object.fromEntries(Object.keys(parts).map((part) => [part, true as const])),
  };
  const tags = put(world.tags, tag, { digest: image.digest, movedAt: fact.at });
  return markPoisoned(
    { ...world, ...known, runs, tags, stored: put(world.stored, repo, held) },
    tag,
    image.digest,
    fact.at,
  );
}

/** A started run publishes after its duration; a rebuild has published already when it lands. */
export function reactPipeline(world: World, fact: Fact<'run-started'>): readonly Scheduled[] {
  if (fact.data.manual) return [];
  const duration = world.estate.pipelines[fact.subject]?.duration ?? 0;
  return [
    {
      at: fact.at + duration,
      rank: RANK.pipeline,
      by: fact.by,
      cause: null,
      line: `publish ${fact.data.run}`,
    },
  ];
}
