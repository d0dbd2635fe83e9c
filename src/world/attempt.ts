import { remembered } from './remembered.ts';
import type { Pillar, Slot } from './verb.ts';
import { SLOTS, VERB_FORMS } from './verb.ts';

/** Anything an agent tries at a simulated time, as one line of the grammar taken apart. */
export interface Attempt {
  readonly verb: string;
  /** The keyword after `inspect`, or the request after `ask … for`. */
  readonly aspect: string | null;
  readonly targets: readonly string[];
  readonly to: string | null;
  readonly via: string | null;
  readonly from: string | null;
  readonly claims: readonly string[];
  readonly text: string | null;
}

export type ShapePart =
  | { readonly is: 'word'; readonly word: string }
  | {
      readonly is: 'slot';
      readonly slots: readonly Slot[];
      readonly repeats: boolean;
      readonly optional: boolean;
    };

export interface Form {
  readonly pillar: Pillar;
  readonly verb: string;
  readonly shape: string;
  readonly does: string;
  readonly parts: readonly ShapePart[];
}

/** What a word filled: used by completion, resolution and the linker to check names by kind. */
export interface Filled {
  readonly slots: readonly Slot[];
  readonly value: string;
  readonly field: 'targets' | 'to' | 'via' | 'from' | 'claims' | 'text' | 'aspect';
  readonly index: number;
}

export type ParsedLine =
  | { readonly ok: true; readonly attempt: Attempt; readonly form: Form; readonly filled: readonly Filled[] }
  | {
      readonly ok: false;
      readonly reason: 'empty' | 'unknown-verb' | 'wrong-form';
      readonly at: number;
      readonly expected: readonly string[];
      readonly forms: readonly Form[];
    };

export const FORMS: readonly Form[] = VERB_FORMS.map((row) => {
  const parts = parseShape(row.shape);
  const first = parts[0];
  return {
    pillar: row.pillar,
    verb: first?.is === 'word' ? first.word : '',
    shape: row.shape,
    does: row.does,
    parts,
  };
});

const FORMS_BY_VERB: ReadonlyMap<string, readonly Form[]> = groupByVerb(FORMS);

const KEYWORD_FIELDS: Readonly<Record<string, 'to' | 'via' | 'from' | 'targets'>> = {
  to: 'to',
  via: 'via',
  from: 'from',
  of: 'targets',
  on: 'targets',
  through: 'via',
  by: 'targets',
};

export function formsOf(verb: string): readonly Form[] {
  return FORMS_BY_VERB.get(verb) ?? [];
}

/** Reads one line of the grammar. Names are not looked up here: only words, order and claims are judged. */
export const parseLine: (line: string) => ParsedLine = remembered((line) => {
  const words = line.split(/[ \t]+/).filter((word) => word !== '');
  const verb = words[0];
  if (verb === undefined) return { ok: false, reason: 'empty', at: 0, expected: [], forms: [] };
  const forms = formsOf(verb);
  if (forms.length === 0)
    return { ok: false, reason: 'unknown-verb', at: 0, expected: [...FORMS_BY_VERB.keys()], forms: [] };
  let furthest = 0;
  const expected = new Set<string>();
  for (const form of forms) {
    const result = matchForm(form, words);
    if (result.ok) return { ok: true, form, attempt: attemptOf(form, result.filled), filled: result.filled };
    if (result.at > furthest) expected.clear();
    furthest = Math.max(furthest, result.at);
    if (result.at === furthest) expected.add(result.expected);
  }
  return { ok: false, reason: 'wrong-form', at: furthest, expected: [...expected], forms };
});

/** The line that parses back to the same attempt. */
export function printAttempt(attempt: Attempt): string {
  const form = formsOf(attempt.verb).find((candidate) => fits(candidate, attempt));
  if (form === undefined) return attempt.verb;
  return printForm(form, attempt);
}

type Match =
  | { readonly ok: true; readonly filled: readonly Filled[] }
  | { readonly ok: false; readonly at: number; readonly expected: string };

