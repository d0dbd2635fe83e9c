import { expect } from 'vitest';
import { findSession } from '../../src/store/find-session.ts';
import { readJournalFile } from '../../src/store/journal-file.ts';
import { hasEnded, linesOf, startChild, temporaryHome } from '../store/store-helpers.ts';

/**
 * Lets processes write one session after another and kills each with -9, some at once and some in the middle of writing.
 * Asserts that nothing acknowledged is ever lost, and that the next process goes on where the last one was killed.
 */
export async function killWriters(times: number): Promise<void> {
  const home = temporaryHome();
  let id = '';
  let acknowledged = 0;
  for (let round = 0; round < times; round += 1) {
    const child = startChild('play', home.home, id);
    // A spread of moments: while it starts, at its first records, and deep in the writing.
    const patience = [0, 1, 3, 20, 60][round % 5]!;
    const delayMs = (round * 37) % 150;
    const timer = round % 3 === 0 ? setTimeout(() => child.kill('SIGKILL'), delayMs) : null;
    for await (const line of linesOf(child)) {
      const [word, session, before] = line.split(' ');
      if (word === 'session') {
        id = session!;
        expect(Number(before)).toBeGreaterThanOrEqual(acknowledged);
        acknowledged = Number(before);
      } else {
        acknowledged = Number(word);
      }
      if (timer === null && acknowledged % 61 >= patience) child.kill('SIGKILL');
    }
    await hasEnded(child);
    if (timer !== null) clearTimeout(timer);
    if (id === '') continue;
    const { reading } = readJournalFile(findSession(home.places, id));
    expect(reading.damage, `round ${round}`).toBeNull();
    expect(reading.records.length, `round ${round}`).toBeGreaterThanOrEqual(acknowledged);
    // Ready for the next round long before the bound on decisions is met.
    if (reading.records.length > 4000) [id, acknowledged] = ['', 0];
  }
  expect(id).not.toBe('');
  home.remove();
}
