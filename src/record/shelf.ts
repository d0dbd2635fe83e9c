import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Scenario } from '../exercise/definition.ts';

/** Where the built-in scenarios lie: packed beside the bundled program, or as YAML in a checkout. */
export interface Shelf {
  readonly folder: string;
  readonly isPacked: boolean;
}

/** The shelf of the running program. Its bundle stands in `dist/`; its sources, in tests, in `src/record/`. */
export function ownShelf(): Shelf {
  const here = import.meta.dirname;
  if (basename(here) === 'dist') return { folder: join(here, 'scenarios'), isPacked: true };
  return { folder: join(dirname(dirname(here)), 'scenarios'), isPacked: false };
}

/** Ids of the built-in scenarios, sorted. */
export function builtInIds({ folder, isPacked }: Shelf = ownShelf()): readonly string[] {
  if (isPacked) {
    return readIndex(folder)
      .scenarios.map(({ id }) => id)
      .sort();
  }
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => existsSync(join(folder, name, 'scenario.yaml'))).sort();
}

/** What a list shows of a built-in scenario. */
export type CataloguedScenario = Pick<Scenario, 'id' | 'title' | 'summary' | 'level' | 'minutes' | 'digest'>;

/** `index.json` beside the packed scenarios: they are packed together, since they are like each other. */
export interface ShelfIndex {
  readonly file: string;
  /** `end` is where each ends in the packed bytes: no more of them need be unpacked to read it. */
  readonly scenarios: readonly (CataloguedScenario & { readonly end: number })[];
  /** Texts that `hotwash new` writes: they are like a scenario too. */
  readonly texts: readonly { readonly name: string; readonly end: number }[];
}

// These files were made by our own build; the package is read-only and nothing else stands there.
export function readIndex(folder: string): ShelfIndex {
  return JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as ShelfIndex;
}
