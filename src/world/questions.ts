import { controlAt, isIsolated, isPaused } from './control.ts';
import { heldLive, isMissed } from './credential.ts';
import { isOutside } from './outside.ts';
import { buildsOnPoison } from './pipeline.ts';
import { poisonedMappings } from './pull-through-cache.ts';
import { imageOf, isPoison, parseReference } from './reference.ts';
import { poisonedTags } from './registry.ts';
import { canAuthenticate } from './release.ts';
import type { World } from './state.ts';
import { leaksByTools } from './tool.ts';
import { runsPoison } from './workload.ts';

/** Our repositories whose tags ever named an implant: pushed to by an attacker, or built by us on poison and given out to others. */
export function attackedRepositories(world: World): readonly string[] {
  const repos = Object.keys(world.poisonedSince).map((tag) => parseReference(tag)?.repo ?? '');
  return [...new Set(repos)].filter(
    (repo) =>
      world.estate.repositories[repo] !== undefined &&
      !isOutside(world, repo) &&
      (world.estate.repositories[repo].public || !isOurs(world, repo)),
  );
}

function isOurs(world: World, repo: string): boolean {
  return Object.values(world.estate.pipelines).some(
    (spec) => spec.base !== null && spec.publishes !== null && parseReference(spec.publishes)?.repo === repo,
  );
}

export function servesPoison(world: World): boolean {
  const attacked = attackedRepositories(world);
  const tags = poisonedTags(world).filter((tag) => attacked.includes(parseReference(tag)?.repo ?? ''));
  return (
    tags.length > 0 || Object.keys(world.caches).some((cache) => poisonedMappings(world, cache).length > 0)
  );
}

export function holdsPush(world: World, agent: string): boolean {
  return heldLive(world, agent).some(
    (id) => world.estate.credentials[id]?.scopes.some((scope) => scope.startsWith('push:')) === true,
  );
}

/** DESIGN.md §7: no live push credential with an attacker, nothing of an attacked repository served poisoned, no unstopped pipeline building on it. */
export function isContained(world: World): boolean {
  const agents = Object.keys(world.estate.agents);
  return (
    !agents.some((agent) => holdsPush(world, agent)) &&
    !servesPoison(world) &&
    !Object.keys(world.pipelines).some((id) => buildsOnPoison(world, id) || leaksByTools(world, id))
  );
}

/** Contained, and also no live minted credential, no poisoned tag, runner or workload of ours. */
export function isEradicated(world: World): boolean {
  const agents = Object.keys(world.estate.agents);
  const minted = agents.some((agent) =>
    heldLive(world, agent).some((id) => world.credentials[id]?.mintedFrom != null),
  );
  const runners = Object.values(world.pipelines).some(
    (pipeline) =>
      pipeline.foothold != null || Object.values(pipeline.local).some((digest) => isPoison(world, digest)),
  );
  return (
    isContained(world) &&
    !minted &&
    poisonedTags(world).every((tag) => isOutside(world, tag)) &&
    !runners &&
    !Object.keys(world.workloads).some((id) => runsPoison(world, id))
  );
}

/** Eradicated, and also ours rebuilt, at least 80 % of exposed consumers clean, and services up. */
export function isRecovered(world: World): boolean {
  const exposed = Object.values(world.consumers).filter((consumer) => consumer.exposedAt !== null);
  const clean = exposed.filter((consumer) => !isPoison(world, consumer.digest));
  return isEradicated(world) && clean.length >= exposed.length * 0.8 && outages(world).length === 0;
}

/**
 * What of ours is out of service now, one name each (DESIGN.md §3, delivery): an isolated workload, a public repository that is
 * quarantined or whose tag is missing, a credential revoked without replacement, a delivery that is overdue.
 */
export function outages(world: World): readonly string[] {
  const found: string[] = [];
  for (const id of Object.keys(world.workloads)) if (isIsolated(world, id)) found.push(id);
  for (const [repo, spec] of Object.entries(world.estate.repositories)) {
    if (!spec.public) continue;
    if (controlAt(world, 'quarantine', repo) !== null) found.push(repo);
    for (const tag of Object.keys(spec.tags))
      if (world.tags[`${repo}:${tag}`]?.digest == null) found.push(`${repo}:${tag}`);
  }
  for (const id of Object.keys(world.estate.credentials))
    if (isMissed(world, id) && isNeeded(world, id)) found.push(id);
  for (const [id, delivery] of Object.entries(world.deliveries))
    if (delivery.state === 'overdue') found.push(id);
  return found;
}

// A push token that a trusted identity has taken the place of is missed by nobody.
function isNeeded(world: World, credential: string): boolean {
  return (world.estate.credentials[credential]?.usedBy ?? []).some((id) => !canAuthenticate(world, id));
}

/** An index, not one part of it, that is signed and carries no implant: what is safe to pin. */
export function isCleanIndex(world: World, digest: string | null): boolean {
  const image = digest === null ? null : imageOf(world, digest);
  return image !== null && image.digest === digest && image.poison === null && image.signedBy !== null;
}

/** Pipelines of ours that stand still by our own hand. */
export function stoppedPipelines(world: World): readonly string[] {
  return Object.keys(world.pipelines).filter((id) => isPaused(world, id) || isIsolated(world, id));
}