function matchForm(form: Form, words: readonly string[]): Match {
  const filled: Filled[] = [];
  let at = 0;
  let field: Filled['field'] = 'targets';
  for (let index = 0; index < form.parts.length; index++) {
    const part = form.parts[index] as ShapePart;
    const word = words[at];
    if (part.is === 'word') {
      if (word !== part.word) {
        if (isOptionalTail(form.parts, index)) {
          index = skipOptional(form.parts, index);
          continue;
        }
        return { ok: false, at, expected: part.word };
      }
      field = KEYWORD_FIELDS[part.word] ?? field;
      at++;
      continue;
    }
    const where = fieldOf(part, field);
    if (word === undefined || !takes(part, word)) {
      if (part.optional) continue;
      return { ok: false, at, expected: part.slots.join(' or ') };
    }
    if (part.slots.includes('text')) {
      filled.push({ slots: part.slots, value: words.slice(at).join(' '), field: 'text', index: at });
      at = words.length;
      continue;
    }
    do {
      filled.push({ slots: part.slots, value: words[at] as string, field: where, index: at });
      at++;
    } while (part.repeats && at < words.length && takes(part, words[at] as string));
    field = 'targets';
  }
  return at === words.length ? { ok: true, filled } : { ok: false, at, expected: 'end of line' };
}

function fieldOf(part: ShapePart & { is: 'slot' }, field: Filled['field']): Filled['field'] {
  if (part.slots.includes('claim')) return 'claims';
  if (part.slots.includes('request')) return 'aspect';
  return field;
}

function takes(part: ShapePart & { is: 'slot' }, word: string): boolean {
  if (part.slots.includes('text')) return true;
  if (part.slots.includes('claim')) return /^[a-z-]+=./.test(word);
  return !/^[a-z-]+=/.test(word);
}

// An optional group is written as `[via <channel>]`: the keyword and its slot are both marked.
function isOptionalTail(parts: readonly ShapePart[], index: number): boolean {
  const next = parts[index + 1];
  return next?.is === 'slot' && next.optional;
}

function skipOptional(_parts: readonly ShapePart[], index: number): number {
  return index + 1;
}

function attemptOf(form: Form, filled: readonly Filled[]): Attempt {
  const pick = (field: Filled['field']): readonly string[] =>
    filled.filter((one) => one.field === field).map((one) => one.value);
  const second = form.parts[1];
  const keyword = form.verb === 'inspect' && second?.is === 'word' ? second.word : null;
  return {
    verb: form.verb,
    aspect: keyword ?? pick('aspect')[0] ?? null,
    targets: pick('targets'),
    to: pick('to')[0] ?? null,
    via: pick('via')[0] ?? null,
    from: pick('from')[0] ?? null,
    claims: pick('claims'),
    text: pick('text')[0] ?? null,
  };
}

function fits(form: Form, attempt: Attempt): boolean {
  const second = form.parts[1];
  return form.verb !== 'inspect' || (second?.is === 'word' && second.word === attempt.aspect);
}

function printForm(form: Form, attempt: Attempt): string {
  const words: string[] = [];
  let field: Filled['field'] = 'targets';
  let target = 0;
  for (let index = 0; index < form.parts.length; index++) {
    const part = form.parts[index] as ShapePart;
    if (part.is === 'word') {
      const next = form.parts[index + 1];
      const named: Filled['field'] = KEYWORD_FIELDS[part.word] ?? field;
      if (
        next?.is === 'slot' &&
        next.optional &&
        (named === 'to' || named === 'via' || named === 'from') &&
        attempt[named] === null
      ) {
        index++;
        continue;
      }
      field = named;
      words.push(part.word);
      continue;
    }
    const where = fieldOf(part, field);
    if (part.slots.includes('text')) words.push(attempt.text ?? '');
    else if (where === 'claims') words.push(...attempt.claims);
    else if (where === 'aspect') words.push(attempt.aspect ?? '');
    else if (where === 'to' || where === 'via' || where === 'from') words.push(attempt[where] ?? '');
    else if (part.repeats) words.push(...attempt.targets.slice(target));
    else if (attempt.targets[target] !== undefined) words.push(attempt.targets[target++] as string);
    field = 'targets';
  }
  return words.join(' ');
}

function parseShape(shape: string): readonly ShapePart[] {
  let optional = false;
  return shape.split(' ').map((raw): ShapePart => {
    let word = raw;
    if (word.startsWith('[')) {
      optional = true;
      word = word.slice(1);
    }
    const closes = word.endsWith(']');
    if (closes) word = word.slice(0, -1);
    const mine = optional;
    if (closes) optional = false;
    const slot = /^<([a-z|]+)>(…?)$/.exec(word);
    if (slot === null) return { is: 'word', word };
    const slots = (slot[1] ?? '').split('|').map((name) => SLOTS.find((known) => known === name) as Slot);
    return { is: 'slot', slots, repeats: slot[2] === '…', optional: mine };
  });
}

function groupByVerb(forms: readonly Form[]): ReadonlyMap<string, readonly Form[]> {
  const grouped = new Map<string, Form[]>();
  for (const form of forms) grouped.set(form.verb, [...(grouped.get(form.verb) ?? []), form]);
  return grouped;
}
