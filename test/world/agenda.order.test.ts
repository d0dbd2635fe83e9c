import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMPTY_AGENDA, isBefore, schedule } from '../../src/world/agenda.ts';
import { RANK, type Scheduled } from '../../src/world/state.ts';

const item = fc
  .record({ at: fc.nat(5), rank: fc.constantFrom(...Object.values(RANK)), line: fc.string() })
  .map((one): Scheduled => ({ ...one, by: 'clock', cause: null }));

test('the agenda is in the order of time, rank and scheduling, however it came about', () => {
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 5 }), { maxLength: 6 }), (batches) => {
      const agenda = batches.reduce(schedule, EMPTY_AGENDA);
      const all = batches.flat().map((one, index) => ({ ...one, seq: index + 1 }));
      const sorted = [...all].sort(
        (left, right) => left.at - right.at || left.rank - right.rank || left.seq - right.seq,
      );
      expect(agenda.entries).toEqual(sorted);
      expect(agenda.nextSeq).toBe(all.length + 1);
    }),
  );
});

test('scheduling leaves the agenda before it as it was', () => {
  const one = schedule(EMPTY_AGENDA, [{ at: 1, rank: 0, by: 'clock', cause: null, line: 'a' }]);
  schedule(one, [{ at: 0, rank: 0, by: 'clock', cause: null, line: 'b' }]);
  expect(one.entries.map((entry) => entry.line)).toEqual(['a']);
});

test('within one second: landings, expiry, pipelines, consumers, attackers, messages, the end', () => {
  const names = Object.keys(RANK).sort(
    (left, right) => RANK[left as keyof typeof RANK] - RANK[right as keyof typeof RANK],
  );
  expect(names).toEqual(['landing', 'expiry', 'pipeline', 'consumer', 'attacker', 'message', 'end']);
  expect(
    isBefore(
      { at: 1, rank: 0, seq: 2, by: '', cause: null, line: '' },
      { at: 1, rank: 0, seq: 1, by: '', cause: null, line: '' },
    ),
  ).toBe(false);
});
