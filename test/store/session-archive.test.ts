import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalPath } from '../../src/store/find-session.ts';
import { readScenario } from '../../src/store/scenario-store.ts';
import {
  exportSession,
  importSession,
  readArchiveFile,
  removeSession,
} from '../../src/store/session-archive.ts';
import { servedSocket } from '../../src/store/session-lock.ts';
import { createSession, openSession } from '../../src/store/session-store.ts';
import { decision, everyKind } from '../exercise/journal-samples.ts';
import { draft, failingFiles, source, temporaryHome } from './store-helpers.ts';

let home: ReturnType<typeof temporaryHome>;
let other: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
  other = temporaryHome();
});
afterEach(() => {
  home.remove();
  other.remove();
});

async function played(): Promise<string> {
  const session = await createSession(home.places, draft, source, { runs: 'a test' });
  for (const record of everyKind) session.journal.append(record);
  await session.close();
  return session.path;
}

describe('an exported session', () => {
  it('comes in elsewhere byte for byte, with its scenario', async () => {
    const path = await played();
    const { id, isNew } = await importSession(other.places, exportSession(home.places, path));
    expect(isNew).toBe(true);
    expect(readFileSync(journalPath(other.places, id))).toEqual(readFileSync(path));
    const session = await openSession(journalPath(other.places, id), { runs: 'a test' });
    expect(readScenario(other.places, session.header.scenario.digest)).toBe(source);
    await session.close();
  });

  it('that is there already is left alone', async () => {
    const text = exportSession(home.places, await played());
    expect((await importSession(home.places, text)).isNew).toBe(false);
  });

  it('never overwrites a session of the same id with other content', async () => {
    const path = await played();
    const text = exportSession(home.places, path);
    const session = await openSession(path, { runs: 'a test' });
    session.journal.append({ kind: 'answer', question: 'later', text: 'more' });
    await session.close();
    const before = readFileSync(path);
    await expect(importSession(home.places, text)).rejects.toMatchObject({ kind: 'cannot-write' });
    expect(readFileSync(path)).toEqual(before);
  });

  it('is refused when anything in it was changed', async () => {
    const text = exportSession(home.places, await played());
    const edits: readonly (readonly [string, string])[] = [
      ['97.5', '99.5'],
      ['pause api-build', 'pause web-build'],
      ['until 02:41', 'until 02:42'],
      ['"hotwash": "session"', '"hotwash": "other"'],
      ['"format": 1', '"format": 2'],
      ['"session": "', '"session": "x'],
    ];
    for (const [from, to] of edits) {
      expect(text).toContain(from);
      await expect(importSession(other.places, text.replace(from, to))).rejects.toMatchObject({
        kind: 'damaged',
      });
    }
    for (const bad of ['', '{', 'null', '[]', '{"hotwash":"session"}', text.slice(0, -10)]) {
      await expect(importSession(other.places, bad)).rejects.toMatchObject({ kind: 'damaged' });
    }
    expect(readdirSync(other.home)).not.toContain('scenarios');
  });

  it('is not made of a damaged one, and of one in play up to its last record', async () => {
    const path = await played();
    const whole = exportSession(home.places, path);
    appendFileSync(path, '{"torn');
    expect(exportSession(home.places, path)).toBe(whole);
    appendFileSync(path, '\n');
    expect(() => exportSession(home.places, path)).toThrow(/Line 13/);
  });

  it('is not made without the scenario it was played on', async () => {
    const path = await played();
    const file = readdirSync(home.places.scenarios)[0]!;
    writeFileSync(`${home.places.scenarios}/${file}`, '{}');
    expect(() => exportSession(home.places, path)).toThrow(/changed/);
  });

  it('that cannot be written leaves no half of a session', async () => {
    const text = exportSession(home.places, await played());
    for (let call = 1; ; call += 1) {
      const faulty = failingFiles({ call, code: 'ENOSPC', isLasting: true });
      const error = await importSession(other.places, text, faulty.files).then(() => null, String);
      if (!faulty.wasReached()) {
        expect(error).toBeNull();
        break;
      }
      const names = readdirSync(other.places.sessions).filter((name) => name.endsWith('.jsonl'));
      for (const name of names)
        expect(readFileSync(`${other.places.sessions}/${name}`, 'utf8')).toHaveLength(
          JSON.parse(text).journal.join('\n').length + 1,
        );
      await Promise.all(names.map((name) => removeSession(other.places, `${other.places.sessions}/${name}`)));
    }
  });

  it('of a file that is not there is not found', () => {
    expect(() => readArchiveFile(`${home.home}/none.json`)).toThrow(/not there/);
  });
});

describe('removing a session', () => {
  it('takes everything of it away, and nothing of another', async () => {
    const [one, another] = [await played(), await played()];
    appendFileSync(one, '{"torn');
    await (await openSession(one, { runs: 'a test' })).close();
    // What `serve` leaves when it is killed.
    for (const path of [one, another]) writeFileSync(servedSocket(path), '');
    await removeSession(home.places, one);
    const left = readdirSync(home.places.sessions).filter((name) => !name.includes('.sock.'));
    const paths = left.map((name) => `${home.places.sessions}/${name}`);
    expect(new Set(paths)).toEqual(new Set([another, servedSocket(another)]));
  });

  it('never removes a file that is no session, but a damaged session', async () => {
    const file = `${home.home}/thesis.txt`;
    writeFileSync(file, 'years of work');
    await expect(removeSession(home.places, file)).rejects.toMatchObject({ kind: 'damaged' });
    expect(readFileSync(file, 'utf8')).toBe('years of work');
    const path = await played();
    writeFileSync(path, 'nonsense');
    await removeSession(home.places, path);
    await expect(removeSession(home.places, path)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is refused while it is in use', async () => {
    const session = await createSession(home.places, draft, source, { runs: 'play' });
    await expect(removeSession(home.places, session.path)).rejects.toMatchObject({
      kind: 'owned',
      exitCode: 75,
    });
    session.journal.append(decision(1));
    await session.close();
    await removeSession(home.places, session.path);
    expect(readdirSync(home.places.sessions)).toEqual([]);
  });
});
