import { digestOf, shortDigest } from '../world/reference.ts';
import type { World } from '../world/state.ts';
import { parseTime, printClock } from '../world/time.ts';

/** Fills `{digest:NAME}`, `{short:NAME}` and `{clock:T-6h39m}` in a scenario's text. The linker has checked each; nothing is evaluated. */
export function fillText(text: string, world: World): string {
  return text.replace(/\{(digest|short|clock):([^{}\s]+)\}/g, (whole, kind: string, name: string) => {
    if (kind === 'clock') {
      const at = parseTime(name, world.estate.clock.calendar);
      return at === null ? whole : printClock(at, world.estate.clock.calendar);
    }
    const digest = digestOf(world, `image:${name}`);
    if (digest === null) return whole;
    return kind === 'short' ? shortDigest(digest) : digest;
  });
}
