import { join } from 'node:path';
import type { Command } from 'commander';
import { isPlainLine } from '../../exercise/journal-text.ts';
import { openService, type Service } from '../../http/service.ts';
import { openOrJoin, startRecorded } from '../../record/open-recorded.ts';
import type { RecordedSession } from '../../record/recorded-session.ts';
import { findScenario } from '../../record/scenario-catalogue.ts';
import { builtInIds } from '../../record/shelf.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { servedSocket } from '../../store/session-lock.ts';
import { readSettings } from '../../store/settings.ts';
import { StoreError, systemCode } from '../../store/store-error.ts';
import { seedForPlay } from '../drawn-seed.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { findKeptHere, placesHere, realNow } from '../here.ts';
import { readNumber, readPort, readSpan, readSpeed } from '../option-value.ts';
import { readMode } from '../play-options.ts';
import { printNote } from '../print.ts';
import { ServeLog } from '../serve-log.ts';
import { closingLines, openingLines } from '../serve-words.ts';
import { runServedClock } from '../served-clock.ts';
import { UserError } from '../user-error.ts';

const USAGE = 64;
const NOT_FOUND = 66;
const INTERRUPTED = 130;
const USUAL_PORT = 5500;

interface ServeOptions {
  readonly port?: number;
  readonly speed?: number;
  readonly mode?: 'coach' | 'assess';
  readonly seed?: number;
  readonly team?: string;
  readonly endsIn?: number;
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('Serves the registry and the CI of a session on 127.0.0.1, for real clients.')
    .argument(
      '<what>',
      'a scenario (id or file) for a new session, or a session (id, unique prefix, file, last)',
    )
    .option('--port <n>', `port; ${USUAL_PORT} or any free one when left out`, readPort('--port'))
    .option(
      '--speed <n>',
      'the clock runs: simulated minutes in a real one (a new session is then in assess mode)',
      readSpeed('--speed'),
    )
    .option('--mode <mode>', 'new session: coach (the clock stands) or assess (it runs)', readMode)
    .option('--seed <n>', 'new session: what names, digests and minutes are drawn from', readNumber('--seed'))
    .option('--team <name>', 'new session: the name of the team')
    .option('--ends-in <span>', 'new session: play ends this long after it starts', readSpan('--ends-in'))
    .action(serve);
}

async function serve(reference: string, options: ServeOptions): Promise<void> {
  const recorded = await sessionOf(reference, options);
  try {
    refuseUnservable(recorded, options);
    await serveUntilStopped(recorded, options);
  } finally {
    await recorded.close();
  }
}

async function sessionOf(reference: string, options: ServeOptions): Promise<RecordedSession> {
  const isFile = /[/\\]|\.ya?ml$/.test(reference) && !reference.endsWith('.jsonl');
  if (isFile || builtInIds().includes(reference)) return startSession(reference, options);
  const given = (['mode', 'seed', 'team', 'endsIn'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new UserError(`--${given === 'endsIn' ? 'ends-in' : given} is for a new session.`, {
      exitCode: USAGE,
    });
  try {
    return await openOrJoin(placesHere(), reference, ENGINE_VERSION, findKeptHere);
  } catch (thrown) {
    if (!(thrown instanceof StoreError) || thrown.kind !== 'not-found' || reference === 'last') throw thrown;
    const nearest = nearestName(reference, builtInIds());
    const hint =
      nearest === undefined ? 'hotwash list and hotwash sessions show them.' : `Did you mean ${nearest}?`;
    throw new UserError(`There is no scenario or session ${quoted(reference)}.`, {
      hint,
      exitCode: NOT_FOUND,
    });
  }
}

async function startSession(reference: string, options: ServeOptions): Promise<RecordedSession> {
  const places = placesHere();
  const settings = readSettings(places.settings);
  const team = options.team?.trim() ?? '';
  if (!isPlainLine(team) || team.length > 200)
    throw new UserError('--team takes one line of at most 200 characters.', { exitCode: USAGE });
  if (options.speed !== undefined && options.mode === 'coach')
    throw new UserError('In coach mode the clock stands; --speed is for assess mode.', { exitCode: USAGE });
  const usual = options.speed === undefined ? (settings.mode ?? 'coach') : 'assess';
  const playable = await findScenario(reference);
  return startRecorded(places, playable, {
    engine: ENGINE_VERSION,
    mode: options.mode ?? usual,
    seed: await seedForPlay(options.seed, playable, places),
    team: team === '' ? null : team,
    endEx: options.endsIn ?? null,
    created: realNow(),
  });
}

function refuseUnservable({ header, isOver, isCoach }: RecordedSession, { speed }: ServeOptions): void {
  if (isOver)
    throw new UserError(`Play is over in session ${header.session}, so there is nothing to serve.`, {
      hint: `hotwash score ${header.session} tells how it went; a scenario begins a new session.`,
      exitCode: USAGE,
    });
  if (speed !== undefined && isCoach)
    throw new UserError(
      'This session is in coach mode, in which the clock stands; --speed is for assess mode.',
      {
        exitCode: USAGE,
      },
    );
}

async function serveUntilStopped(recorded: RecordedSession, options: ServeOptions): Promise<void> {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const log = new ServeLog(recorded, print);
  const stopped = signalled();
  const service = await openAt(recorded, options.port ?? null, log);
  const runs = recorded.header.mode === 'assess';
  const rate = !runs
    ? null
    : options.speed === undefined
      ? "at the scenario's pace"
      : perMinute(options.speed);
  for (const line of openingLines(recorded, { ...service, rate })) print(line);
  const stopTelling = recorded.onChange((change) => log.follow(change));
  const stopClock = runs ? runServedClock(recorded, options.speed ?? null) : () => undefined;
  const code = await stopped;
  stopClock();
  stopTelling();
  await service.close();
  if (recorded.isOver && recorded.end === null) recorded.finish();
  print('');
  for (const line of closingLines(recorded.header.session, recorded.isOver)) print(line);
  process.exitCode = code;
}

const perMinute = (speed: number): string =>
  `${speed} simulated ${speed === 1 ? 'minute' : 'minutes'} in a real one`;

function signalled(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve(INTERRUPTED));
  });
}

/** On the port asked for, or else on the usual one, or else on any that is free. */
async function openAt(recorded: RecordedSession, port: number | null, log: ServeLog): Promise<Service> {
  const journal = join(placesHere().sessions, `${recorded.header.session}.jsonl`);
  const socket = process.platform === 'win32' ? null : servedSocket(journal);
  const open = (at: number): Promise<Service> =>
    openService(recorded, { port: at, socket, hear: (heard) => log.hear(heard), fail });
  try {
    return await open(port ?? USUAL_PORT);
  } catch (thrown) {
    const why = systemCode(thrown) ?? '';
    const isTaken = why === 'EADDRINUSE' || why === 'EACCES';
    if (isTaken && port === null) return open(0);
    if (!isTaken) throw thrown;
    const what = why === 'EACCES' ? 'may not be used by you' : 'is in use by another program';
    throw new UserError(`Port ${port} ${what}.`, {
      hint: 'Without --port a free one is taken.',
      exitCode: USAGE,
    });
  }
}

// One request that failed is no reason to end the exercise for everybody.
function fail(thrown: unknown): void {
  if (thrown instanceof StoreError)
    printNote(thrown.hint === null ? thrown.message : `${thrown.message} ${thrown.hint}`);
  else
    printNote(`A request failed, and was answered with 500. This is a bug in hotwash:\n${stackOf(thrown)}`);
}

const stackOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
