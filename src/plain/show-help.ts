import { costOf, ownerOf } from '../exercise/decision.ts';
import type { Names } from '../exercise/decision-words.ts';
import type { Scenario } from '../exercise/definition.ts';
import { knownDigests, knownNames } from '../exercise/known.ts';
import type { Session } from '../exercise/session.ts';
import { type Attempt, FORMS, type Form, formsOf, type ShapePart } from '../world/attempt.ts';
import { CLAIM_KEYS } from '../world/claim.ts';
import { printSpan } from '../world/time.ts';
import type { Pillar, Slot } from '../world/verb.ts';
import { wrap } from './wrap.ts';

const PILLARS: readonly Pillar[] = ['investigate', 'rotate', 'clean', 'notify', 'pin', 'lead'];
const MOST_NAMES = 24;

/** Every word that a plain play understands beside the decisions, with what it does. */
export const TALK: readonly (readonly [string, string])[] = [
  ['wait 5m | wait until T+30m', 'let time pass'],
  ['wait next | wait landed', 'until something is new, or until all that is under way has landed'],
  ['board', 'what you last saw of each tag, pipeline, workload, credential'],
  ['inbox, read N', 'messages to you'],
  ['evidence, evidence N', 'what your looks have shown; "evidence N full" has the digests in full'],
  ['find TEXT', 'search evidence and messages'],
  ['digests', 'every digest that you have seen, in full'],
  ['under', 'what is under way'],
  ['log, notices', 'your decisions, your notices'],
  ['roles, time', 'who is busy until when, what time it is'],
  ['cost DECISION', 'who would do it, when, and how long it takes, without doing it'],
  ['more', 'the rest of what did not fit'],
  ['? VERB', 'all about one verb, for instance: ? inspect'],
  ['briefing', 'the briefing again'],
];

const COACH_TALK: readonly (readonly [string, string])[] = [
  ['undo', 'take the last decision back, with the time since'],
  ['hint', 'a hint; says first what it costs'],
];

const ASSESS_TALK: readonly (readonly [string, string])[] = [
  ['pause, continue', 'stop the clock, let it run on (both are written down)'],
];

const LAST_TALK: readonly (readonly [string, string])[] = [
  ['quit', 'leave; the session is kept and goes on with: hotwash resume'],
];

export function generalHelp(isCoach: boolean, width: number): readonly string[] {
  const verbs = PILLARS.map((pillar) => [pillar, verbsOf(pillar).join(', ')] as const);
  return [
    'A decision is one line: the verb, then what it is about, for instance',
    '  inspect tags harborlight/base',
    'It may end in # why you do it, and in ~70% for how sure you are. Its role follows from it;',
    'to have somebody else look, begin with the role and a colon.',
    '',
    'Decisions',
    ...verbs.flatMap(([pillar, words]) => wrap(`  ${pillar.padEnd(11)}  ${words}`, width, ' '.repeat(15))),
    '',
    'Other words',
    ...columnsWrapped([...TALK, ...(isCoach ? COACH_TALK : ASSESS_TALK), ...LAST_TALK], width),
  ];
}

function columnsWrapped(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
  const first = Math.max(...rows.map(([word]) => word.length));
  return rows.flatMap(([word, does]) =>
    wrap(`  ${word.padEnd(first)}  ${does}`, width, ' '.repeat(first + 4)),
  );
}

function verbsOf(pillar: Pillar): readonly string[] {
  return [...new Set(FORMS.filter((form) => form.pillar === pillar).map((form) => form.verb))];
}

/** All verbs that a team may use. */
export function teamVerbs(): readonly string[] {
  return PILLARS.flatMap(verbsOf);
}

