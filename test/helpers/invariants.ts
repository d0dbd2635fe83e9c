import { parseClaim } from '../../src/world/claim.ts';
import { controlId } from '../../src/world/control.ts';
import { isPoison, parseReference } from '../../src/world/reference.ts';
import type { Credential, World } from '../../src/world/state.ts';

/**
 * Every way in which a world contradicts itself, in words; empty for a sound one. Asserted in tests and on a sample of steps,
 * never in the loop.
 */
export function violations(world: World): readonly string[] {
  return [
    ...tagsNameWhatIsStored(world),
    ...partsBelongToTheirImage(world),
    ...credentialsAreSound(world),
    ...runsAreSound(world),
    ...consumersAreSound(world),
    ...noticesAreSound(world),
    ...controlsAreSound(world),
    ...nothingIsOfTheFuture(world),
  ];
}

function tagsNameWhatIsStored(world: World): readonly string[] {
  return Object.entries(world.tags).flatMap(([tag, { digest }]) => {
    const repo = parseReference(tag)?.repo ?? '';
    if (world.stored[repo] === undefined) return [`${tag} is a tag of no repository`];
    return digest === null || world.stored[repo]?.[digest] === true
      ? []
      : [`${tag} names ${digest}, which is not stored`];
  });
}

function partsBelongToTheirImage(world: World): readonly string[] {
  const wrong = Object.entries(world.images).flatMap(([digest, image]) =>
    image.digest === digest && Object.values(image.parts).every((part) => world.parts[part] === digest)
      ? []
      : [`image ${digest} and its parts do not know each other`],
  );
  const known = (digest: string): boolean =>
    world.images[digest] !== undefined || world.parts[digest] !== undefined;
  const held: readonly (readonly [string, readonly string[]])[] = [
    ['the copies', Object.keys(world.copies)],
    ...Object.entries(world.stored).map(([repo, digests]) => [repo, Object.keys(digests)] as const),
    ...Object.entries(world.caches).map(([cache, { blobs }]) => [cache, Object.keys(blobs)] as const),
    ...Object.entries(world.workloads).map(([workload, { digest }]) => [workload, [digest]] as const),
    ...Object.entries(world.consumers).map(([consumer, { digest }]) => [consumer, [digest]] as const),
  ];
  return [
    ...wrong,
    ...held.flatMap(([place, digests]) =>
      digests.filter((one) => !known(one)).map((one) => `${place} holds ${one}, which is no image`),
    ),
  ];
}

function credentialsAreSound(world: World): readonly string[] {
  return Object.entries(world.credentials).flatMap(([id, credential]) => [
    ...(world.estate.credentials[id] === undefined ? [`${id} is no credential of this estate`] : []),
    ...(credential.generations.length === 0 ? [`${id} exists without a value`] : []),
    ...(liveValues(credential) > 1 ? [`${id} has two working values`] : []),
    ...credential.generations.flatMap((one) =>
      one.holders
        .filter((holder) => world.estate.agents[holder] === undefined)
        .map((holder) => `${id} is held by ${holder}, who is nobody`),
    ),
    ...(credential.generations.some((one) => new Set(one.holders).size !== one.holders.length)
      ? [`${id} is held twice by the same`]
      : []),
  ]);
}

function liveValues(credential: Credential): number {
  return credential.generations.filter((one) => one.live).length;
}

function runsAreSound(world: World): readonly string[] {
  return Object.entries(world.runs).flatMap(([id, run]) => {
    const number = Number(id.slice(id.lastIndexOf('#') + 1));
    const pipeline = world.pipelines[run.pipeline];
    const wrong: string[] = [];
    if (pipeline === undefined || number > pipeline.runs) wrong.push(`${id} was never counted`);
    if ((run.state === 'published') !== (run.image !== null))
      wrong.push(`${id} is ${run.state}, yet its image is ${run.image ?? 'none'}`);
    if ((run.state === 'running') !== (run.endedAt === null))
      wrong.push(`${id} is ${run.state}, yet it ended at ${run.endedAt ?? 'no time'}`);
    return wrong;
  });
}

function consumersAreSound(world: World): readonly string[] {
  return Object.entries(world.consumers).flatMap(([id, one]) => {
    const wrong: string[] = [];
    if ((one.exposedAt === null) === one.ran.some((pull) => isPoison(world, pull.digest)))
      wrong.push(`${id} is exposed without an implant, or the other way round`);
    if (one.matchedAt !== null && one.heard.length === 0) wrong.push(`${id} recognised itself in nothing`);
    if (one.heard.some((notice) => world.notices[notice] === undefined))
      wrong.push(`${id} heard what nobody sent`);
    if (new Set(one.heard).size !== one.heard.length) wrong.push(`${id} heard a notice twice`);
    return wrong;
  });
}

function noticesAreSound(world: World): readonly string[] {
  return Object.entries(world.notices).flatMap(([id, notice]) => {
    const wrong: string[] = [];
    if (notice.falseClaims.some((claim) => !notice.claims.includes(claim)))
      wrong.push(`${id} says falsely what it does not say`);
    if (notice.corrects !== null && world.notices[notice.corrects]?.correctedAt == null)
      wrong.push(`${id} corrects what was not corrected`);
    if (notice.claims.some((claim) => parseClaim(claim, world.estate.clock.calendar) === null))
      wrong.push(`${id} holds what is no claim`);
    return wrong;
  });
}

function controlsAreSound(world: World): readonly string[] {
  const misfiled = Object.entries(world.controls).filter(
    ([id, control]) => id !== controlId(control.kind, control.place),
  );
  const counts = Object.entries(world.exercise.landed).filter(
    ([, count]) => !Number.isInteger(count) || count < 0,
  );
  return [
    ...misfiled.map(([id]) => `${id} is filed under another name`),
    ...counts.map(([pillar]) => `${pillar} has landed a broken number of times`),
  ];
}

function nothingIsOfTheFuture(world: World): readonly string[] {
  const times: readonly (readonly [string, number])[] = [
    ...Object.entries(world.seen),
    ...Object.entries(world.poisonedSince),
    ...Object.entries(world.poisonedUntil),
    ...Object.entries(world.pulled),
    ...Object.entries(world.copies),
    ...Object.entries(world.tags).map(([tag, { movedAt }]) => [tag, movedAt] as const),
    ...Object.entries(world.controls).map(([id, { since }]) => [id, since] as const),
  ];
  return times.filter(([, at]) => at > world.at).map(([what]) => `${what} has a time that has not come`);
}
