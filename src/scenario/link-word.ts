import { CLAIM_KEYS, parseClaim } from '../world/claim.ts';
import { parseReference } from '../world/reference.ts';
import { SIGHTINGS, type SightingKind } from '../world/sighting.ts';
import { CONTROL_KINDS, type Slot } from '../world/verb.ts';
import type { Path } from './diagnostic.ts';
import type { Linker } from './linker.ts';
import { mendClaim, mendRun } from './mend-word.ts';
import type { NameKind } from './names.ts';
import { mendName } from './problems.ts';
import { quoted } from './visible-text.ts';

type WordLinker = Pick<Linker, 'names' | 'problems' | 'source' | 'calendar'>;

const NAMED_SLOTS: Readonly<Partial<Record<Slot, NameKind>>> = {
  repo: 'repo',
  tag: 'tag',
  pipeline: 'pipeline',
  workload: 'workload',
  owner: 'owner',
  cache: 'cache',
  log: 'log',
  audience: 'audience',
  channel: 'channel',
  inject: 'inject',
  party: 'party',
  consumer: 'consumer',
  phase: 'phase',
  request: 'request',
};

/** Whether a word of a line names something of this kind that the scenario defines. */
export function isWord(linker: WordLinker, slot: Slot, word: string): boolean {
  const kind = NAMED_SLOTS[slot];
  if (kind !== undefined) return linker.names[kind].has(word);
  switch (slot) {
    case 'digest':
      return isDigestWord(linker, word);
    case 'part': {
      const reference = parseReference(word);
      return (
        reference?.digest != null &&
        linker.names.repo.has(reference.repo) &&
        isDigestWord(linker, reference.digest)
      );
    }
    case 'run':
      return linker.names.pipeline.has(/^(.+)#\d+$/.exec(word)?.[1] ?? '');
    case 'credential':
      return linker.names.credential.has(word.replace(/~\d+$/, ''));
    case 'host':
      return word.endsWith('.example');
    case 'notice':
      return /^notice-\d+$/.test(word);
    case 'control':
      return CONTROL_KINDS.some((control) => word.startsWith(`${control}:`));
    default:
      return true;
  }
}

/** Names that could stand in a slot, for the nearest one. */
export function namesFor(linker: WordLinker, slot: Slot): readonly string[] {
  const kind = NAMED_SLOTS[slot];
  if (kind !== undefined) return [...linker.names[kind]];
  switch (slot) {
    case 'digest':
      return digestWords(linker);
    case 'credential':
      return [...linker.names.credential];
    case 'run':
      return firstRuns(linker);
    case 'host':
      return [...linker.names.host];
    case 'part':
      return [...linker.names.repo].flatMap((repo) => digestWords(linker).map((word) => `${repo}@${word}`));
    default:
      return [];
  }
}

// Those before the clock opens are counted and no more.
function firstRuns({ source }: WordLinker): readonly string[] {
  return Object.entries(source.world.pipelines).map(([id, { runsBefore }]) => `${id}#${runsBefore + 1}`);
}

function digestWords(linker: WordLinker): readonly string[] {
  return [...linker.names.image].map((name) => `image:${name}`);
}

/** `image:NAME` or `image:NAME/arm64` of an image that has that part. */
export function isDigestWord(linker: WordLinker, word: string): boolean {
  const named = /^image:([a-z0-9-]+)(?:\/([a-z0-9]+))?$/.exec(word);
  const name = named?.[1] ?? '';
  if (!linker.names.image.has(name)) return linker.names.pipeline.has(name) && named?.[2] === undefined;
  return named?.[2] === undefined || architecturesOf(linker, name, 0).includes(named[2]);
}

const MOST_STEPS = 100;

function architecturesOf(linker: WordLinker, name: string, steps: number): readonly string[] {
  const image = linker.source.world.images[name];
  if (image?.architectures !== undefined) return image.architectures;
  if (image?.from === undefined || steps > MOST_STEPS) return ['amd64', 'arm64'];
  return architecturesOf(linker, image.from, steps + 1);
}

/** Says that a digest word means nothing, if so. */
export function expectDigest(linker: WordLinker, word: string, path: Path): void {
  if (isDigestWord(linker, word)) return;
  linker.problems.unknown(path, word, 'digest', digestWords(linker));
}

/** Checks the form of a claim and the names in it; `KEY=*` is admitted where any true value will do. */
export function expectClaim(linker: WordLinker, text: string, path: Path, admitsAny: boolean): void {
  if (admitsAny && /^[a-z-]+=\*$/.test(text) && Object.hasOwn(CLAIM_KEYS, text.slice(0, -2))) return;
  const claim = parseClaim(text, linker.calendar);
  if (claim === null) {
    linker.problems.add({
      path,
      code: 'link/bad-claim',
      message: `${quoted(text)} is no claim.`,
      mend: mendClaim(text),
    });
    return;
  }
  switch (claim.key) {
    case 'digest':
    case 'clean':
    case 'check':
      if (!/^sha256:/.test(claim.value)) expectDigest(linker, claim.value, path);
      return;
    case 'tag':
      expectSlot(linker, ['tag'], claim.value, path);
      return;
    case 'secret':
      expectSlot(linker, ['credential'], claim.value, path);
      return;
    case 'indicator':
      expectSlot(linker, ['host'], claim.value, path);
      return;
    default:
  }
}

/** Says that a word names nothing that may stand in its slot, if so. */
export function expectSlot(linker: WordLinker, slots: readonly Slot[], word: string, path: Path): boolean {
  if (slots.some((slot) => isWord(linker, slot, word))) return true;
  const known = slots.flatMap((slot) => namesFor(linker, slot));
  const isRun = slots.includes('run') && (slots.length === 1 || word.includes('#'));
  const mend = isRun ? mendRun(word, firstRuns(linker)) : undefined;
  linker.problems.unknown(path, word, slots.join(' or ').replaceAll('repo', 'repository'), known, { mend });
  return false;
}

const SIGHTING_SLOTS: Readonly<Record<string, readonly Slot[]>> = {
  DIGEST: ['digest'],
  NAME: ['credential', 'tag'],
  HOST: ['host'],
  TAG: ['tag'],
  CREDENTIAL: ['credential'],
  PIPELINE: ['pipeline'],
  RUN: ['run'],
  WORKLOAD: ['workload'],
  CACHE: ['cache'],
  NOTICE: ['notice'],
};

/** Checks a sighting: its kind, how many words follow, and what they name. */
export function expectSighting(linker: WordLinker, text: string, path: Path): void {
  const [kind = '', ...words] = text.split(' ');
  if (!Object.hasOwn(SIGHTINGS, kind)) {
    linker.problems.add({
      path,
      code: 'link/unknown-sighting',
      message: `There is no sighting ${quoted(kind)}.`,
      mend: mendName(kind, Object.keys(SIGHTINGS), 'sighting').replace(', or define it', ''),
    });
    return;
  }
  const shape = SIGHTINGS[kind as SightingKind].split(':', 1)[0]?.split(' ') ?? [];
  if (words.length !== shape.length || words.includes('')) {
    linker.problems.add({
      path,
      code: 'link/sighting-words',
      message: `The sighting ${quoted(kind)} has ${shape.length === 1 ? 'one word' : `${shape.length} words`} after it, not ${words.length}.`,
      mend: `Write it as "${kind} ${shape.join(' ')}".`,
    });
    return;
  }
  for (const [index, what] of shape.entries())
    expectSlot(linker, SIGHTING_SLOTS[what] ?? [], words[index] ?? '', path);
}
