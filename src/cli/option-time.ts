import { quoted } from '../scenario/visible-text.ts';
import { type Calendar, parseTime, type Seconds } from '../world/time.ts';
import { UserError } from './user-error.ts';

/** A point in simulated time as a person types it. Refuses anything else with the exit code for usage. */
export function readTime(option: string, text: string, calendar: Calendar): Seconds {
  const at = parseTime(text, calendar);
  if (at !== null) return at;
  throw new UserError(`${option} takes a time such as T+1h05m or 10:25, not ${quoted(text)}.`, {
    exitCode: 64,
  });
}