/** Forms, costs, owner and the names that are known for each place of a verb; null when it is none. */
export function verbHelp(session: Session, verb: string, width: number): readonly string[] | null {
  const forms = formsOf(verb).filter((form) => form.pillar !== 'world');
  if (forms.length === 0) return null;
  const { scenario } = session.engine;
  const names = knownNames(session);
  const lines = forms.flatMap((form) => [
    ...wrap(form.shape, width, '    '),
    ...wrap(`    ${form.does}; ${costWords(scenario, form)}`, width, '    '),
  ]);
  const slots = [...new Set(forms.flatMap(slotsOf))];
  const places = slots.flatMap((slot) => slotLines(session, verb, slot, names, width));
  const tail =
    verb === 'notify' || verb === 'answer' || verb === 'correct'
      ? [...claimHelp(width), `Type "${verb}" alone to be led through it step by step.`]
      : [];
  return [...lines, ...(places.length === 0 ? [] : ['', 'You know of', ...places]), ...tail];
}

function slotsOf(form: Form): readonly Slot[] {
  return form.parts.flatMap((part: ShapePart) => (part.is === 'slot' ? part.slots : []));
}

function costWords(scenario: Scenario, form: Form): string {
  const attempt = emptyAttempt(form);
  const { hands, lands } = costOf(scenario, attempt);
  const more = costOf(scenario, { ...attempt, claims: ['a=b'] }).hands - hands;
  const perClaim = more > 0 ? ` and ${printSpan(more)} for each claim` : '';
  const each = form.verb === 'rotate' ? ' for each' : '';
  if (form.verb === 'ask')
    return `keeps nobody busy; an answer takes from ${printSpan(shortestAsk(scenario))}`;
  if (hands === 0 && lands === 0) return 'takes no time';
  return `hands ${printSpan(hands)}${perClaim}${each}, lands after ${printSpan(lands)}${perClaim}${each}`;
}

function shortestAsk(scenario: Scenario): number {
  const { costs } = scenario.estate;
  const rows = Object.entries(costs).flatMap(([key, cost]) =>
    key === 'ask' || key.startsWith('ask ') ? [cost.lands] : [],
  );
  return rows.length === 0 ? 0 : Math.min(...rows);
}

function emptyAttempt(form: Form): Attempt {
  const second = form.parts[1];
  const aspect = form.verb === 'inspect' && second?.is === 'word' ? second.word : null;
  return { verb: form.verb, aspect, targets: ['?'], to: null, via: null, from: null, claims: [], text: null };
}

const NO_LIST: ReadonlySet<Slot> = new Set(['text', 'claim']);

function slotLines(
  session: Session,
  verb: string,
  slot: Slot,
  names: Names,
  width: number,
): readonly string[] {
  if (NO_LIST.has(slot)) return [];
  const indent = ' '.repeat(14);
  const line = (words: string): readonly string[] => wrap(`  ${slot.padEnd(10)}  ${words}`, width, indent);
  if (slot === 'digest')
    return line(
      `${knownDigests(session).length} digests; "digests" lists them. A prefix of 8 digits is enough: sha256:12345678`,
    );
  if (slot === 'part') return line('a repository, @ and a digest: REPO@sha256:12345678');
  if (slot === 'argument') return line('what the request is about: a digest, a credential, a log or a verb');
  const known = names[slot] ?? [];
  if (known.length === 0) return line('(none yet)');
  const shown = slot === 'run' ? known.slice(-MOST_NAMES) : known.slice(0, MOST_NAMES);
  const owners = ownersOf(session, verb, shown);
  const rest = known.length - shown.length;
  return line(`${owners.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`);
}

// Reads belong to nobody; of all else the owner is named, where owners differ.
function ownersOf(session: Session, verb: string, shown: readonly string[]): readonly string[] {
  const { scenario } = session.engine;
  const owner = (name: string): string | null =>
    ownerOf(scenario, {
      verb,
      aspect: null,
      targets: [name],
      to: null,
      via: null,
      from: null,
      claims: [],
      text: null,
    });
  const owners = new Set(shown.map(owner));
  if (owners.size < 2) return shown;
  return shown.map((name) => {
    const by = owner(name);
    return by === null ? name : `${name} (${by})`;
  });
}

export function claimHelp(width: number): readonly string[] {
  return [
    'Claims (as many as you like)',
    ...Object.entries(CLAIM_KEYS).flatMap(([key, does]) =>
      wrap(`  ${`${key}=`.padEnd(13)} ${does}`, width, ' '.repeat(16)),
    ),
  ];
}
