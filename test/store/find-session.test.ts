import { utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/store/files.ts';
import { findSession, journalPath } from '../../src/store/find-session.ts';
import { isSessionId, newSessionId } from '../../src/store/session-id.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { temporaryHome } from './store-helpers.ts';

let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
  nodeFiles.makeDirectory(home.places.sessions);
  for (const [index, id] of ['aaaa-20260512', 'aabb-20260512', 'aabb', 'zzzz-20260511'].entries()) {
    writeFileSync(journalPath(home.places, id), 'x');
    utimesSync(journalPath(home.places, id), 1000, 1000 - index);
  }
});
afterEach(() => home.remove());

function refusal(reference: string): StoreError {
  try {
    findSession(home.places, reference);
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown;
  }
  throw new Error('it was found');
}

describe('a session', () => {
  const path = (id: string) => journalPath(home.places, id);

  it('is found by its id, a unique prefix, its file, or as the last one', () => {
    expect(findSession(home.places, 'aaaa-20260512')).toBe(path('aaaa-20260512'));
    expect(findSession(home.places, 'z')).toBe(path('zzzz-20260511'));
    expect(findSession(home.places, path('aabb'))).toBe(path('aabb'));
    expect(findSession(home.places, 'last')).toBe(path('aaaa-20260512'));
  });

  it('whose whole id begins another is still found by it', () => {
    expect(findSession(home.places, 'aabb')).toBe(path('aabb'));
  });

  it('is not guessed at: an ambiguous prefix lists what it could be', () => {
    const error = refusal('aa');
    expect(error.kind).toBe('ambiguous');
    expect(error.message).toContain('aaaa-20260512, aabb, aabb-20260512');
  });

  it('that is not there is not found, whatever was typed', () => {
    for (const reference of ['x', '', 'AAAA', './nothing.jsonl', '../../nothing', '\u001b[2J']) {
      const error = refusal(reference);
      expect(error.kind).toBe('not-found');
      expect(error.exitCode).toBe(66);
      expect(error.message).not.toContain('\u001b');
    }
  });

  it('as the last one is none where there is none', () => {
    for (const id of ['aaaa-20260512', 'aabb-20260512', 'aabb', 'zzzz-20260511']) nodeFiles.remove(path(id));
    expect(refusal('last').kind).toBe('not-found');
  });

  it('has an id that is typed easily and is never "last"', () => {
    for (let times = 0; times < 500; times += 1) {
      const id = newSessionId('2026-05-12T09:20:00Z');
      expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{4}-20260512$/);
      expect(isSessionId(id)).toBe(true);
    }
  });
});
