import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/exercise/journal.ts';
import { type Files, nodeFiles } from '../../src/store/files.ts';
import { createJournal, openJournal, readJournalFile } from '../../src/store/journal-file.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { decision, header } from '../exercise/journal-samples.ts';
import { failingFiles, temporaryHome } from './store-helpers.ts';

let home: ReturnType<typeof temporaryHome>;
let path: string;
beforeEach(() => {
  home = temporaryHome();
  path = join(home.places.sessions, 'k3v9-20260512.jsonl');
});
afterEach(() => home.remove());

function write(records: readonly JournalRecord[]): void {
  const journal = createJournal(path, header);
  for (const record of records) journal.append(record);
  journal.close();
}

function kindOf(act: () => unknown): string | null {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown.kind;
    throw thrown;
  }
  return null;
}

describe('a write that fails', () => {
  interface Play {
    readonly acknowledged: readonly JournalRecord[];
    readonly failures: number;
  }

  // Plays on through failures: what throws is not acknowledged, and is tried once more.
  function play(files: Files): Play {
    const acknowledged: JournalRecord[] = [];
    let failures = 0;
    const attempt = <T>(act: () => T): T | null => {
      for (let tries = 0; tries < 2; tries += 1) {
        try {
          return act();
        } catch (thrown) {
          if (!(thrown instanceof StoreError)) throw thrown;
          expect(thrown.kind).toBe('cannot-write');
          expect(thrown.exitCode).toBe(74);
          failures += 1;
        }
      }
      return null;
    };
    const journal = attempt(() => createJournal(path, header, files));
    for (const record of journal === null ? [] : [decision(1), decision(2), decision(3)]) {
      const done = attempt(() => {
        journal?.append(record);
        return record;
      });
      if (done === null) break;
      acknowledged.push(done);
    }
    journal?.close();
    return { acknowledged, failures };
  }

  for (const code of ['ENOSPC', 'EIO', 'EDQUOT']) {
    for (const isLasting of [false, true]) {
      it(`with ${code} at each single call${isLasting ? ' and ever after' : ''} loses nothing that was acknowledged`, () => {
        for (let call = 1; ; call += 1) {
          rmSync(home.home, { recursive: true, force: true });
          const faulty = failingFiles({ call, code, isLasting });
          const { acknowledged, failures } = play(faulty.files);
          if (!faulty.wasReached()) {
            expect(failures).toBe(0);
            break;
          }
          if (!nodeFiles.exists(path)) {
            expect(acknowledged).toEqual([]);
            continue;
          }
          const before = readJournalFile(path).reading;
          expect(before.damage).toBeNull();
          if (before.header === null) {
            expect(acknowledged).toEqual([]);
            continue;
          }
          const { journal, stored } = openJournal(path);
          // The record whose write was not acknowledged may be there or not; nothing else may.
          expect(stored.reading.records.slice(0, acknowledged.length)).toEqual(acknowledged);
          expect(stored.reading.records.length).toBeLessThanOrEqual(acknowledged.length + 1);
          journal.append(decision(9));
          expect(readJournalFile(path).reading.damage).toBeNull();
          if (!isLasting) expect(acknowledged.length === 3 || failures > 1).toBe(true);
        }
      });
    }
  }

  it('once leaves no trace when it can be tried again', () => {
    for (const only of ['write', 'sync'] as const) {
      rmSync(home.home, { recursive: true, force: true });
      const { files } = failingFiles({ call: 3, code: 'ENOSPC', isLasting: false, only });
      const { acknowledged, failures } = play(files);
      expect(failures).toBe(1);
      expect(acknowledged).toEqual([decision(1), decision(2), decision(3)]);
      expect(readJournalFile(path).reading.records).toEqual(acknowledged);
    }
  });

  it('in short pieces is no failure', () => {
    const files: Files = {
      ...nodeFiles,
      write: (file, bytes, offset) => nodeFiles.write(file, bytes.subarray(0, offset + 5), offset),
    };
    const journal = createJournal(path, header, files);
    journal.append(decision(1));
    expect(readJournalFile(path).reading.records).toEqual([decision(1)]);
  });

  it('while a torn tail is put aside leaves the tail where it was, or safe beside it', () => {
    for (let call = 1; ; call += 1) {
      rmSync(home.home, { recursive: true, force: true });
      write([decision(1)]);
      appendFileSync(path, '{"torn');
      const faulty = failingFiles({ call, code: 'EIO', isLasting: true });
      const kind = kindOf(() => openJournal(path, faulty.files).journal.close());
      if (!faulty.wasReached()) {
        expect(kind).toBeNull();
        break;
      }
      const names = readdirSync(home.places.sessions).filter((name) => name.includes('.torn-'));
      const kept = names.map((name) => readFileSync(join(home.places.sessions, name), 'utf8'));
      expect(readFileSync(path, 'utf8').endsWith('{"torn') || kept.includes('{"torn')).toBe(true);
      expect(readJournalFile(path).reading.records).toEqual([decision(1)]);
    }
  });

  it('for a reason of our own is a bug, and not hidden as a full disk', () => {
    const files: Files = {
      ...nodeFiles,
      write: () => {
        throw new RangeError('ours');
      },
    };
    expect(() => createJournal(path, header, files)).toThrow(RangeError);
  });
});
