import type { Fact } from './fact.ts';
import type { Change, World } from './state.ts';
import { put } from './state.ts';
import { printTime } from './time.ts';

/** What an issuer says to the team that changes more credentials than it lets one account change in a span; null while it does not mind. */
export function limitRefusal(world: World, credentials: readonly string[]): string | null {
  const owners = new Set(credentials.map((id) => ownerOf(world, id)));
  for (const owner of owners) {
    const limit = world.estate.limits?.[owner];
    if (limit === undefined) continue;
    const asked = credentials.filter((id) => ownerOf(world, id) === owner).length;
    const counted = counting(world, owner);
    if (counted.length + asked <= limit.most) continue;
    const first = counted[counted.length + asked - limit.most - 1] ?? counted[0];
    const again = first === undefined ? '' : ` Try again after ${printTime(first.at + limit.per)}.`;
    return `429 Too Many Requests: ${owner} may change ${limit.most} credentials in ${limit.per / 60} minutes.${again}`;
  }
  return null;
}

function counting(world: World, owner: string): readonly Change[] {
  const per = world.estate.limits?.[owner]?.per ?? 0;
  return (world.changes?.[owner] ?? []).filter((one) => one.at > world.at - per);
}

/** The world in which a change that the team made counts against its owner's limit. Issuing and revoking in one second is one change. */
export function countChange(
  world: World,
  fact: Fact<'credential-issued'> | Fact<'credential-revoked'>,
): World {
  const owner = ownerOf(world, fact.subject);
  if (fact.cause === null || world.estate.limits?.[owner] === undefined) return world;
  const before = counting(world, owner);
  if (before.some((one) => one.at === fact.at && one.credential === fact.subject)) return world;
  const changes = [...before, { at: fact.at, credential: fact.subject }];
  return { ...world, changes: put(world.changes ?? {}, owner, changes) };
}

function ownerOf(world: World, credential: string): string {
  return world.estate.credentials[credential]?.owner ?? '';
}
