import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/exercise/journal.ts';
import { foldUndo } from '../../src/exercise/journal-fold.ts';
import { decision, everyKind } from './journal-samples.ts';

const undo = (seq: number): JournalRecord => ({ kind: 'undo', seq });
const mark = (at: number): JournalRecord => ({ kind: 'mark', at });

describe('folding undo', () => {
  it('takes back the named decision and every step after it', () => {
    const folded = foldUndo([decision(1), decision(2), mark(150), decision(3), undo(2), decision(2, 300)]);
    expect(folded.decisions).toEqual([decision(1), decision(2, 300)]);
    expect(folded.undone).toEqual([decision(2), decision(3)]);
    expect(folded.now).toBe(300);
  });

  it('takes back the latest decision of a number that was used again', () => {
    const folded = foldUndo([decision(1), undo(1), decision(1, 90), decision(2), undo(2)]);
    expect(folded.decisions).toEqual([decision(1, 90)]);
  });

  it('takes time back with the decision', () => {
    expect(foldUndo([mark(30), decision(1), mark(500), undo(1)]).now).toBe(30);
  });

  it('keeps hints, pauses and answers, which were paid for and said', () => {
    const folded = foldUndo([
      decision(1),
      { kind: 'hint', at: 70, id: 'h', price: 1 },
      { kind: 'pause', at: 70, on: true },
      undo(1),
    ]);
    expect(folded.hints).toHaveLength(1);
    expect(folded.pauses).toHaveLength(1);
    expect(folded.decisions).toEqual([]);
  });

  it('merges neighbouring marks into the latest', () => {
    expect(foldUndo([mark(1), mark(5), mark(3), decision(1), mark(70), mark(80)]).steps).toEqual([
      mark(5),
      decision(1),
      mark(80),
    ]);
  });

  it('without an undo changes nothing but marks', () => {
    const records = everyKind.filter((record) => record.kind !== 'undo');
    const folded = foldUndo(records);
    expect(folded.decisions).toEqual(records.filter((record) => record.kind === 'decision'));
    expect(folded.end?.percent).toBe(97.5);
  });

  it('agrees with going back to the session before the decision', () => {
    // The model keeps the list of standing decisions after each record, as immutable sessions would.
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(null), fc.nat(9)), { maxLength: 60 }), (moves) => {
        let standing: readonly number[] = [];
        const records: JournalRecord[] = [];
        for (const move of moves) {
          if (move === null || standing.length === 0) {
            standing = [...standing, standing.length + 1];
            records.push(decision(standing.length));
          } else {
            const seq = (move % standing.length) + 1;
            standing = standing.slice(0, seq - 1);
            records.push(undo(seq));
          }
        }
        expect(foldUndo(records).decisions.map((record) => record.seq)).toEqual(standing);
      }),
      { numRuns: 500 },
    );
  });
});
