import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/exercise/journal.ts';
import { type Files, nodeFiles } from '../../src/store/files.ts';
import { createJournal, openJournal, readJournalFile } from '../../src/store/journal-file.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { decision, everyKind, header } from '../exercise/journal-samples.ts';
import { temporaryHome } from './store-helpers.ts';

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

describe('a journal on disk', () => {
  it('has its header before anything else happens', () => {
    createJournal(path, header);
    expect(readJournalFile(path).reading.header).toEqual(header);
  });

  it('acknowledges a header and a record only once they are on the disk', () => {
    const calls: string[] = [];
    const files: Files = {
      ...nodeFiles,
      write: (file, bytes, offset) => {
        calls.push('write');
        return nodeFiles.write(file, bytes, offset);
      },
      sync: (file) => {
        calls.push('sync');
        nodeFiles.sync(file);
      },
      syncDirectory: (directory) => {
        calls.push('directory');
        nodeFiles.syncDirectory(directory);
      },
    };
    const journal = createJournal(path, header, files);
    expect(calls).toEqual(['write', 'sync', 'directory']);
    journal.append(decision(1));
    expect(calls.slice(3)).toEqual(['write', 'sync']);
  });

  it('is never begun over one that is there', () => {
    write([decision(1)]);
    expect(kindOf(() => createJournal(path, header))).toBe('cannot-write');
    expect(readJournalFile(path).reading.records).toEqual([decision(1)]);
  });

  it('gives back every record, and goes on after it was closed', () => {
    write(everyKind.slice(0, 4));
    const { journal, stored, tornAside } = openJournal(path);
    expect(stored.reading.records).toEqual(everyKind.slice(0, 4));
    expect(tornAside).toBeNull();
    for (const record of everyKind.slice(4)) journal.append(record);
    const { reading } = readJournalFile(path);
    expect(reading.records).toEqual(everyKind);
    expect(reading.head).toBe(journal.head);
  });

  it('refuses what it would not read again, and writes nothing of it', () => {
    const journal = createJournal(path, header);
    journal.append(decision(2));
    expect(() => journal.append(decision(1))).toThrow(TypeError);
    expect(() => journal.append({ ...decision(3), do: 'note \u001b' } as JournalRecord)).toThrow(TypeError);
    journal.append(decision(3));
    expect(readJournalFile(path).reading.records).toEqual([decision(2), decision(3)]);
  });

  it('is for its owner only', () => {
    write([]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('that another program changed meanwhile is not written to', () => {
    const journal = createJournal(path, header);
    appendFileSync(path, 'x\n');
    expect(kindOf(() => journal.append(decision(1)))).toBe('damaged');
    expect(readFileSync(path, 'utf8').endsWith('x\n')).toBe(true);
  });

  it('that was removed meanwhile acknowledges nothing', () => {
    const journal = createJournal(path, header);
    rmSync(path);
    expect(kindOf(() => journal.append(decision(1)))).toBe('cannot-write');
  });
});

describe('a torn tail', () => {
  it('at any byte is put aside whole, and the session goes on from the last good record', () => {
    write(everyKind.slice(0, 3));
    const bytes = readFileSync(path);
    const first = bytes.indexOf(0x0a) + 1;
    for (let cut = first; cut < bytes.length; cut += 7) {
      writeFileSync(path, bytes.subarray(0, cut));
      const good = bytes.subarray(0, cut).lastIndexOf(0x0a) + 1;
      const { journal, stored, tornAside } = openJournal(path);
      expect(tornAside === null).toBe(good === cut);
      if (tornAside !== null) expect(readFileSync(tornAside)).toEqual(bytes.subarray(good, cut));
      expect(readFileSync(path)).toEqual(bytes.subarray(0, good));
      journal.append(decision(9));
      journal.close();
      expect(readJournalFile(path).reading.records).toEqual([...stored.reading.records, decision(9)]);
    }
  });

  it('never takes the place of an earlier one', () => {
    write([decision(1)]);
    for (const tail of ['{"kind":"dec', '\u0000\u0000']) {
      appendFileSync(path, tail);
      openJournal(path).journal.close();
    }
    const asides = readdirSync(home.places.sessions).filter((name) => name.includes('.torn-'));
    expect(asides.sort()).toEqual(['k3v9-20260512.jsonl.torn-1', 'k3v9-20260512.jsonl.torn-2']);
  });

  it('is only reported, not cut, by a reader', () => {
    write([decision(1)]);
    appendFileSync(path, '{"kind"');
    expect(readJournalFile(path).reading.torn?.text).toBe('{"kind"');
    expect(readFileSync(path, 'utf8').endsWith('{"kind"')).toBe(true);
  });

  it('in the header leaves no session to go on with', () => {
    write([]);
    writeFileSync(path, readFileSync(path).subarray(0, 40));
    expect(kindOf(() => openJournal(path))).toBe('damaged');
  });
});

describe('damage', () => {
  it('anywhere is refused and left as it is', () => {
    write(everyKind);
    const bytes = readFileSync(path);
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const copy = Buffer.from(bytes);
        copy[index] = copy[index]! ^ change;
        writeFileSync(path, copy);
        expect(kindOf(() => openJournal(path))).toBe('damaged');
        expect(readFileSync(path)).toEqual(copy);
      }),
      { numRuns: 1000 },
    );
  });

  it('by any bytes is a reading, never a crash', () => {
    write([]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        writeFileSync(path, bytes);
        expect(readJournalFile(path).reading.header).toBeNull();
        expect(kindOf(() => openJournal(path))).toBe('damaged');
      }),
      { numRuns: 1000 },
    );
  });

  it('of bytes that are no UTF-8 is found even when the sums were forged', () => {
    write([{ ...decision(1), reason: '\ufffd' } as JournalRecord]);
    const bytes = readFileSync(path);
    const at = bytes.indexOf(Buffer.from('\ufffd'));
    writeFileSync(path, Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]));
    expect(readJournalFile(path).reading.damage).not.toBeNull();
  });
});
