import { COMMAND_FILTERS, COMMAND_TOOLS } from '../exercise/command-line.ts';
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
  ['wait 5m, wait until T+30m', 'let time pass'],
  ['wait next, wait landed', 'until something is new; until all under way has landed'],
  ['board, under, roles, time', 'what you last saw of everything; what goes on; the clock'],
  ['inbox, read N, notices, log', 'messages; what you sent; what you decided'],
  ['evidence, evidence N', 'what you were shown; "evidence N full" for whole digests'],
  ['find TEXT, digests', 'search it; every digest you have seen'],
  ['cost DECISION', 'who, when and how long, without doing it'],
  ['more, briefing', 'what did not fit; the briefing again'],
];

const COACH_TALK: readonly (readonly [string, string])[] = [
  ['undo, hint', 'take the last decision back; a hint, for points'],
];

const ASSESS_TALK: readonly (readonly [string, string])[] = [
  ['pause, continue', 'stop the clock, let it run on (both are written down)'],
];

const LAST_TALK: readonly (readonly [string, string])[] = [['quit', 'leave; hotwash resume goes on']];

export function generalHelp(isCoach: boolean, width: number): readonly string[] {
  const verbs = PILLARS.map((pillar) => [pillar, verbsOf(pillar).join(', ')] as const);
  return [
    ...wrap('A decision is one line that begins with a verb. "? VERB" tells all about one.', width),
    ...verbs.flatMap(([pillar, words]) => wrap(`  ${pillar.padEnd(11)}  ${words}`, width, ' '.repeat(15))),
    ...wrap(
      'It may end in # and why you do it, and in ~70% for how sure you are. Who does it follows from it; to have somebody else look, begin with the role: "comms: inspect ...".',
      width,
    ),
    '',
    ...wrap(
      `A line may also be a command: ${COMMAND_TOOLS.join(', ')}, with pipes into ${COMMAND_FILTERS.join(', ')}. It answers as the real tool does and counts as the decision that it stands for. "? skopeo" lists the forms of one, "? commands" all.`,
      width,
    ),
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
  const lines = formTable(scenario, forms, width);
  const slots = [...new Set(forms.flatMap(slotsOf))];
  const places = slots.flatMap((slot) => slotLines(session, verb, slot, names, width));
  const tail =
    verb === 'notify' || verb === 'answer' || verb === 'correct'
      ? [...claimHelp(width), `Type "${verb}" alone to be led through it step by step.`]
      : [];
  const owner = doneBy(session, verb, names, slots);
  return [
    ...lines,
    ...(owner === null ? [] : [owner]),
    ...(places.length === 0 ? [] : ['', 'You know of', ...places]),
    ...tail,
  ];
}

function slotsOf(form: Form): readonly Slot[] {
  return form.parts.flatMap((part: ShapePart) => (part.is === 'slot' ? part.slots : []));
}

const LONGEST_SHAPE = 34;

// What takes how long and does what, beside each other where the form leaves room.
function formTable(scenario: Scenario, forms: readonly Form[], width: number): readonly string[] {
  const shapes = forms.map((form) => form.shape.length).filter((length) => length <= LONGEST_SHAPE);
  const first = Math.max(0, ...shapes);
  const costs = forms.map((form) => costWords(scenario, form));
  const second = Math.max(...costs.map((cost) => cost.length));
  return forms.flatMap((form, index) => {
    const tail = `${(costs[index] ?? '').padEnd(second)}  ${form.does}`;
    if (form.shape.length <= first) {
      return wrap(`${form.shape.padEnd(first)}  ${tail}`, width, ' '.repeat(first + second + 4));
    }
    return [...wrap(form.shape, width, '  '), ...wrap(`    ${tail}`, width, ' '.repeat(second + 6))];
  });
}

/** `4m`; `2m, lands after 8m` where the effect comes later than the hands are free. */
function costWords(scenario: Scenario, form: Form): string {
  if (form.verb === 'ask') return `answer after ${printSpan(shortestAsk(scenario))} or more`;
  const attempt = emptyAttempt(form);
  const { hands, lands } = costOf(scenario, attempt);
  const more = costOf(scenario, { ...attempt, claims: ['a=b'] }).hands - hands;
  if (hands === 0 && lands === 0) return 'at once';
  const later = lands === hands ? '' : `, lands after ${printSpan(lands)}`;
  const perClaim = more > 0 ? ` + ${printSpan(more)} a claim` : '';
  return `${printSpan(hands)}${later}${perClaim}${form.verb === 'rotate' ? ' each' : ''}`;
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
  if (slot === 'run') return line(runRanges(known).join(', '));
  const shown = known.slice(0, MOST_NAMES);
  const owners = ownersOf(session, verb, shown);
  const rest = known.length - shown.length;
  return line(`${owners.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`);
}

/** `api-build#1841 to #1854`: one entry a pipeline, its oldest and newest run. */
function runRanges(runs: readonly string[]): readonly string[] {
  const byPipeline = new Map<string, readonly number[]>();
  for (const run of runs) {
    const [pipeline = '', number = ''] = run.split('#');
    byPipeline.set(pipeline, [...(byPipeline.get(pipeline) ?? []), Number(number)]);
  }
  return [...byPipeline].map(([pipeline, numbers]) => {
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    return least === most ? `${pipeline}#${least}` : `${pipeline}#${least} to #${most}`;
  });
}

/** Who does it, where that is one role whatever it is about, or nobody in particular. */
function doneBy(session: Session, verb: string, names: Names, slots: readonly Slot[]): string | null {
  const { scenario } = session.engine;
  const targets = slots.flatMap((slot) => names[slot] ?? []);
  const of = (name: string): string | null =>
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
  const owners = new Set((targets.length === 0 ? ['?'] : targets).map(of));
  if (owners.size !== 1) return null;
  const [owner = null] = owners;
  return owner === null
    ? 'Done by whoever is free first; begin with "ROLE:" to choose.'
    : `Done by ${owner}.`;
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
