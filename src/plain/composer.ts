import { knownNames } from '../exercise/known.ts';
import { readLine, type Session } from '../exercise/session.ts';
import { reveal } from '../exercise/view.ts';
import { CLAIM_KEYS } from '../world/claim.ts';
import { printTime } from '../world/time.ts';
import { answerChoices } from './answer-words.ts';
import { type Choice, claimValues } from './claim-values.ts';
import type { PlainConsole } from './console.ts';
import { noticeText } from './notice-text.ts';
import { rejectionLines } from './rejection.ts';
import { wrap } from './wrap.ts';

export type ComposedVerb = 'notify' | 'answer' | 'correct';

/** A line to read like any other; null when the person gave it up. `isEnded` tells that the input itself ended. */
export interface Composed {
  readonly line: string | null;
  readonly isEnded: boolean;
}

const CANCELLED: Composed = { line: null, isEnded: false };
const ENDED: Composed = { line: null, isEnded: true };

interface Desk {
  readonly console: PlainConsole;
  readonly session: Session;
}

/** Leads through a notice step by step: to whom, how, which claims, and how it reads. `cancel` leaves at any step. */
export async function composeNotice(
  console: PlainConsole,
  session: Session,
  verb: ComposedVerb,
): Promise<Composed> {
  const desk: Desk = { console, session };
  console.print('Type "cancel" at any step to leave without sending anything.');
  const target = await pick(desk, QUESTIONS[verb], targetsOf(session, verb));
  if (target === null) return ENDED;
  if (target === 'cancel') return CANCELLED;
  const via = verb === 'notify' ? await askChannel(desk, target) : '';
  if (via === null) return ENDED;
  if (via === 'cancel') return CANCELLED;
  const claims = await askClaims(desk, target);
  if (claims === null) return ENDED;
  if (claims.length === 0) return CANCELLED;
  return {
    line: `${verb} ${target}${via === '' ? '' : ` via ${via}`} with ${claims.join(' ')}`,
    isEnded: false,
  };
}

const QUESTIONS: Readonly<Record<ComposedVerb, string>> = {
  notify: 'Whom do you tell?',
  answer: 'Which message do you answer?',
  correct: 'Which notice do you correct?',
};

function targetsOf(session: Session, verb: ComposedVerb): readonly Choice[] {
  const view = reveal(session);
  if (verb === 'answer') {
    return answerChoices(view.inbox);
  }
  if (verb === 'correct') {
    return view.notices.map((one) => ({ value: one.id, note: `to ${one.audience} at ${printTime(one.at)}` }));
  }
  const names = knownNames(session);
  const { audiences } = session.engine.scenario.estate;
  return [
    ...(names.audience ?? []).map((value) => ({
      value,
      note: audiences[value]?.public === true ? 'everyone, the intruders too' : '',
    })),
    ...(names.consumer ?? []).map((value) => ({ value, note: 'this consumer alone' })),
  ];
}

async function askChannel(desk: Desk, target: string): Promise<string | null> {
  const channels = desk.session.engine.scenario.estate.audiences[target]?.channels ?? [];
  if (channels.length < 2) return '';
  return pick(
    desk,
    'Through which channel?',
    channels.map((value) => ({ value, note: '' })),
  );
}

async function askClaims(desk: Desk, target: string): Promise<readonly string[] | null> {
  const { console, session } = desk;
  let claims: readonly string[] = [];
  const keys = Object.entries(CLAIM_KEYS).map(([value, note]) => ({ value, note }));
  list(
    console,
    'What do you say? Pick a kind of claim by number or name, or type a claim such as action=stop-pulling.',
    keys,
  );
  console.print('  done: that is all   show: read it again   drop: without the last claim');
  for (;;) {
    const word = await console.ask(`claim ${claims.length + 1} (or done)> `);
    if (word === null) return null;
    const text = word.trim();
    if (text === '') continue;
    if (text === 'cancel') return [];
    if (text === 'drop') claims = claims.slice(0, -1);
    if (text === 'show' || text === 'drop') {
      preview(desk, target, claims);
      continue;
    }
    if (text === 'done') {
      if (claims.length > 0) return claims;
      console.print('There is nothing to send yet. Add a claim, or type cancel.');
      continue;
    }
    const claim = await askClaim(desk, text, keys);
    if (claim === null) return null;
    if (claim === 'cancel') return [];
    if (claim === '') continue;
    const read = readLine(session, `notify ${anyAudience(session)} with ${claim}`, false);
    if (read.ok) claims = [...claims, ...read.decision.attempt.claims];
    else console.print(...rejectionLines(read.rejection, console.width));
  }
}

// A claim is judged by itself as any line is; to whom it goes does not matter for that.
function anyAudience(session: Session): string {
  return knownNames(session).audience?.[0] ?? '';
}

async function askClaim(desk: Desk, text: string, keys: readonly Choice[]): Promise<string | null> {
  if (text.includes('=')) return text;
  const key = keys[Number(text) - 1]?.value ?? keys.find((one) => one.value === text)?.value;
  if (key === undefined) {
    desk.console.print(`Pick a number from 1 to ${keys.length}, the name of a kind, done or cancel.`);
    return '';
  }
  const values = claimValues(desk.session, key);
  const value = await pick(desk, `${key}: ${CLAIM_KEYS[key as keyof typeof CLAIM_KEYS]}`, values, true);
  if (value === null || value === 'cancel' || value === '') return value;
  return `${key}=${value}`;
}

/** Numbered choices; the answer is a number, one of the values, or anything typed where `isOpen`. Empty asks again. */
async function pick(
  desk: Desk,
  question: string,
  choices: readonly Choice[],
  isOpen = false,
): Promise<string | null> {
  const { console } = desk;
  if (choices.length === 0 && !isOpen) {
    console.print('There is none yet.');
    return 'cancel';
  }
  list(console, question, choices);
  if (choices.length === 0)
    console.print('  Type it, for instance T-6h39m..T+25m for a window or T+1h for a time.');
  for (;;) {
    const line = await console.ask(isOpen ? 'number or value> ' : 'number or name> ');
    if (line === null) return null;
    const text = line.trim();
    if (text === '') continue;
    if (text === 'cancel') return 'cancel';
    const chosen = /^\d{1,4}$/.test(text)
      ? choices[Number(text) - 1]?.value
      : choices.find((one) => one.value === text)?.value;
    if (chosen !== undefined) return chosen;
    if (isOpen && !/\s/.test(text) && !/^\d{1,4}$/.test(text)) return text;
    console.print(`"${text}" is not among them. Pick a number from 1 to ${choices.length}, or cancel.`);
  }
}

function list(console: PlainConsole, question: string, choices: readonly Choice[]): void {
  console.print(...wrap(question, console.width));
  choices.forEach(({ value, note }, index) => {
    const head = `  ${String(index + 1).padStart(2)}  ${value}`;
    if (note === '') console.print(head);
    else if (head.length + note.length + 2 <= console.width) console.print(`${head}  ${note}`);
    else console.print(head, ...wrap(`      ${note}`, console.width, '      '));
  });
}

function preview({ console, session }: Desk, target: string, claims: readonly string[]): void {
  const { calendar } = session.engine.scenario.estate.clock;
  console.print(`To ${target}:`, ...noticeText(claims, calendar).map((line) => `  ${line}`));
}
