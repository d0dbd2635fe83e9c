import type { Command } from 'commander';
import { isPlainLine } from '../../exercise/journal-text.ts';
import type { PlainConsole } from '../../plain/console.ts';
import { startRecorded } from '../../record/open-recorded.ts';
import type { PlayableScenario } from '../../record/playable.ts';
import { findScenario } from '../../record/scenario-catalogue.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { readSettings } from '../../store/settings.ts';
import { seedForPlay } from '../drawn-seed.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { placesHere, realNow } from '../here.ts';
import { ownConsole, playOnConsole } from '../plain-play.ts';
import { addPlayOptions, isAscii, needTerminal, type PlayOptions, readSeats } from '../play-options.ts';
import { isForScreen, showScreen } from '../screen-play.ts';
import { UserError } from '../user-error.ts';

const USAGE = 64;

export function addPlayCommand(program: Command): void {
  const command = program
    .command('play')
    .description(
      'Plays a scenario. The session is kept at every step; leave with quit and go on with hotwash resume.',
    )
    .argument('<scenario>', 'id of a scenario, or a file');
  addPlayOptions(command).action(play);
}

async function play(reference: string, options: PlayOptions): Promise<void> {
  needTerminal(options, 'play');
  await playScenario(await findScenario(reference), options, null);
}

/** Begins a session of a scenario and plays it; `console` is the one in use already, if any. */
export async function playScenario(
  playable: PlayableScenario,
  options: PlayOptions,
  console: PlainConsole | null,
): Promise<void> {
  const places = placesHere();
  const settings = readSettings(places.settings);
  const seats = checkSeats(readSeats(options.seat ?? []), playable);
  const team = options.team?.trim() ?? '';
  if (!isPlainLine(team) || team.length > 200)
    throw new UserError('--team takes one line of at most 200 characters.', { exitCode: USAGE });
  const recorded = await startRecorded(places, playable, {
    engine: ENGINE_VERSION,
    mode: options.mode ?? settings.mode ?? 'coach',
    seed: await seedForPlay(options.seed, playable, places),
    team: team === '' ? null : team,
    seats,
    facilitator: options.facilitator === true,
    endEx: options.endsIn ?? null,
    created: realNow(),
  });
  if (console === null && isForScreen(options)) {
    await showScreen({ recorded, isResumed: false }, options);
    return;
  }
  const ascii = isAscii(options, settings);
  const look = { ascii, confirm: options.confirm === true, speed: options.speed ?? null, isResumed: false };
  await playOnConsole(console ?? ownConsole(ascii), recorded, look);
}

function checkSeats(
  seats: Readonly<Record<string, string>>,
  { scenario }: PlayableScenario,
): Readonly<Record<string, string>> {
  const roles = Object.keys(scenario.estate.roles);
  for (const [role, name] of Object.entries(seats)) {
    if (!roles.includes(role)) {
      const nearest = nearestName(role, roles);
      const hint = nearest === undefined ? `The roles are ${roles.join(', ')}.` : `Did you mean ${nearest}?`;
      throw new UserError(`${scenario.id} has no role ${quoted(role)}.`, { hint, exitCode: USAGE });
    }
    if (!isPlainLine(name) || name.length > 200)
      throw new UserError(`The name for ${role} is not plain text.`, { exitCode: USAGE });
  }
  return seats;
}
