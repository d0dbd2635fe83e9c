import type { Session } from '../exercise/session.ts';
import type { World } from '../world/state.ts';
import { printTime } from '../world/time.ts';

export interface SightingSeen {
  readonly at: string;
  /** As a scenario file writes it: `unsigned image:implant`. */
  readonly sighting: string;
}

/** What the team came to see, each once, in the order in which it did: what an author may take for clues. */
export function sightingsOf(finished: Session): readonly SightingSeen[] {
  const { world } = finished.course;
  const names = imageNames(world);
  return Object.entries(world.seen).map(([text, at]) => ({
    at: printTime(at),
    sighting: text.replace(/sha256:[0-9a-f]{64}/g, (digest) => names.get(digest) ?? digest),
  }));
}

function imageNames(world: World): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name, digest, parts } of Object.values(world.estate.images)) {
    if (name === null) continue;
    for (const [architecture, part] of Object.entries(parts))
      names.set(part, `image:${name}/${architecture}`);
    names.set(digest, `image:${name}`);
  }
  return names;
}
