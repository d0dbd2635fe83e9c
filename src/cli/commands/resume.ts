import type { Command } from 'commander';
import type { PlainConsole } from '../../plain/console.ts';
import { openOrJoin } from '../../record/open-recorded.ts';
import { readCatalogue } from '../../store/catalogue.ts';
import { readSettings } from '../../store/settings.ts';
import { StoreError } from '../../store/store-error.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { findKeptHere, placesHere } from '../here.ts';
import { ownConsole, playOnConsole } from '../plain-play.ts';
import { addLookOptions, isAscii, type LookOptions, needTerminal } from '../play-options.ts';
import { printNote } from '../print.ts';
import { isForScreen, showScreen } from '../screen-play.ts';

export function addResumeCommand(program: Command): void {
  const command = program
    .command('resume')
    .description('Goes on with a session after any exit or crash. An ended one goes on with its hot wash.')
    .argument('[session]', 'id, unique prefix, file, or last; the newest unfinished one when left out');
  addLookOptions(command).action(resume);
}

async function resume(reference: string | undefined, options: LookOptions): Promise<void> {
  needTerminal(options, 'resume');
  await resumeSession(reference ?? (await newestUnfinished()), options, null);
}

/** Goes on with a session on the console; `console` is the one in use already, if any. */
export async function resumeSession(
  reference: string,
  options: LookOptions,
  console: PlainConsole | null,
): Promise<void> {
  const places = placesHere();
  const settings = readSettings(places.settings);
  const recorded = await openOrJoin(places, reference, ENGINE_VERSION, findKeptHere);
  if (recorded.isJoined)
    printNote('This session is open in another process: you join it, and both see the same.');
  if (recorded.tornAside !== null) {
    printNote(
      `The last write was cut short; what was left of it is in ${recorded.tornAside}. Nothing acknowledged is lost.`,
    );
  }
  if (console === null && isForScreen(options)) {
    await showScreen({ recorded, isResumed: true }, options);
    return;
  }
  const ascii = isAscii(options, settings);
  const look = { ascii, confirm: options.confirm === true, speed: options.speed ?? null, isResumed: true };
  await playOnConsole(console ?? ownConsole(ascii), recorded, look);
}

async function newestUnfinished(): Promise<string> {
  const running = (await readCatalogue(placesHere())).find((entry) => entry.state === 'running');
  if (running !== undefined) return running.id;
  throw new StoreError(
    'not-found',
    'There is no unfinished session.',
    'hotwash play begins one; hotwash sessions lists all.',
  );
}
