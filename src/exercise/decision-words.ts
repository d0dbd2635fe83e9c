import type { Filled } from '../world/attempt.ts';
import { parseClaim } from '../world/claim.ts';
import { parseReference } from '../world/reference.ts';
import type { Slot } from '../world/verb.ts';
import { ASK_REQUESTS, CONTROL_KINDS, PHASES } from '../world/verb.ts';
import type { Scenario } from './definition.ts';

/** A line that is no decision costs no time and enters no journal. `mend` names the nearest thing that could be meant. */
export interface Rejection {
  readonly message: string;
  readonly mend: string | null;
  /** The word that was not understood, for the nearest-name search of a front end. */
  readonly word: string | null;
  readonly candidates: readonly string[];
}

/** Names that a line may use, by the kind of slot. What is not in it does not exist for the one who types. */
export type Names = Readonly<Partial<Record<Slot, readonly string[]>>>;

type Checked =
  | { readonly ok: true; readonly replaced: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly rejection: Rejection };

export function checkWords(
  filled: readonly Filled[],
  names: Names,
  digests: () => readonly string[],
  scenario: Scenario,
  byName: boolean,
): Checked {
  const replaced = new Map<string, string>();
  const request = filled.find((one) => one.slots.includes('request'))?.value ?? null;
  for (const one of filled) {
    if (one.slots.includes('text')) continue;
    const found = resolveWord(one, names, digests, scenario, byName, request);
    if (typeof found !== 'string') return { ok: false, rejection: found };
    if (found !== one.value) replaced.set(one.value, found);
  }
  return { ok: true, replaced };
}

function resolveWord(
  one: Filled,
  names: Names,
  digests: () => readonly string[],
  scenario: Scenario,
  byName: boolean,
  request: string | null,
): string | Rejection {
  const { value, slots } = one;
  const known = slots.flatMap((slot) => candidatesOf(slot, names, request));
  const wantsDigest = slots.includes('argument')
    ? takesDigest(request)
    : slots.every((slot) => slot === 'digest');
  const unknown = (): Rejection =>
    wantsDigest && !isDigestWord(value, byName)
      ? noDigest(value, byName)
      : {
          message: `There is nothing called "${value}" that you know of.`,
          mend: slots.includes('run') ? runMend(value, names) : null,
          word: value,
          candidates: known,
        };
  if (slots.includes('claim')) return resolveClaim(value, names, digests, scenario, byName) ?? unknown();
  if (known.includes(value) || (slots.includes('control') && isControlName(value, names))) return value;
  if (slots.includes('digest') || (slots.includes('argument') && takesDigest(request))) {
    const digest = resolveDigest(value, digests, scenario, byName);
    if (digest !== null) return digest;
  }
  if (slots.includes('part')) {
    const reference = parseReference(value);
    const digest =
      reference?.digest == null ? null : resolveDigest(reference.digest, digests, scenario, byName);
    if (reference !== null && digest !== null && (names.repo ?? []).includes(reference.repo))
      return `${reference.repo}@${digest}`;
  }
  return unknown();
}

// Said of any other word alike, so that it does not tell whether there is a tag of that name.
function noDigest(value: string, byName: boolean): Rejection {
  const message = `"${value}" is no digest, and a digest is wanted there.`;
  const named = byName ? 'image:NAME, or ' : '';
  const mend = `Write ${named}sha256: and at least 8 digits of one that you have seen.`;
  return { message, mend, word: null, candidates: [] };
}

const DIGEST_WORD = /^sha256:[0-9a-f]{8,64}$/;
/** Whether a word has the form of a digest, whatever it stands for; `byName` admits `image:NAME`. */
export const isDigestWord = (word: string, byName: boolean): boolean =>
  DIGEST_WORD.test(word) || (byName && word.startsWith('image:'));

// Of a run that is unseen and of one that never was it says the same.
function runMend(word: string, names: Names): string | null {
  const pipeline = /^(.+)#\d+$/.exec(word)?.[1] ?? '';
  return (names.pipeline ?? []).includes(pipeline)
    ? `Runs become known by "inspect runs ${pipeline}".`
    : null;
}

// A control may be lifted before a line that names it begins, so any that could stand at a known place can be named.
function isControlName(word: string, names: Names): boolean {
  const colon = word.indexOf(':');
  const kind = CONTROL_KINDS.find((one) => one === word.slice(0, colon));
  if (kind === undefined || kind === 'vendor-block') return false;
  return PLACES.some((slot) => (names[slot] ?? []).includes(word.slice(colon + 1)));
}

const PLACES: readonly Slot[] = ['repo', 'tag', 'pipeline', 'workload', 'host'];

function candidatesOf(slot: Slot, names: Names, request: string | null): readonly string[] {
  if (slot === 'phase') return PHASES;
  if (slot === 'request') return ASK_REQUESTS;
  if (slot === 'argument')
    return request === 'hold'
      ? (names.log ?? [])
      : request === 'access-details'
        ? (names.credential ?? [])
        : request === 'approval'
          ? (names.argument ?? [])
          : [];
  return names[slot] ?? [];
}

function takesDigest(request: string | null): boolean {
  return request === 'tell-pullers' || request === 'block';
}

/** A full digest, a prefix of at least eight hex digits that is unique among those given, or `image:NAME` where it is admitted. */
function resolveDigest(
  word: string,
  digests: () => readonly string[],
  scenario: Scenario,
  byName: boolean,
): string | null {
  const named = /^image:([a-z0-9-]+)(?:\/([a-z0-9]+))?$/.exec(word);
  if (named !== null) {
    const { images } = scenario.estate;
    const name = named[1] ?? '';
    const image = byName && Object.hasOwn(images, name) ? images[name] : undefined;
    if (image === undefined) return null;
    return named[2] === undefined || Object.keys(image.parts).includes(named[2]) ? word : null;
  }
  if (!DIGEST_WORD.test(word)) return null;
  const fitting = digests().filter((digest) => digest.startsWith(word));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function resolveClaim(
  word: string,
  names: Names,
  digests: () => readonly string[],
  scenario: Scenario,
  byName: boolean,
): string | null {
  const claim = parseClaim(word, scenario.estate.clock.calendar);
  if (claim === null) return null;
  switch (claim.key) {
    case 'digest':
    case 'clean':
    case 'check': {
      const digest = resolveDigest(claim.value, digests, scenario, byName);
      return digest === null ? null : `${claim.key}=${digest}`;
    }
    case 'tag':
      return (names.tag ?? []).includes(claim.value) ? word : null;
    case 'secret':
      return (names.credential ?? []).includes(claim.value) ? word : null;
    case 'indicator':
      return (names.host ?? []).includes(claim.value) ? word : null;
    case 'not-affected': {
      if ((names.tag ?? []).includes(claim.value)) return word;
      const reference = parseReference(claim.value);
      const digest =
        reference?.digest == null ? null : resolveDigest(reference.digest, digests, scenario, byName);
      return reference !== null && digest !== null && (names.repo ?? []).includes(reference.repo)
        ? `not-affected=${reference.repo}@${digest}`
        : null;
    }
    default:
      return word;
  }
}
