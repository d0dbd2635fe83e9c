import type { World } from '../world/state.ts';
import { ASK_REQUESTS, PHASES } from '../world/verb.ts';
import type { Names } from './decision-words.ts';
import type { Session } from './session.ts';

/** Names that this team may use now: all that was known at the start, and what it has been shown since. Nothing else. */
export function knownNames(session: Session): Names {
  const { world } = session.course;
  const { estate } = world;
  const credentials = Object.values(estate.credentials).filter(
    (spec) => !spec.hidden || world.seen[`name ${spec.id}`] !== undefined,
  );
  return {
    repo: Object.keys(estate.repositories),
    tag: knownTags(world),
    pipeline: Object.keys(estate.pipelines),
    workload: Object.keys(estate.workloads),
    run: Object.keys(world.runs),
    owner: [...new Set(credentials.map((spec) => spec.owner))],
    credential: credentials.map((spec) => spec.id),
    cache: Object.keys(estate.caches),
    log: Object.keys(estate.logs),
    host: seenWords(world, 'host', 0),
    audience: Object.keys(estate.audiences),
    consumer: Object.keys(estate.consumers),
    channel: ['direct', ...Object.keys(estate.channels)],
    inject: Object.keys(world.exercise.injects),
    notice: Object.keys(world.notices).filter((id) => world.notices[id]?.author === 'team'),
    party: Object.keys(estate.parties),
    control: Object.keys(world.controls).filter((id) => world.controls[id]?.kind !== 'vendor-block'),
    phase: PHASES,
    request: ASK_REQUESTS,
    argument: ['revoke', 'delete', 'notify', 'isolate', 'quarantine'],
  };
}

/** Full digests that a prefix may stand for: those of images known at the start, and every one that was shown. */
export function knownDigests(session: Session): readonly string[] {
  const { world } = session.course;
  const digests = new Set<string>();
  for (const image of Object.values(world.estate.images)) {
    if (image.name !== null && world.estate.hiddenImages.includes(image.name)) continue;
    for (const digest of [image.digest, ...Object.values(image.parts)]) digests.add(digest);
  }
  for (const text of Object.keys(world.seen))
    for (const word of text.split(' ')) if (word.startsWith('sha256:')) digests.add(word);
  return [...digests];
}

function knownTags(world: World): readonly string[] {
  const atStart = Object.values(world.estate.repositories).flatMap((spec) =>
    Object.keys(spec.tags).map((tag) => `${spec.id}:${tag}`),
  );
  return [...new Set([...atStart, ...seenWords(world, 'tag', 0)])];
}

function seenWords(world: World, kind: string, index: number): readonly string[] {
  const found = Object.keys(world.seen).filter((text) => text.startsWith(`${kind} `));
  return [...new Set(found.map((text) => text.split(' ')[index + 1] ?? ''))];
}
