import type { PredicateSource } from '../schema/scenario-predicate.ts';
import { shortArg } from '../schema/short-arg.ts';
import type { FactKind } from '../world/fact.ts';
import { PREDICATES, type Predicate, type PredicateName } from '../world/predicate.ts';
import type { ArgKind } from '../world/predicate-entry.ts';
import type { Path } from './diagnostic.ts';
import { FACT_FIELDS } from './fact-fields.ts';
import { expectClaim, expectDigest, expectSighting } from './link-word.ts';
import { expectName, expectOneOf, type Linker } from './linker.ts';
import type { NameKind } from './names.ts';
import { mendName } from './problems.ts';
import { quoted } from './visible-text.ts';

/** Reads a predicate and checks every name in it. `fact` is the kind of fact at hand, null outside the story. */
export function linkPredicate(
  linker: Linker,
  source: PredicateSource,
  path: Path,
  fact: FactKind | null = null,
): Predicate {
  const all = Object.entries(source)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => linkEntry(linker, key, value, [...path, key], fact));
  return all.length === 1 && all[0] !== undefined ? all[0] : { is: 'all', of: all };
}

/** The predicate of a field that may be left out. */
export function linkOptional(
  linker: Linker,
  source: PredicateSource | undefined,
  path: Path,
): Predicate | null {
  return source === undefined ? null : linkPredicate(linker, source, path);
}

function linkEntry(
  linker: Linker,
  key: string,
  value: unknown,
  path: Path,
  fact: FactKind | null,
): Predicate {
  if (key === 'all' || key === 'any') {
    const of = (value as readonly PredicateSource[]).map((one, index) =>
      linkPredicate(linker, one, [...path, index], fact),
    );
    return { is: key, of };
  }
  if (key === 'not') return { is: 'not', of: linkPredicate(linker, value as PredicateSource, path, fact) };
  const name = key as PredicateName;
  if (name === 'fact' && fact === null) {
    linker.problems.add({
      path,
      of: 'key',
      code: 'link/fact-outside-story',
      message: 'No fact is at hand here: "fact" can be asked only in the story, where a fact arrives.',
      mend: 'Ask about the state of the world instead.',
    });
  }
  const short = shortArg(name);
  const isWhole = typeof value === 'object' && value !== null && !Array.isArray(value);
  const given = (isWhole || short === null ? value : { [short]: value }) as Readonly<Record<string, unknown>>;
  const args = Object.entries<ArgKind>(PREDICATES[name].args).flatMap(([arg, kind]) => {
    const argPath = isWhole ? [...path, arg] : path;
    return given[arg] === undefined ? [] : [[arg, linkArg(linker, kind, given[arg], argPath, fact)] as const];
  });
  return { is: name, args: Object.fromEntries(args) };
}

const NAMED_ARGS: Readonly<Partial<Record<ArgKind, NameKind>>> = {
  agent: 'agent',
  'optional-agent': 'agent',
  credential: 'credential',
  'optional-credential': 'credential',
  tag: 'tag',
  pipeline: 'pipeline',
  workload: 'workload',
  cache: 'cache',
  consumer: 'consumer',
  log: 'log',
  inject: 'inject',
  delivery: 'delivery',
  conclusion: 'conclusion',
};

const PLACES: readonly NameKind[] = ['repo', 'pipeline', 'workload', 'tag', 'host'];

function linkArg(linker: Linker, kind: ArgKind, value: unknown, path: Path, fact: FactKind | null): unknown {
  const named = NAMED_ARGS[kind];
  const text = typeof value === 'string' ? value : '';
  const each = (check: (one: string, at: Path) => void): void => {
    for (const [index, one] of (value as readonly string[]).entries()) check(one, [...path, index]);
  };
  if (named !== undefined) {
    expectName(linker, named, text, path);
    if (kind === 'inject' && linker.source.injects[text]?.answerable === false)
      reportUnanswerable(linker, text, path);
    return value;
  }
  switch (kind) {
    case 'tags':
      each((one, at) => expectName(linker, 'tag', one, at));
      return value;
    case 'image':
      expectDigest(linker, text, path);
      return value;
    case 'place':
      if (!text.startsWith('image:')) expectOneOf(linker, PLACES, text, path);
      return text.startsWith('image:') ? digestOf(linker, text) : value;
    case 'places':
      each((one, at) => expectOneOf(linker, PLACES, one, at));
      return value;
    case 'sighting':
      expectSighting(linker, text, path);
      return value;
    case 'audiences':
      each((one, at) => expectOneOf(linker, ['audience', 'consumer', 'inject'], one, at));
      return value;
    case 'claims':
      each((one, at) => expectClaim(linker, one, at, true));
      return value;
    case 'optional-text':
      expectOneOf(linker, ['agent', 'consumer', 'party', 'role'], text, path, ['clock', 'ci']);
      return value;
    case 'optional-texts':
      each((one, at) => expectSubject(linker, one, at));
      return value;
    case 'optional-data':
      return fact === null ? value : linkData(linker, value as Readonly<Record<string, unknown>>, path, fact);
    default:
      return value;
  }
}

function reportUnanswerable(linker: Linker, inject: string, path: Path): void {
  linker.problems.add({
    path,
    code: 'link/not-answerable',
    message: `Nobody waits for an answer to ${quoted(inject)}.`,
    mend: 'Delete "answerable: false" from the inject, or ask about another one.',
  });
}

const SUBJECTS: readonly NameKind[] = [
  'repo',
  'tag',
  'pipeline',
  'workload',
  'owner',
  'credential',
  'cache',
  'log',
  'host',
  'inject',
  'party',
  'consumer',
  'phase',
  'role',
  'agent',
  'delivery',
];

function expectSubject(linker: Linker, name: string, path: Path): void {
  if (/^notice-\d+$/.test(name) || SUBJECTS.some((kind) => linker.names[kind].has(name))) return;
  const known = [linker.source.world.account, ...SUBJECTS.flatMap((kind) => [...linker.names[kind]])];
  if (!known.includes(name)) linker.problems.unknown(path, name, 'subject', known);
}

// Facts hold digests in full, so a scenario's own name for one is replaced where the two are compared.
function linkData(
  linker: Linker,
  data: Readonly<Record<string, unknown>>,
  path: Path,
  fact: FactKind,
): unknown {
  const fields = Object.keys(FACT_FIELDS[fact]);
  const linked = Object.entries(data).map(([key, value]) => {
    if (!fields.includes(key)) {
      linker.problems.add({
        path: [...path, key],
        of: 'key',
        code: 'link/unknown-field',
        message: `A fact ${quoted(fact)} has no ${quoted(key)}.`,
        mend:
          fields.length === 0 ? 'Delete it.' : mendName(key, fields, 'field').replace(', or define it', ''),
      });
    }
    if (typeof value !== 'string' || !value.startsWith('image:')) return [key, value] as const;
    expectDigest(linker, value, [...path, key]);
    return [key, digestOf(linker, value)] as const;
  });
  return Object.fromEntries(linked);
}

/** The digest behind `image:NAME` or `image:NAME/arm64`; empty while the images do not link. */
export function digestOf(linker: Pick<Linker, 'works'>, word: string): string {
  const [, name = '', architecture] = /^image:([a-z0-9-]+)(?:\/([a-z0-9]+))?$/.exec(word) ?? [];
  const image = linker.works?.images[name];
  if (architecture === undefined) return image?.digest ?? '';
  return image?.parts[architecture as 'amd64' | 'arm64'] ?? '';
}
