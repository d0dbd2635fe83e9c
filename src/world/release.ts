import { controlAt } from './control.ts';
import { isLive } from './credential.ts';
import type { Image, PipelineSpec } from './estate.ts';
import type { Draft } from './fact.ts';
import { isPackage, nextRelease, versionOf } from './package.ts';
import { parseReference } from './reference.ts';
import type { Run, Trial, World } from './state.ts';
import { draft } from './state.ts';

/**
 * True when a pipeline has a working value of every credential it needs. Where a package takes only what is signed, the registry
 * trusts the pipeline's own identity, and no push token is needed (trusted publishing, INCIDENTS.md I-11, I-18).
 */
export function canAuthenticate(world: World, id: string): boolean {
  const scope = trustedScope(world, id);
  return Object.values(world.estate.credentials).every(
    (spec) =>
      !spec.usedBy.includes(id) ||
      isLive(world, spec.id) ||
      (scope !== null && spec.scopes.every((one) => one === scope)),
  );
}

/** The push scope that a pipeline does not need, since its package trusts the identity that it signs with; null when there is none. */
export function trustedScope(world: World, id: string): string | null {
  const spec = world.estate.pipelines[id];
  const repo = parseReference(spec?.publishes ?? '')?.repo ?? '';
  const trusts =
    spec?.signsAs != null && isPackage(world, repo) && controlAt(world, 'require-signatures', repo) !== null;
  return trusts ? `push:${repo}` : null;
}

/** What a run publishes, and under which tag. The version of a package was settled when the run began: it is the last of its inputs. */
export function releaseOf(
  world: World,
  spec: PipelineSpec,
  run: Run,
): { readonly image: Image; readonly tag: string | null } {
  const version = run.inputs.split(',').at(-1) ?? '';
  const repo = parseReference(spec.publishes ?? '')?.repo ?? '';
  if (versionOf(version) === null || !isPackage(world, repo))
    return { image: world.estate.forge(spec.id, run.base, run.inputs), tag: spec.publishes };
  return { image: nextRelease(world, spec, version), tag: `${repo}:${version}` };
}

/** The dist-tag that follows a release of a package, as `latest` does. */
export function followers(
  trial: Trial,
  spec: PipelineSpec,
  tag: string | null,
  image: Image,
): readonly Draft[] {
  if (tag === null || spec.distTag == null) return [];
  const distTag = `${parseReference(tag)?.repo ?? ''}:${spec.distTag}`;
  const from = trial.world.tags[distTag]?.digest ?? null;
  return [draft('tag-moved', distTag, trial, { to: image.digest, from, credential: null })];
}
