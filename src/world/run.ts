import type { Fact } from './fact.ts';
import { parseReference } from './reference.ts';
import { nameBy, store, withImage } from './registry.ts';
import type { Run, Scheduled, World } from './state.ts';
import { put, RANK } from './state.ts';

type PipelineFact =
  | Fact<'runner-fetched'>
  | Fact<'runner-cleaned'>
  | Fact<'runner-infected'>
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
      return { ...world, pipelines: put(world.pipelines, fact.subject, { runs: pipeline.runs, local: {} }) };
    case 'runner-infected':
      return {
        ...world,
        pipelines: put(world.pipelines, fact.subject, { ...pipeline, foothold: fact.data.implant }),
      };
    case 'run-started': {
      const { run, base, poison, manual, inputs, tools, leaks } = fact.data;
      const started: Run = {
        pipeline: fact.subject,
        startedAt: fact.at,
        base,
        poison,
        manual,
        inputs,
        ...(tools !== undefined && { tools }),
        ...(leaks !== undefined && { leaks }),
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

function published(before: World, fact: Fact<'run-published'>): World {
  const { run, image, tag } = fact.data;
  const world = withImage(before, image);
  const done: Run = {
    ...(world.runs[run] as Run),
    state: 'published',
    image: image.digest,
    endedAt: fact.at,
  };
  const after = { ...world, runs: put(world.runs, run, done) };
  if (tag === null) return after;
  return store(nameBy(after, tag, image.digest, fact.at), parseReference(tag)?.repo ?? '', image);
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
