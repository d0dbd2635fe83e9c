import type { Image } from './estate.ts';
import type { World } from './state.ts';
import type { Seconds } from './time.ts';

/** The service in which signatures are written down for everybody; a gate that asks for signatures asks it. */
export const TRANSPARENCY_LOG = 'transparency-log';

/** The span in which a service is down now; null while it works. */
export function outageOf(
  world: World,
  service: string,
): { readonly from: Seconds; readonly to: Seconds } | null {
  const spans = world.estate.services?.[service]?.down ?? [];
  return spans.find(({ from, to }) => from <= world.at && world.at < to) ?? null;
}

/**
 * True when nobody can look the signature up now: the transparency log is down, and it was made since. Older signatures carry
 * their proof with them, as a bundle does; these get theirs when the log is back.
 */
export function isUnlogged(world: World, image: Image): boolean {
  const outage = outageOf(world, TRANSPARENCY_LOG);
  return outage !== null && image.signedBy !== null && signedAt(world, image) >= outage.from;
}

// The run that first published it signed it; what the estate opened with was signed when it was made.
function signedAt(world: World, image: Image): Seconds {
  const times = Object.values(world.runs).flatMap((run) =>
    run.image === image.digest && run.endedAt !== null ? [run.endedAt] : [],
  );
  return times.length === 0 ? image.created : Math.min(...times);
}
