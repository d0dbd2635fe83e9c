import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, saveSettings } from '../../src/store/settings.ts';
import { failingFiles, temporaryHome } from './store-helpers.ts';

let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

describe('settings', () => {
  it('are empty without a file, and come back as they were saved', () => {
    const { settings } = home.places;
    expect(readSettings(settings)).toEqual({});
    saveSettings(settings, { ascii: true, color: 'never', mode: 'assess' });
    expect(readSettings(settings)).toEqual({ ascii: true, color: 'never', mode: 'assess' });
  });

  it('that are unusable are refused with the exit code for it, never guessed at', () => {
    const bad = [
      '',
      '{',
      '[]',
      'null',
      '{"colour":"never"}',
      '{"ascii":"yes"}',
      '{"mode":null}',
      '{"__proto__":1}',
      `"${'x'.repeat(70_000)}"`,
    ];
    for (const text of bad) {
      writeFileSync(home.places.settings, text);
      expect(() => readSettings(home.places.settings)).toThrow(
        expect.objectContaining({ kind: 'unusable', exitCode: 78 }),
      );
    }
  });

  it('that cannot be read are unusable', () => {
    mkdirSync(home.places.settings);
    expect(() => readSettings(home.places.settings)).toThrow(expect.objectContaining({ kind: 'unusable' }));
  });

  it('stay as they were when writing new ones fails at any call', () => {
    saveSettings(home.places.settings, { ascii: true });
    for (let call = 1; ; call += 1) {
      const faulty = failingFiles({ call, code: 'ENOSPC', isLasting: true });
      try {
        saveSettings(home.places.settings, { ascii: false }, faulty.files);
      } catch (thrown) {
        expect(thrown).toMatchObject({ kind: 'cannot-write', exitCode: 74 });
      }
      const now = readSettings(home.places.settings);
      expect([true, false]).toContain(now.ascii);
      if (!faulty.wasReached()) {
        expect(now).toEqual({ ascii: false });
        break;
      }
    }
  });
});
