import { dirname } from 'node:path';
import { type Files, nodeFiles, replaceFile } from './files.ts';
import { cannotWrite, StoreError, systemCode } from './store-error.ts';

/** What a person prefers when no flag says otherwise. Every part may be missing. */
export interface Settings {
  readonly ascii?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
  readonly mode?: 'coach' | 'assess';
}

const allowed: Readonly<Record<keyof Settings, readonly (string | boolean)[]>> = {
  ascii: [true, false],
  color: ['auto', 'always', 'never'],
  mode: ['coach', 'assess'],
};

const maxBytes = 64 * 1024;

/** The settings, empty when there is no file. Unusable ones are refused rather than guessed at. */
export function readSettings(path: string, files: Files = nodeFiles): Settings {
  let text: string;
  try {
    if (files.state(path).size > maxBytes) throw unusable(path, 'is too large');
    text = Buffer.from(files.read(path)).toString('utf8');
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return {};
    if (thrown instanceof StoreError || systemCode(thrown) === null) throw thrown;
    throw unusable(path, 'cannot be read');
  }
  return check(path, parse(path, text));
}

export function saveSettings(path: string, settings: Settings, files: Files = nodeFiles): void {
  try {
    files.makeDirectory(dirname(path));
    replaceFile(files, path, `${JSON.stringify(settings, null, 2)}\n`);
  } catch (thrown) {
    throw cannotWrite('The settings file', thrown);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unusable(path, 'is not JSON');
  }
}

function check(path: string, value: unknown): Settings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unusable(path, 'is not an object');
  for (const [name, given] of Object.entries(value)) {
    if (!isSetting(name)) throw unusable(path, `may only hold ${Object.keys(allowed).join(', ')}`);
    if (!allowed[name].includes(given)) {
      throw unusable(path, `must give "${name}" as one of ${allowed[name].join(', ')}`);
    }
  }
  return value;
}

function isSetting(name: string): name is keyof Settings {
  return Object.hasOwn(allowed, name);
}

function unusable(path: string, what: string): StoreError {
  return new StoreError('unusable', `The settings file ${what}.`, `Mend or remove ${path}.`);
}
