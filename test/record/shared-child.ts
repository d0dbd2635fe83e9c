import { createInterface } from 'node:readline';
import { makeFactsDigest } from '../../src/exercise/facts-digest.ts';
import type { JournalHeader } from '../../src/exercise/journal.ts';
import { openOrJoin, startRecorded } from '../../src/record/open-recorded.ts';
import type { RecordedSession } from '../../src/record/recorded-session.ts';
import { newRunningHash } from '../../src/record/running-hash.ts';
import { findKeptScenario, findScenario } from '../../src/record/scenario-catalogue.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { placesIn } from '../store/store-helpers.ts';

/*
 * One process of a shared session: `node shared-child.ts HOME begin|join SESSION ENGINE`. It reads orders, one a line, and
 * answers each with one line of JSON: `take LINE`, `many N LINE`, `pass SECONDS`, `speed N`, `undo`, `hint`, `state`, `finish`, `quit`.
 */

const [home = '', how = '', session = '', engine = '0.1.0'] = process.argv.slice(2);
const places = placesIn(home);

async function openSession(): Promise<RecordedSession> {
  if (how === 'begin') {
    const options = { engine, mode: 'coach', created: '2026-05-12T09:20:00Z' } as const;
    return startRecorded(places, await findScenario('poisoned-base-image'), options);
  }
  return openOrJoin(places, session, engine, (header: JournalHeader) => findKeptScenario(places, header));
}

function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function take(recorded: RecordedSession, line: string): unknown {
  const read = recorded.read(line);
  if (!read.ok) return { rejected: read.rejection.message };
  const result = recorded.take(read.decision, null);
  return result.ok ? { seq: result.taken.seq, at: result.taken.at } : { message: result.message };
}

function state(recorded: RecordedSession): unknown {
  const { course, now, taken } = recorded.session;
  const facts = makeFactsDigest(newRunningHash)(course.history);
  return {
    facts,
    now,
    records: recorded.records.length,
    lines: taken.map((one) => one.line),
    isJoined: recorded.isJoined,
    speed: recorded.speed,
    end: recorded.end?.percent ?? null,
  };
}

function follow(recorded: RecordedSession, order: string): unknown {
  const [verb = '', ...words] = order.split(' ');
  const rest = words.join(' ');
  switch (verb) {
    case 'take':
      return take(recorded, rest);
    case 'many': {
      const [count = '0', ...line] = words;
      for (let index = 0; index < Number(count); index += 1) {
        const done = take(recorded, `${line.join(' ')} ${index}`);
        say(done);
      }
      return { many: Number(count) };
    }
    case 'pass':
      recorded.pass(Number(rest));
      return { now: recorded.session.now };
    case 'speed':
      recorded.runOn({ speed: Number(rest), catchUp: () => undefined });
      return { speed: recorded.speed };
    case 'undo':
      return { undone: recorded.undo()?.do ?? null };
    case 'hint':
      return { hint: recorded.takeHint()?.id ?? null };
    case 'finish':
      return { percent: recorded.finish().score.percent };
    default:
      return state(recorded);
  }
}

try {
  const recorded = await openSession();
  recorded.onChange(({ from, records }) => {
    if (from !== 'here') say({ heard: from, kinds: records.map((record) => record.kind) });
  });
  say({ session: recorded.header.session, isJoined: recorded.isJoined });
  const reader = createInterface({ input: process.stdin });
  reader.on('line', (order) => {
    if (order === 'quit') {
      reader.close();
      void recorded.close().then(() => process.exit());
      return;
    }
    try {
      say(follow(recorded, order));
    } catch (thrown) {
      if (!(thrown instanceof StoreError)) throw thrown;
      say({ error: thrown.message });
    }
  });
} catch (thrown) {
  if (!(thrown instanceof StoreError)) throw thrown;
  say({ refused: thrown.message, code: thrown.exitCode });
}
