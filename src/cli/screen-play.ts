import type { RecordedSession } from '../record/recorded-session.ts';
import { readSettings } from '../store/settings.ts';
import { StoreError } from '../store/store-error.ts';
import type { ToldSession } from '../ui/desk.ts';
import type { Seconds } from '../world/time.ts';
import { placesHere } from './here.ts';
import type { LookOptions } from './play-options.ts';
import { makeServices } from './screen-services.ts';
import { UserError } from './user-error.ts';

/** Whether the full screen fits: a terminal at both ends that can address its rows, and a person who can read it. */
export function isForScreen(options: LookOptions): boolean {
  if (options.plain === true || options.screenReader === true) return false;
  if (process.env.INK_SCREEN_READER === 'true' || process.env.TERM === 'dumb') return false;
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

/** What the screen opens with; null is the home screen. */
export type Opens =
  | { readonly recorded: RecordedSession; readonly isResumed: boolean }
  | { readonly told: ToldSession; readonly at: Seconds | null }
  | null;

/** Shows the home screen, or a session or its replay at once, until the person leaves. */
export async function showScreen(opens: Opens, options: LookOptions): Promise<void> {
  const { startScreen } = await import('../ui/start.tsx');
  const settings = readSettings(placesHere().settings);
  const color = options.color === false ? 'never' : (settings.color ?? 'auto');
  const left = await startScreen({
    streams: { input: process.stdin, output: process.stdout },
    theme: { env: process.env, isAscii: options.ascii ?? settings.ascii ?? null, color },
    services: makeServices(),
    settings: { speed: options.speed ?? null, ticker: () => performance.now() },
    errorWords,
    opens:
      opens === null
        ? { what: 'home' }
        : 'told' in opens
          ? { what: 'replay', ...opens }
          : { what: 'session', ...opens },
  });
  process.exitCode = left.exitCode;
}

function errorWords(thrown: unknown): string | null {
  if (!(thrown instanceof StoreError || thrown instanceof UserError)) return null;
  return [thrown.message, thrown.hint ?? ''].join(' ').trim();
}
