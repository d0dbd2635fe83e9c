import type { Digest } from '../estate.ts';
import type { Draft } from '../fact.ts';
import { resolveThrough } from '../pull-through-cache.ts';
import { imageOf, parseReference, shortDigest } from '../reference.ts';
import { resolve, siteRefusal } from '../registry.ts';
import { sighting } from '../sighting.ts';
import type { Trial, World } from '../state.ts';
import { draft, refuse } from '../state.ts';
import { beaconOf } from '../workload.ts';
import { each, unique } from './finding.ts';
import { factsOf } from './history.ts';

interface Proof {
  readonly holds: boolean;
  readonly message: string;
  readonly sightings: readonly string[];
}

/** Tries what the team hopes is true: the old value, the whole path of a tag, a cache, a workload's beacon, a notice's delivery. */
export function decideVerify(trial: Trial): readonly Draft[] {
  const { world, attempt } = trial;
  const target = attempt.targets[0] ?? '';
  const proof = proofOf(trial, target);
  if (proof === null) {
    const known = world.estate.credentials[target] !== undefined && !world.estate.credentials[target].hidden;
    return refuse(
      trial,
      'not-found',
      known ? `${target} has no value that could be tried.` : `There is no ${target} to verify.`,
    );
  }
  return [draft('verified', target, trial, { ...proof, sightings: unique(proof.sightings) })];
}

function proofOf(trial: Trial, target: string): Proof | null {
  const { world } = trial;
  if (world.notices[target] !== undefined) return verifyNotice(trial, target);
  if ((world.credentials[target]?.generations.length ?? 0) > 0) return verifyCredential(trial, target);
  if (world.caches[target] !== undefined) return verifyCache(world, target);
  if (world.workloads[target] !== undefined) return verifyWorkload(world, target);
  const reference = parseReference(target);
  const isTag = reference !== null && reference.tag !== null && world.stored[reference.repo] !== undefined;
  return isTag ? verifyTag(world, reference.repo, target) : null;
}

// The value that was in use first is tried: that is the one that leaked longest ago.
function verifyCredential(trial: Trial, id: string): Proof {
  const { world } = trial;
  const oldest = world.credentials[id]?.generations[0];
  if (oldest?.live !== true) {
    return {
      holds: true,
      message: `The old value of ${id} was tried and refused: revoked.`,
      sightings: each('old-value-refused', [id]),
    };
  }
  const code = pushRefused(trial, id);
  if (code === null)
    return {
      holds: false,
      message: `The old value of ${id} was tried and still works.`,
      sightings: each('old-value-works', [id]),
    };
  return {
    holds: true,
    message: `The old value of ${id} still signs in, but its pushes are refused: ${code}.`,
    sightings: each('old-value-refused', [id]),
  };
}

// Tried with what was pushed before, to each tag that a token push moved: all that a team can know to try.
function pushRefused(trial: Trial, id: string): string | null {
  const scopes = trial.world.estate.credentials[id]?.scopes ?? [];
  const repos = scopes.filter((scope) => scope.startsWith('push:')).map((scope) => scope.slice(5));
  const moves = factsOf(trial, 'tag-moved').filter(
    (fact) => fact.data.credential !== null && repos.includes(parseReference(fact.subject)?.repo ?? ''),
  );
  const codes = moves.map((fact) =>
    siteRefusal(trial.world, parseReference(fact.subject)?.repo ?? '', fact.subject, fact.data.to),
  );
  return codes.every((code) => code !== null) ? (codes[0] ?? null) : null;
}

interface Stop {
  readonly name: string;
  readonly digest: Digest | null;
  readonly code: string | null;
}

