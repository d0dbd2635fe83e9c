import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCatalogue } from '../../src/store/catalogue.ts';
import { readEntries } from '../../src/store/catalogue-entry.ts';
import { nodeFiles } from '../../src/store/files.ts';
import { journalPath } from '../../src/store/find-session.ts';
import { removeSession } from '../../src/store/session-archive.ts';
import { createSession, openSession } from '../../src/store/session-store.ts';
import { decision, everyKind } from '../exercise/journal-samples.ts';
import { draft, linesOf, source, startChild, systemError, temporaryHome } from './store-helpers.ts';

let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

async function play(
  records: readonly Parameters<typeof writeAllRecords>[1][number][] = [],
  created = draft.created,
) {
  const session = await createSession(home.places, { ...draft, created }, source, { runs: 'a test' });
  writeAllRecords(session, records);
  await session.close();
  return session.header.session;
}

function writeAllRecords(
  session: Awaited<ReturnType<typeof createSession>>,
  records: typeof everyKind,
): void {
  for (const record of records) session.journal.append(record);
}

async function allLines(child: ReturnType<typeof startChild>): Promise<string> {
  let all = '';
  for await (const line of linesOf(child)) all += line;
  return all;
}

const stored = (): unknown => JSON.parse(readFileSync(home.places.catalogue, 'utf8'));

describe('the catalogue', () => {
  it('is empty before the first session', async () => {
    expect(await readCatalogue(home.places)).toEqual([]);
  });

  it('tells what the journals tell, newest first', async () => {
    const older = await play([decision(1)], '2026-05-11T09:20:00Z');
    const newer = await play(everyKind);
    const [first, second] = await readCatalogue(home.places);
    expect(first).toMatchObject({
      id: newer,
      state: 'ended',
      scenario: { id: 'poisoned-base-image', title: 'Stable, until 02:41' },
      ending: 'clean-cut',
      percent: 97.5,
      decisions: 2,
      undone: 1,
      hints: 1,
      interventions: 1,
    });
    expect(second).toMatchObject({ id: older, state: 'running', ending: null, percent: null, decisions: 1 });
    expect(readEntries(stored())).toEqual([first, second]);
  });

  it('follows a journal that went on, and one that was removed', async () => {
    const id = await play([decision(1)]);
    await readCatalogue(home.places);
    const session = await openSession(journalPath(home.places, id), { runs: 'a test' });
    session.journal.append(decision(2));
    await session.close();
    expect((await readCatalogue(home.places))[0]?.decisions).toBe(2);
    await removeSession(home.places, journalPath(home.places, id));
    expect(await readCatalogue(home.places)).toEqual([]);
    expect(readEntries(stored())).toEqual([]);
  });

  it('is rebuilt when it is missing, damaged, of another shape or lies', async () => {
    const id = await play([decision(1)]);
    const right = await readCatalogue(home.places);
    const bad = [
      '',
      '{',
      'null',
      '[]',
      '{"format":2,"sessions":[]}',
      '{"format":1,"sessions":[{}]}',
      '\u0000\u0000',
    ];
    const lies = JSON.stringify({ format: 1, sessions: [{ ...right[0], id: '../../etc' }] });
    const controls = JSON.stringify({ format: 1, sessions: [{ ...right[0], team: '\u001b[2J' }] });
    const gone = JSON.stringify({ format: 1, sessions: [{ ...right[0], id: 'zzzz-20260512' }] });
    for (const text of [...bad, lies, controls, gone]) {
      writeFileSync(home.places.catalogue, text);
      const entries = await readCatalogue(home.places);
      expect(entries).toEqual(right);
      expect(entries[0]?.id).toBe(id);
      expect(readEntries(stored())).toEqual(right);
    }
  });

  it('lists a damaged session as damaged, with what can still be read', async () => {
    const id = await play([decision(1)]);
    appendFileSync(journalPath(home.places, id), 'nonsense\n');
    writeFileSync(journalPath(home.places, 'broken'), 'nonsense\n');
    const entries = await readCatalogue(home.places);
    expect(entries.map((entry) => [entry.id, entry.state, entry.decisions])).toEqual([
      [id, 'damaged', 1],
      ['broken', 'damaged', 0],
    ]);
    expect(await readCatalogue(home.places)).toEqual(entries);
  });

  it('does not list a session that was killed before its first prompt', async () => {
    await play();
    writeFileSync(journalPath(home.places, 'unborn'), '{"kind":"head');
    expect(await readCatalogue(home.places)).toHaveLength(1);
  });

  it('reads a journal again only when it has changed', async () => {
    await play([decision(1)]);
    await readCatalogue(home.places);
    let reads = 0;
    const files: typeof nodeFiles = {
      ...nodeFiles,
      read: (path) => {
        reads += 1;
        return nodeFiles.read(path);
      },
    };
    await readCatalogue(home.places, files);
    expect(reads).toBe(0);
  });

  it('is told even where it cannot be written', async () => {
    const id = await play([decision(1)]);
    // A directory in its place can be neither read nor replaced.
    nodeFiles.makeDirectory(home.places.catalogue);
    expect((await readCatalogue(home.places))[0]?.id).toBe(id);
  });

  it('whose journals cannot be listed says so', async () => {
    const files: typeof nodeFiles = {
      ...nodeFiles,
      list: () => {
        throw systemError('EACCES');
      },
    };
    await expect(readCatalogue(home.places, files)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('loses nothing when several processes write it at once', async () => {
    const children = Array.from({ length: 3 }, () => startChild('catalogue', home.home, '12'));
    const said = await Promise.all(children.map(allLines));
    expect(said).toEqual(['done', 'done', 'done']);
    const entries = await readCatalogue(home.places);
    expect(entries).toHaveLength(36);
    expect(readEntries(stored())).toEqual(entries);
    expect(readdirSync(home.home).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
