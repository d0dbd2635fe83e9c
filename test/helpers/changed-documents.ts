import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseText } from '../../src/scenario/parse.ts';
import { BROKEN } from '../check/broken/cases.ts';
import { type Loose, tutorialWith } from './tutorial-document.ts';

export interface Changed {
  readonly what: string;
  readonly document: unknown;
}

type Path = readonly (string | number)[];

const BASE = readFileSync(join(import.meta.dirname, '..', 'check', 'broken', 'base.yaml'), 'utf8');
const WRONG: readonly unknown[] = [null, 7, -1, 0.5, true, '', 'NO NAME: {}', [], {}, ['x'], { x: 1 }];

/** The files of the table of mistakes that are YAML at all. */
export function brokenDocuments(): readonly Changed[] {
  return BROKEN.flatMap(([name, from, to]) => {
    const { value } = parseText(
      BASE.replace(from, () => to),
      'scenario.yaml',
    );
    return value === undefined ? [] : [{ what: name, document: value }];
  });
}

/** The tutorial with a value left out, of another kind, or with a neighbour that means nothing: at every place in turn. */
export function* changedDocuments(): Generator<Changed> {
  const document = tutorialWith();
  const paths = pathsOf(document).filter((path) => path.length > 0);
  for (const [index, path] of paths.entries()) {
    const at = path.join('.');
    yield { what: `${at}: left out`, document: replaced(document, path) };
    for (const turn of [0, 1, 2]) {
      const value = WRONG[(index * 3 + turn) % WRONG.length];
      yield { what: `${at}: ${JSON.stringify(value)}`, document: replaced(document, path, value) };
    }
    const beside = [...path.slice(0, -1), 'means-nothing'];
    yield { what: `${at}: a neighbour`, document: replaced(document, beside, 1) };
  }
}

function pathsOf(value: Loose, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

/** The document with the value at a path replaced, or left out where there is none. */
function replaced(document: Loose, path: Path, value?: unknown): Loose {
  const copy = structuredClone(document);
  const holder = path.slice(0, -1).reduce((inner: Loose, key) => inner[key], copy);
  const last = path.at(-1) ?? '';
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}
