import { expect, test } from 'vitest';
import { runOnClock } from '../../src/plain/running-clock.ts';
import { startUnkept } from '../../src/record/open-recorded.ts';
import type { RecordSink } from '../../src/record/record-sink.ts';
import { RecordedSession } from '../../src/record/recorded-session.ts';
import { loadDrill, options } from '../record/drill.ts';

const drill = await loadDrill();

/** A session that joined one whose owner ran at this speed, and is told that the owner is gone. */
function takenOver(heard: number | null, chosen: number | null): number {
  const { header, opening } = startUnkept(drill, { ...options, mode: 'assess' });
  const sink: RecordSink = {
    append: () => null,
    sync: () => [],
    isJoined: () => false,
    heardSpeed: () => heard,
    close: async () => undefined,
  };
  const recorded = new RecordedSession(
    header,
    null,
    opening,
    { session: opening, records: [], tornAside: null },
    sink,
  );
  let ms = 0;
  const { clock, stop } = runOnClock(recorded, { speed: chosen, ticker: () => ms });
  recorded.tell({ from: 'taken over', records: [] });
  ms = 10_000;
  const now = clock.now();
  stop();
  return now;
}

test('whoever takes over a session goes on as fast as its owner did', () => {
  expect(takenOver(20, null)).toBe(200);
});

test('a speed that was chosen here stays, whatever the owner had', () => {
  expect(takenOver(20, 2)).toBe(20);
});

test('where nobody chose a speed the scenario sets the pace', () => {
  const [pace] = drill.scenario.pace;
  expect(takenOver(null, null)).toBe(10 * (pace?.rate ?? 0));
});
