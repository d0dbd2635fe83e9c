import { COMMAND_TOOLS } from '../../exercise/command-line.ts';
import type { Session } from '../../exercise/session.ts';
import { claimValues } from '../../plain/claim-values.ts';
import { FORMS, type Form, type ShapePart } from '../../world/attempt.ts';
import { type Candidate, candidatesFor } from './candidates.ts';

/** What may come next in a line: for each form that still fits, the parts that the next word may fill. */
export interface Expected {
  readonly form: Form;
  readonly part: ShapePart;
}

const WAITS: readonly Candidate[] = [
  { value: 'next', note: 'until something is new' },
  { value: 'landed', note: 'until all that is under way has landed' },
  { value: '5m', note: 'a span' },
  { value: 'until', note: 'a time, T+30m or 10:30' },
];

/** The parts that could follow these whole words. */
export function expectedAfter(words: readonly string[]): readonly Expected[] {
  return FORMS.filter((form) => form.pillar !== 'world').flatMap((form) =>
    [...positionsAfter(form, words)].flatMap((at) => {
      const part = form.parts[at];
      return part === undefined ? [] : [{ form, part }];
    }),
  );
}

/** Whether these words are a whole line of the form. */
export function isWhole(form: Form, words: readonly string[]): boolean {
  return positionsAfter(form, words).has(form.parts.length);
}

function positionsAfter(form: Form, words: readonly string[]): ReadonlySet<number> {
  let positions = reach(form, [0]);
  for (const word of words) {
    const next: number[] = [];
    for (const at of positions) {
      const part = form.parts[at];
      if (part === undefined) continue;
      if (part.is === 'word' ? part.word === word : fills(part, word)) {
        next.push(at + 1);
        if (part.is === 'slot' && (part.repeats || part.slots.includes('text'))) next.push(at);
      }
    }
    positions = reach(form, next);
  }
  return positions;
}

/** These positions, and those behind what may be left out: an optional slot, with the keyword before it. */
function reach(form: Form, from: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (at: number): void => {
    if (found.has(at)) return;
    found.add(at);
    const part = form.parts[at];
    const after = form.parts[at + 1];
    if (part?.is === 'slot' && part.optional) visit(at + 1);
    if (part?.is === 'word' && after?.is === 'slot' && after.optional) visit(at + 2);
  };
  for (const at of from) visit(at);
  return found;
}

function fills(part: ShapePart & { readonly is: 'slot' }, word: string): boolean {
  const isClaim = /^[a-z-]+=./.test(word);
  return part.slots.includes('text') || part.slots.includes('claim') === isClaim;
}

/** The words that the last, unfinished word of a line may become, best first. */
export function completions(session: Session, line: string): readonly Candidate[] {
  const words = line.split(/\s+/);
  const begun = words.at(-1) ?? '';
  const whole = words.slice(0, -1).filter((word) => word !== '');
  if (whole[0] === 'wait') return WAITS.filter((one) => one.value.startsWith(begun));
  const equals = begun.indexOf('=');
  if (
    equals > 0 &&
    expectedAfter(whole).some(({ part }) => part.is === 'slot' && part.slots.includes('claim'))
  ) {
    const key = begun.slice(0, equals);
    return fitting(claimValues(session, key), begun.slice(equals + 1)).map(({ value, note }) => ({
      value: `${key}=${value}`,
      note,
    }));
  }
  const all = expectedAfter(whole).flatMap(({ form, part }): readonly Candidate[] =>
    part.is === 'word'
      ? [{ value: part.word, note: whole.length === 0 ? '' : form.does }]
      : candidatesFor(session, part.slots, whole),
  );
  const tools = COMMAND_TOOLS.map((value) => ({
    value,
    note: `a command as in a shell; ? ${value} lists its forms`,
  }));
  const extra = whole.length === 0 ? [{ value: 'wait', note: 'let time pass' }, ...tools] : [];
  const once = [...all, ...extra].filter(
    (one, index, list) => list.findIndex((other) => other.value === one.value) === index,
  );
  return fitting(once, begun);
}

/** Those that begin so, then those that hold it anywhere; a digest may be begun without `sha256:`. */
export function fitting(all: readonly Candidate[], begun: string): readonly Candidate[] {
  const text = begun.toLowerCase();
  const starts = all.filter(
    ({ value }) => value.toLowerCase().startsWith(text) || value.startsWith(`sha256:${text}`),
  );
  const holds = all.filter((one) => !starts.includes(one) && one.value.toLowerCase().includes(text));
  return [...starts, ...holds];
}

/** Forms that still fit a line that is being typed, for the words below it. */
export function formsFor(line: string): readonly Form[] {
  const words = line.split(/\s+/).filter((word) => word !== '');
  const whole = /\s$/.test(line) ? words : words.slice(0, -1);
  const forms = new Set(expectedAfter(whole).map(({ form }) => form));
  const verb = words[0] ?? '';
  return [...forms].filter((form) => form.verb.startsWith(verb));
}
