import { printTime, type Seconds } from '../world/time.ts';

interface Start {
  readonly by: string;
  readonly at: Seconds;
}

/** Words when a decision would begin otherwise than a person was shown, because others decided meanwhile; else null. */
export function overtakenWords(shown: Start, found: Start, now: Seconds): string | null {
  if (found.by !== shown.by)
    return `Somebody else decided meanwhile, and ${found.by} would do that now. Decide again if you still want it.`;
  if (found.at === shown.at || found.at <= now) return null;
  return `Somebody else decided meanwhile, and ${found.by} is busy until ${printTime(found.at)}. Decide again if you still want it.`;
}
