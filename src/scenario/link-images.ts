import type { ImageRecipe, PipelineRecipe, Recipes } from '../world/content/recipe.ts';
import { isLayerPath } from '../world/content/tar.ts';
import type { Architecture } from '../world/estate.ts';
import { compareVersions, rangeOf, versionOf } from '../world/package.ts';
import { parseReference } from '../world/reference.ts';
import type { Path } from './diagnostic.ts';

import { layersOf, linkBuild } from './link-builds.ts';
import { expectName, type Linker, spanOf, timeOf } from './linker.ts';
import { quoted } from './visible-text.ts';

type ImageLinker = Pick<Linker, 'source' | 'names' | 'problems' | 'calendar'>;

/** Checks everything that images are made of; null when they cannot be made. */
export function linkImages(linker: ImageLinker): Recipes | null {
  const { world, clock } = linker.source;
  const before = linker.problems.list().length;
  for (const name of Object.keys(world.images)) linkImage(linker, name);
  for (const name of Object.keys(world.builds)) linkBuild(linker, name);
  const standing = new Map<string, string | null>();
  for (const [pipeline, path] of standingPipelines(linker))
    linkStanding(linker, standing, pipeline, path, []);
  if (linker.problems.list().length > before) return null;
  return {
    account: world.account,
    calendar: linker.calendar,
    opens: timeOf(linker, clock.opens),
    images: mapValues(
      world.images,
      (image): ImageRecipe => ({
        from: image.from ?? null,
        architectures: (image.architectures as readonly Architecture[] | undefined) ?? null,
        created: timeOf(linker, image.created),
        signedBy: image.signedBy ?? null,
        poison: image.implant ?? null,
        layers: image.layers,
        entrypoint: image.entrypoint ?? null,
        cmd: image.cmd ?? null,
        env: image.env,
        labels: image.labels,
        ...(image.uses !== undefined && { uses: image.uses }),
        ...(image.source !== undefined && {
          source: { repository: image.source.repository, since: timeOf(linker, image.source.since) },
        }),
      }),
    ),
    pipelines: mapValues(
      world.pipelines,
      (pipeline): PipelineRecipe => ({
        signsAs: pipeline.signsAs ?? null,
        ...(pipeline.formerSigners.length > 0 && { formerSigners: pipeline.formerSigners }),
        baseName:
          pipeline.base === undefined ? null : `${world.host}/${pipeline.base.split('@', 1)[0] ?? ''}`,
        duration: spanOf(pipeline.duration),
        ...outsideAccount(world.repositories, pipeline.publishes ?? ''),
      }),
    ),
    standing: Object.fromEntries(standing),
    ...(Object.keys(world.builds).length > 0 && { builds: world.builds }),
  };
}

// A vendor's pipeline signs as the vendor: `oakum` of `oakum/scan`.
function outsideAccount(
  repositories: ImageLinker['source']['world']['repositories'],
  publishes: string,
): Pick<PipelineRecipe, 'account'> {
  const repo = publishes.split(':', 1)[0] ?? '';
  const [account] = repo.split('/', 1);
  return repositories[repo]?.outside === true && account !== undefined ? { account } : {};
}

/** A record with every value replaced, in the same order. */
export function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  of: (value: T, key: string) => R,
): Readonly<Record<string, R>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, of(value, key)]));
}

// Container runtimes stop at 127; builds on top need room.
const MOST_LAYERS = 100;

function linkImage(linker: ImageLinker, name: string): void {
  const path: Path = ['world', 'images', name];
  const image = linker.source.world.images[name];
  if (image === undefined) return;
  if (linker.names.pipeline.has(name)) {
    linker.problems.add({
      path,
      of: 'key',
      code: 'link/ambiguous-name',
      message: `${quoted(name)} is the name of an image and of a pipeline.`,
      mend: 'Rename one of the two: a tag may name either.',
    });
  }
  if (image.from !== undefined && expectName(linker, 'image', image.from, [...path, 'from']))
    checkCircle(linker, name, path);
  if (layersOf(linker, name) > MOST_LAYERS) {
    linker.problems.add({
      path: [...path, 'layers'],
      code: 'link/too-many-layers',
      message: `The image ${quoted(name)} has more than ${MOST_LAYERS} layers with those of its bases.`,
      mend: 'Put more into each layer.',
    });
  }
  for (const [index, reference] of (image.uses ?? []).entries())
    expectName(linker, 'tag', reference, [...path, 'uses', index]);
  if (image.implant !== undefined) expectName(linker, 'implant', image.implant, [...path, 'implant']);
  if (image.signedBy !== undefined) expectName(linker, 'signer', image.signedBy, [...path, 'signedBy']);
  for (const [index, layer] of image.layers.entries())
    linkFiles(linker, layer.files, [...path, 'layers', index, 'files']);
  if (image.from === undefined && image.layers.every((layer) => Object.keys(layer.files).length === 0)) {
    linker.problems.add({
      path: [...path, 'layers'],
      code: 'link/no-files',
      message: `The image ${quoted(name)} has no files at all.`,
      mend: 'Give at least one of its layers a file.',
    });
  }
  for (const architecture of image.from === undefined ? [] : (image.architectures ?? [])) {
    const base = linker.source.world.images[image.from ?? '']?.architectures;
    if (base !== undefined && !base.includes(architecture)) {
      linker.problems.unknown([...path, 'architectures'], architecture, 'architecture of its base', base);
    }
  }
}

