import type { Path } from './diagnostic.ts';
import { expectName, type Linker, spanOf } from './linker.ts';
import { quoted } from './visible-text.ts';

type BuildLinker = Pick<Linker, 'source' | 'problems'>;

// Each build lays a layer on its base: a circle of pipelines would grow without end, and a long chain needlessly.
const LONGEST_CHAIN = 10;

/** Checks that no pipeline builds, through tags that others publish, on what it publishes itself. */
export function checkChains({ source, problems }: BuildLinker): void {
  const { pipelines } = source.world;
  const publisher = new Map(
    Object.entries(pipelines).flatMap(([id, { publishes }]) =>
      publishes === undefined ? [] : [[publishes, id] as const],
    ),
  );
  for (const id of Object.keys(pipelines)) {
    const trail = [id];
    let on = publisher.get(pipelines[id]?.base ?? '');
    while (on !== undefined && !trail.includes(on) && trail.length <= LONGEST_CHAIN) {
      trail.push(on);
      on = publisher.get(pipelines[on]?.base ?? '');
    }
    if (on === undefined || (on !== id && trail.length <= LONGEST_CHAIN)) continue;
    problems.add({
      path: ['world', 'pipelines', id, 'base'],
      code: 'link/circle',
      message: `${quoted(id)} builds on what comes from ${on === id ? 'itself' : 'a chain of too many pipelines'}: ${[...trail, on].join(' on ')}.`,
      mend: 'Let one of these pipelines build on a tag that none of them publishes.',
    });
  }
}

const MOST_TIMES = 20_000;

/** Refuses schedules that would fill a session with more than anybody can look at. */
export function checkBusyness({ source, problems }: BuildLinker, from: number, to: number): void {
  const { pipelines, consumers } = source.world;
  const schedules = [
    ...Object.entries(pipelines).map(
      ([id, { schedule }]) => [['world', 'pipelines', id, 'schedule'], schedule] as const,
    ),
    ...Object.entries(consumers).map(
      ([id, { schedule }]) => [['world', 'consumers', id, 'schedule'], schedule] as const,
    ),
  ];
  let times = 0;
  let busiest: { readonly path: Path; readonly times: number } | null = null;
  for (const [path, schedule] of schedules) {
    if (schedule === undefined) continue;
    const own = (to - from) / Math.max(1, spanOf(schedule.every));
    times += own;
    if (busiest === null || own > busiest.times) busiest = { path, times: own };
  }
  if (times <= MOST_TIMES || busiest === null) return;
  problems.add({
    path: [...busiest.path, 'every'],
    code: 'link/too-busy',
    message: `All schedules together fire about ${Math.round(times)} times until the aftermath; at most ${MOST_TIMES} are played.`,
    mend: 'Let the busiest schedules fire less often, or make the exercise shorter.',
  });
}

/** Layers of an image with those of all that it is built on; a circle counts as it stands. */
export function layersOf({ source }: Pick<Linker, 'source'>, name: string): number {
  const { images } = source.world;
  const seen = new Set<string>();
  let layers = 0;
  for (let at: string | undefined = name; at !== undefined && Object.hasOwn(images, at) && !seen.has(at); ) {
    seen.add(at);
    const image: (typeof images)[string] | undefined = images[at];
    layers += image?.layers.length ?? 0;
    at = image?.from;
  }
  return layers;
}

/** Checks a build that the file speaks of by name: what a pipeline makes of one of its images, so no circle can come of it. */
export function linkBuild(linker: Pick<Linker, 'source' | 'problems' | 'names'>, name: string): void {
  const path: Path = ['world', 'builds', name];
  const { world } = linker.source;
  const build = world.builds[name];
  if (build === undefined) return;
  if (Object.hasOwn(world.images, name) || linker.names.pipeline.has(name)) {
    linker.problems.add({
      path,
      of: 'key',
      code: 'link/ambiguous-name',
      message: `${quoted(name)} is the name of a build and of an image or a pipeline.`,
      mend: 'Rename one of the two.',
    });
  }
  expectName(linker, 'pipeline', build.pipeline, [...path, 'pipeline']);
  if (!Object.hasOwn(world.images, build.on))
    linker.problems.unknown([...path, 'on'], build.on, 'image', Object.keys(world.images));
}
