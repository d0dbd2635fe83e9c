import type { ImageContent, ImageSpec, OwnSpec } from '../world/content/image.ts';
import { buildOn, makeImage } from '../world/content/image.ts';
import { emptyLayerMemo, type LayerSpec } from '../world/content/layer.ts';
import type { Blob, Hash } from '../world/content/oci.ts';
import type { Content, ImageRecipe, Recipes } from '../world/content/recipe.ts';
import type { ReferrerContent } from '../world/content/referrer.ts';
import type { Architecture, Digest, Forge, Image } from '../world/estate.ts';
import { printTimestamp } from '../world/time.ts';
import { makeReferrers } from './image-referrers.ts';

type Named<T> = Readonly<Record<string, T>>;

export interface ImageWorks {
  /** The scenario's own images and the standing builds, the latter under their pipeline's id. */
  readonly images: Named<Image>;
  readonly forge: Forge;
  readonly content: Content;
}

interface Made {
  readonly image: Image;
  readonly spec: ImageSpec;
  readonly content: ImageContent;
  /** Made when somebody asks: most sessions never look at the bytes of a signature. */
  referrers?: readonly ReferrerContent[];
}

interface Workshop {
  readonly recipes: Recipes;
  readonly hash: Hash;
  readonly layers: ReturnType<typeof emptyLayerMemo>;
  readonly byDigest: Map<Digest, { readonly made: Made; readonly architecture: Architecture | null }>;
  readonly builds: Map<string, Made>;
  /** What all images so far are made of; not their signatures and other referrers. */
  readonly blobs: Map<Digest, Blob>;
}

/** Makes the images of a scenario and the forge of its pipelines. The recipes must link: unknown names and circles throw. */
export function openImageWorks(recipes: Recipes, hash: Hash): ImageWorks {
  const shop: Workshop = {
    recipes,
    hash,
    layers: emptyLayerMemo(),
    byDigest: new Map(),
    builds: new Map(),
    blobs: new Map(),
  };
  const named = new Map<string, Made>();
  for (const name of Object.keys(recipes.images)) makeNamed(shop, named, name, 0);
  const standing = new Map<string, Image>();
  for (const id of Object.keys(recipes.standing)) makeStanding(shop, named, standing, id, 0);
  for (const [name, { pipeline, on }] of Object.entries(recipes.builds ?? {}))
    standing.set(name, { ...build(shop, pipeline, named.get(on)?.image.digest ?? null, '').image, name });
  return {
    images: Object.fromEntries([
      ...[...named].map(([name, made]) => [name, made.image] as const),
      ...standing,
    ]),
    forge: (pipeline, base, inputs) => build(shop, pipeline, base, inputs).image,
    content: {
      recipes,
      blob: (digest) => blobOf(shop, digest),
      referrers: (digest) => referrersFor(shop, digest).map((one) => one.listed),
    },
  };
}

const MOST_STEPS = 100;
const EVERY_ARCHITECTURE: readonly Architecture[] = ['amd64', 'arm64'];
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function makeNamed(shop: Workshop, named: Map<string, Made>, name: string, steps: number): Made {
  const known = named.get(name);
  if (known !== undefined) return known;
  const recipe = shop.recipes.images[name];
  if (recipe === undefined || steps > MOST_STEPS) throw new RangeError(`no such image: ${name}`);
  const from = recipe.from === null ? null : makeNamed(shop, named, recipe.from, steps + 1);
  const own = ownSpec(shop, recipe);
  const spec =
    from === null
      ? { ...scratch(own), architectures: own.architectures ?? EVERY_ARCHITECTURE }
      : buildOn(from.spec, own);
  const { pipelines } = shop.recipes;
  const signer =
    Object.keys(pipelines).find(
      (id) =>
        pipelines[id]?.signsAs === recipe.signedBy ||
        (recipe.signedBy !== null && pipelines[id]?.formerSigners?.includes(recipe.signedBy)),
    ) ?? null;
  const made = keep(shop, spec, {
    name,
    poison: recipe.poison ?? from?.image.poison ?? null,
    signedBy: recipe.signedBy,
    base: null,
    pipeline: recipe.signedBy === null ? null : signer,
    created: recipe.created,
    ...(recipe.uses !== undefined && { uses: recipe.uses }),
    ...(recipe.source !== undefined && { source: recipe.source }),
  });
  named.set(name, made);
  return made;
}

function ownSpec(shop: Workshop, recipe: ImageRecipe): OwnSpec {
  const created = printTimestamp(recipe.created, shop.recipes.calendar);
  const layers = recipe.layers.map(({ does, files }): LayerSpec => ({ createdBy: does, files, created }));
  const starts = recipe.entrypoint === null ? [] : [configLine('ENTRYPOINT', recipe.entrypoint, created)];
  const runs = recipe.cmd === null ? [] : [configLine('CMD', recipe.cmd, created)];
  return {
    layers: [...layers, ...starts, ...runs],
    created,
    ...(recipe.architectures !== null && { architectures: recipe.architectures }),
    ...(recipe.entrypoint !== null && { entrypoint: recipe.entrypoint }),
    ...(recipe.cmd !== null && { cmd: recipe.cmd }),
    env: recipe.env,
    labels:
      recipe.source === undefined
        ? recipe.labels
        : { ...recipe.labels, 'org.opencontainers.image.source': `https://${recipe.source.repository}` },
  };
}

