import { knownDigests, knownNames } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { isOver, passTime, planDecision, readLine, takeDecision } from '../exercise/session.ts';
import { FORMS, type ShapePart } from '../world/attempt.ts';
import { ACTIONS, STATUSES } from '../world/claim.ts';
import type { Slot } from '../world/verb.ts';

/** Numbers from 0 up to 1. */
export type Random = () => number;

/** Numbers that are the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEAM_FORMS = FORMS.filter((form) => form.pillar !== 'world' && form.verb !== 'note');
const MOST_DECISIONS = 40;
const MOST_TRIES = 400;
const MINUTE = 60;

/** A team that says whatever it could say, about whatever it knows, and waits as long as it likes. */
export function playAtRandom(opening: Session, random: Random): Session {
  let session = opening;
  for (let tried = 0; tried < MOST_TRIES && session.taken.length < MOST_DECISIONS; tried += 1) {
    if (random() < 0.3) session = passTime(session, session.now + Math.floor(random() * 20) * MINUTE);
    if (isOver(session)) break;
    const line = lineOf(session, random);
    const read = line === null ? null : readLine(session, line, false);
    if (read === null || !read.ok || !planDecision(session, read.decision, null).ok) continue;
    const result = takeDecision(session, read.decision, null);
    if (result.ok) session = result.session;
  }
  return session;
}

function pick<T>(from: readonly T[], random: Random): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** A line of names that this team knows; null when it knows none that fits. */
function lineOf(session: Session, random: Random): string | null {
  const form = pick(TEAM_FORMS, random);
  const words: string[] = [];
  let request = '';
  for (const part of form?.parts ?? []) {
    const word = wordOf(session, part, request, random);
    if (word === undefined) return null;
    if (part.is === 'slot' && part.slots.includes('request')) request = word;
    words.push(word);
  }
  return words.join(' ');
}

function wordOf(session: Session, part: ShapePart, request: string, random: Random): string | undefined {
  if (part.is === 'word') return part.word;
  const count = part.repeats ? 1 + Math.floor(random() * 3) : 1;
  const words = Array.from({ length: count }, () => {
    const slot = pick(part.slots, random);
    return slot === undefined ? undefined : nameFor(session, slot, request, random);
  }).filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(' ');
}

function nameFor(session: Session, slot: Slot, request: string, random: Random): string | undefined {
  const names = knownNames(session);
  switch (slot) {
    case 'digest':
      return pick(knownDigests(session), random);
    case 'part': {
      const digest = pick(knownDigests(session), random);
      return digest === undefined ? undefined : `${pick(names.repo ?? [], random)}@${digest}`;
    }
    case 'argument':
      if (request === 'tell-pullers' || request === 'block') return pick(knownDigests(session), random);
      if (request === 'hold') return pick(names.log ?? [], random);
      return pick((request === 'access-details' ? names.credential : names.argument) ?? [], random);
    case 'claim':
      return claimFor(session, random);
    default:
      return pick(names[slot] ?? [], random);
  }
}

function claimFor(session: Session, random: Random): string | undefined {
  const names = knownNames(session);
  const digests = knownDigests(session);
  const values: readonly (readonly [string, readonly string[]])[] = [
    ['digest', digests],
    ['clean', digests],
    ['check', digests],
    ['tag', names.tag ?? []],
    ['indicator', names.host ?? []],
    ['secret', names.credential ?? []],
    ['not-affected', names.tag ?? []],
    ['action', ACTIONS],
    ['status', STATUSES],
  ];
  const [key, from] = pick(values, random) ?? ['', []];
  const value = pick(from, random);
  return value === undefined ? undefined : `${key}=${value}`;
}