function checkCircle(linker: ImageLinker, name: string, path: Path): void {
  const trail = [name];
  let at = linker.source.world.images[name]?.from;
  while (at !== undefined && !trail.includes(at)) {
    trail.push(at);
    at = linker.source.world.images[at]?.from;
  }
  if (at !== name) return;
  linker.problems.add({
    path: [...path, 'from'],
    code: 'link/circle',
    message: `The image ${quoted(name)} is built on itself: ${[...trail, at].join(' from ')}.`,
    mend: 'Build it on another image, or leave "from" out.',
  });
}

// What the archive would refuse is said here, where it stands.
function linkFiles(linker: ImageLinker, files: Readonly<Record<string, string>>, path: Path): void {
  const names = Object.keys(files);
  for (const file of names) {
    const isFolder = names.some((other) => other.startsWith(`${file}/`));
    if (isLayerPath(file) && !isFolder) continue;
    linker.problems.add({
      path: [...path, file],
      of: 'key',
      code: 'link/bad-path',
      message: isFolder
        ? `${quoted(file)} is both a file and a folder.`
        : `${quoted(file)} cannot be the path of a file in a layer.`,
      mend: 'Write a short relative path such as "etc/os-release".',
    });
  }
}

function standingPipelines(linker: ImageLinker): readonly (readonly [string, Path])[] {
  const { world } = linker.source;
  const tagged = Object.entries(world.repositories).flatMap(([repo, spec]) =>
    Object.entries(spec.tags).map(
      ([tag, name]) => [name, ['world', 'repositories', repo, 'tags', tag]] as const,
    ),
  );
  const running = Object.entries(world.workloads).map(
    ([id, spec]) => [spec.runs, ['world', 'workloads', id, 'runs']] as const,
  );
  return [...tagged, ...running].filter(
    ([name]) => linker.names.pipeline.has(name) && !linker.names.image.has(name),
  );
}

/** What a build that exists at the opening was built on: the image, or the other standing build, that its base named then. */
function linkStanding(
  linker: ImageLinker,
  standing: Map<string, string | null>,
  pipeline: string,
  path: Path,
  trail: readonly string[],
): void {
  if (standing.has(pipeline)) return;
  if (trail.includes(pipeline)) {
    linker.problems.add({
      path,
      code: 'link/circle',
      message: `The build of ${quoted(pipeline)} stands on itself.`,
      mend: 'Let one of its bases name an image.',
    });
    return;
  }
  const base = linker.source.world.pipelines[pipeline]?.base;
  const on = base === undefined ? null : namedBy(linker, base);
  if (on === undefined) {
    linker.problems.add({
      path,
      code: 'link/no-base',
      message: `${quoted(pipeline)} has no build to begin with: its base ${quoted(base ?? '')} names nothing when the clock opens.`,
      mend: 'Let its base name a tag or an image of this file, or write the name of an image here.',
    });
    return;
  }
  if (on !== null && linker.names.pipeline.has(on))
    linkStanding(linker, standing, on, path, [...trail, pipeline]);
  standing.set(pipeline, on);
}

function namedBy(linker: ImageLinker, base: string): string | undefined {
  const reference = parseReference(base);
  const { images, repositories } = linker.source.world;
  const name =
    reference?.digest != null
      ? reference.digest.replace(/^image:/, '').replace(/\/.*$/, '')
      : taggedIn(repositories, reference?.repo ?? '', reference?.tag ?? '');
  return name !== undefined && (Object.hasOwn(images, name) || linker.names.pipeline.has(name))
    ? name
    : undefined;
}

function taggedIn(
  repositories: ImageLinker['source']['world']['repositories'],
  repo: string,
  tag: string,
): string | undefined {
  const tags = Object.hasOwn(repositories, repo) ? repositories[repo]?.tags : undefined;
  const major = repositories[repo]?.kind === 'package' ? rangeOf(tag) : null;
  if (tags !== undefined && major !== null) return highestOf(tags, major);
  return tags !== undefined && Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

function highestOf(tags: Readonly<Record<string, string>>, major: number): string | undefined {
  const fit = Object.entries(tags).flatMap(([tag, name]) => {
    const version = versionOf(tag);
    return version === null || version[0] !== major ? [] : [{ version, name }];
  });
  return fit.sort((left, right) => compareVersions(left.version, right.version)).at(-1)?.name;
}