function verifyTag(world: World, repo: string, tag: string): Proof {
  const caches = Object.values(world.estate.caches)
    .filter((spec) => spec.upstream === repo)
    .map((spec) => spec.id);
  const registry: Stop = { name: 'The registry', ...resolve(world, tag) };
  const path: readonly Stop[] = [
    registry,
    ...caches.map((id) => ({ name: id, ...resolveThrough(world, id, tag) })),
  ];
  const digests = unique(path.flatMap((stop) => stop.digest ?? []));
  const same = path.every((stop) => stop.digest !== null) && digests.length === 1;
  const signed = digests.every((digest) => isSigned(world, digest));
  const cached = caches.filter((id) => (world.caches[id]?.mappings[tag]?.until ?? -Infinity) > world.at);
  return {
    holds: same && signed,
    message: `${path.map((stop) => said(world, stop)).join('; ')}.`,
    sightings: [
      ...(registry.digest === null ? [] : [sighting('tag', tag, registry.digest)]),
      ...cached.map((id) => sighting('cached', id, tag, world.caches[id]?.mappings[tag]?.digest ?? '')),
      ...digests.flatMap((digest) => shownDigest(world, digest)),
    ],
  };
}

function said(world: World, stop: Stop): string {
  if (stop.digest === null) return `${stop.name} answers nothing (${stop.code ?? 'not-found'})`;
  return `${stop.name} answers ${shortDigest(stop.digest)}, ${isSigned(world, stop.digest) ? 'signed' : 'not signed'}`;
}

function isSigned(world: World, digest: Digest): boolean {
  return imageOf(world, digest)?.signedBy != null;
}

function shownDigest(world: World, digest: Digest): readonly string[] {
  return [sighting('digest', digest), sighting(isSigned(world, digest) ? 'signed' : 'unsigned', digest)];
}

// A cache is right when each tag that it serves from its own store is signed and is what the registry would answer.
function verifyCache(world: World, id: string): Proof {
  const served = Object.entries(world.caches[id]?.mappings ?? {})
    .filter(([, mapping]) => mapping.until > world.at)
    .map(([tag, mapping]) => ({ tag, digest: mapping.digest, upstream: resolve(world, tag).digest }));
  const isRight = ({ digest, upstream }: { digest: Digest; upstream: Digest | null }): boolean =>
    digest === upstream && isSigned(world, digest);
  const lines = served.map((one) => {
    const place = one.digest === one.upstream ? 'as upstream does' : 'while upstream does not';
    return `${id} answers ${one.tag} with ${shortDigest(one.digest)}, ${isSigned(world, one.digest) ? 'signed' : 'not signed'}, ${place}`;
  });
  return {
    holds: served.every(isRight),
    message: lines.length === 0 ? `${id} serves no tag from its own store now.` : `${lines.join('; ')}.`,
    sightings: served.flatMap((one) => [
      sighting('cached', id, one.tag, one.digest),
      ...shownDigest(world, one.digest),
    ]),
  };
}

function verifyWorkload(world: World, id: string): Proof {
  const host = beaconOf(world, id);
  if (host === null)
    return {
      holds: true,
      message: `${id} was listened to and calls nobody strange.`,
      sightings: each('silent', [id]),
    };
  return {
    holds: false,
    message: `${id} calls ${host}.`,
    sightings: [sighting('beacon', id, host), sighting('host', host)],
  };
}

function verifyNotice(trial: Trial, id: string): Proof {
  const { world } = trial;
  const notice = world.notices[id];
  const audience = notice?.audience ?? '';
  const addressed = Object.values(world.estate.consumers)
    .filter((spec) => spec.id === audience || spec.hears.includes(audience))
    .map((spec) => spec.id);
  const got = Object.entries(world.consumers)
    .filter(([, one]) => one.heard.includes(id))
    .map(([name]) => name);
  const told = factsOf(trial, 'consumer-told')
    .filter((fact) => fact.data.notice === id && fact.data.matched)
    .map((fact) => fact.subject);
  const matched = got.filter((name) => told.includes(name));
  const without = addressed.filter((name) => !got.includes(name));
  const list = (names: readonly string[]): string => (names.length === 0 ? 'nobody' : names.join(', '));
  const removed = notice?.removed === true ? ' It was deleted from its channel.' : '';
  return {
    holds: without.length === 0 && notice?.removed !== true,
    message: `Got it: ${list(got)}. Could match it: ${list(matched)}. Addressed but without an answer: ${list(without)}.${removed}`,
    sightings: each('delivered', [id]),
  };
}
