// A second process for the tests of the store: it does one task on the given home and tells about it line by line.
import { readCatalogue } from '../../src/store/catalogue.ts';
import { findSession } from '../../src/store/find-session.ts';
import { ownSession } from '../../src/store/session-lock.ts';
import { createSession, openSession } from '../../src/store/session-store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { decision } from '../exercise/journal-samples.ts';
import { draft, placesIn, source } from './store-helpers.ts';

const [task = '', home = '', argument = ''] = process.argv.slice(2);
const places = placesIn(home);
const say = (text: string) => process.stdout.write(`${text}\n`);
const stay = () => setInterval(() => undefined, 1000);

/** Takes the lock of a journal and keeps it, or says who has it. */
async function own(): Promise<void> {
  try {
    await ownSession(argument, 'a test');
    say(`owner ${process.pid}`);
    stay();
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    say(`${thrown.kind} ${thrown.message}`);
  }
}

/** Writes decisions as fast as it can and says each number once it is acknowledged. */
async function play(): Promise<void> {
  const session =
    argument === ''
      ? await createSession(places, draft, source, { runs: 'a test' })
      : await openSession(findSession(places, argument), { runs: 'a test' });
  const before = session.records.length;
  say(`session ${session.header.session} ${before}`);
  for (let seq = before + 1; seq <= 5000; seq += 1) {
    session.journal.append(decision(seq));
    say(String(seq));
  }
}

/** Makes sessions and looks at the catalogue after each. */
async function catalogue(): Promise<void> {
  for (let number = 0; number < Number(argument); number += 1) {
    const session = await createSession(places, draft, source, { runs: 'a test' });
    await session.close();
    const seen = await readCatalogue(places);
    if (!seen.some((entry) => entry.id === session.header.session)) say('lost');
  }
  say('done');
}

const tasks: Readonly<Record<string, () => Promise<void>>> = { own, play, catalogue };
await tasks[task]?.();