function configLine(word: string, value: readonly string[], created: string): LayerSpec {
  return { createdBy: `${word} ${JSON.stringify(value)}`, files: {}, created };
}

function scratch(own: OwnSpec): ImageSpec {
  const empty: ImageSpec = {
    architectures: EVERY_ARCHITECTURE,
    layers: [],
    entrypoint: [],
    env: [PATH],
    labels: {},
    created: own.created,
  };
  return buildOn(empty, own);
}

function makeStanding(
  shop: Workshop,
  named: ReadonlyMap<string, Made>,
  standing: Map<string, Image>,
  id: string,
  steps: number,
): Image {
  const known = standing.get(id);
  if (known !== undefined) return known;
  const on = shop.recipes.standing[id];
  if (on === undefined || steps > MOST_STEPS) throw new RangeError(`no such standing build: ${id}`);
  const base =
    on === null ? null : (named.get(on)?.image ?? makeStanding(shop, named, standing, on, steps + 1));
  const { image } = build(shop, id, base?.digest ?? null, '');
  standing.set(id, image);
  return image;
}

/** The build of a pipeline on the bytes of a base: an index gives all architectures, a part only its own. */
function build(shop: Workshop, pipeline: string, base: Digest | null, inputs: string): Made {
  const key = `${pipeline} ${base ?? ''} ${inputs}`;
  const known = shop.builds.get(key);
  if (known !== undefined) return known;
  const recipe = shop.recipes.pipelines[pipeline];
  const under = base === null ? null : shop.byDigest.get(base);
  if (recipe === undefined || under === undefined)
    throw new RangeError(`cannot build ${pipeline} on ${base}`);
  const at = under === null ? shop.recipes.opens : under.made.image.created + recipe.duration;
  const created = printTimestamp(at, shop.recipes.calendar);
  const own: OwnSpec = {
    // The base is named inside the layer too: two builds then never share their top layer, by which a vendor's block judges.
    layers: [
      {
        createdBy: `COPY . /srv/${pipeline} # buildkit`,
        files: {
          [`srv/${pipeline}/app`]: `#!/bin/true\n# plainly fake ${pipeline}\n`,
          [`srv/${pipeline}/build-info`]: `base=${base ?? 'scratch'}\ninputs=${inputs}\n`,
        },
        created,
      },
      configLine('CMD', [`/srv/${pipeline}/app`], created),
    ],
    created,
    cmd: [`/srv/${pipeline}/app`],
    labels: { 'org.opencontainers.image.title': pipeline },
    ...(under?.architecture != null && { architectures: [under.architecture] }),
    ...(base !== null && { base: { name: recipe.baseName ?? '', digest: base } }),
  };
  const made = keep(shop, under === null ? scratch(own) : buildOn(under.made.spec, own), {
    name: null,
    poison: under?.made.image.poison ?? null,
    signedBy: recipe.signsAs,
    base,
    pipeline,
    created: at,
  });
  shop.builds.set(key, made);
  return made;
}

function keep(
  shop: Workshop,
  spec: ImageSpec,
  facts: Omit<Image, 'digest' | 'parts' | 'layers' | 'entrypoint'>,
): Made {
  const content = makeImage(spec, shop.hash, shop.layers);
  const architectures = EVERY_ARCHITECTURE.filter((one) => content.parts[one] !== undefined);
  const image: Image = {
    ...facts,
    digest: content.digest,
    parts: content.parts,
    layers: content.layers[architectures[0] ?? 'amd64'] ?? [],
    entrypoint: spec.entrypoint,
  };
  const made: Made = { image, spec, content };
  for (const [digest, blob] of content.blobs) shop.blobs.set(digest, blob);
  shop.byDigest.set(content.digest, { made, architecture: null });
  for (const architecture of architectures) {
    const part = content.parts[architecture];
    if (part !== undefined) shop.byDigest.set(part, { made, architecture });
  }
  return made;
}

function blobOf(shop: Workshop, digest: Digest): Blob | null {
  const found = shop.blobs.get(digest);
  if (found !== undefined) return found;
  const all = [...shop.byDigest.values()].map(({ made }) => made);
  const referring =
    all.find((made) => made.referrers?.some((one) => one.blobs.has(digest))) ??
    all.find((made) => referrersOf(shop, made).some((one) => one.blobs.has(digest)));
  return referring?.referrers?.find((one) => one.blobs.has(digest))?.blobs.get(digest) ?? null;
}

function referrersFor(shop: Workshop, digest: Digest): readonly ReferrerContent[] {
  const held = shop.byDigest.get(digest);
  return held === undefined ? [] : referrersOf(shop, held.made).filter((one) => one.subject === digest);
}

function referrersOf(shop: Workshop, made: Made): readonly ReferrerContent[] {
  made.referrers ??= makeReferrers(made.image, made.content, shop.recipes, shop.hash);
  return made.referrers;
}
