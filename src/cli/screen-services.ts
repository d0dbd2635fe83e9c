import type { JournalStep } from '../exercise/journal-fold.ts';
import { readLine } from '../exercise/session.ts';
import { openOrJoin, startRecorded } from '../record/open-recorded.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import { builtInScenarios, findKeptScenario, findScenario } from '../record/scenario-catalogue.ts';
import { judgeReplayed, readStored, replayStored } from '../record/stored-session.ts';
import { readCatalogue } from '../store/catalogue.ts';
import { readSettings } from '../store/settings.ts';
import type { Services, ToldSession } from '../ui/desk.ts';
import { seedForPlay } from './drawn-seed.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { findKeptHere, placesHere, realNow } from './here.ts';
import { UserError } from './user-error.ts';

const INVALID = 65;

/** What the screens ask of files and catalogue, on this machine. */
export function makeServices(): Services {
  const places = placesHere();
  return {
    scenarios: () => builtInScenarios(),
    sessions: () => readCatalogue(places),
    start: async (id, { mode }) => {
      const playable = await findScenario(id);
      return startRecorded(places, playable, {
        engine: ENGINE_VERSION,
        mode: mode ?? readSettings(places.settings).mode ?? 'coach',
        seed: await seedForPlay(undefined, playable, places),
        created: realNow(),
      });
    },
    resume: (id) => openOrJoin(places, id, ENGINE_VERSION, findKeptHere),
    tell: async (id) => {
      const stored = await replayStored(readStored(places, id), findKeptHere);
      if (stored.replayed.divergence !== null) {
        throw new UserError('The facts of this session come out otherwise here; hotwash verify tells more.', {
          exitCode: INVALID,
        });
      }
      const { header, records, opening, folded } = stored;
      return {
        told: { header, records, opening },
        outcome: judgeReplayed(stored),
        isEnded: folded.end !== null,
      };
    },
    branch: (told, steps) => branch(told, steps),
  };
}

async function branch({ header }: ToldSession, steps: readonly JournalStep[]): Promise<RecordedSession> {
  const places = placesHere();
  const recorded = await startRecorded(places, await findKeptScenario(places, header), {
    engine: ENGINE_VERSION,
    mode: 'coach',
    seed: header.seed,
    team: header.team,
    seats: header.seats,
    endEx: header.endEx ?? null,
    created: realNow(),
  });
  for (const step of steps) {
    recorded.pass(step.at);
    if (step.kind !== 'decision') continue;
    // A headless play may have named what its team had not seen.
    const read = readLine(recorded.session, step.do, true);
    if (!read.ok) continue;
    recorded.take(
      { ...read.decision, reason: step.reason ?? null, confidence: step.confidence ?? null },
      step.by,
    );
  }
  return recorded;
}
