/** Which flags a command takes: with a value or without one. Short ones join (`-rn`); a value may follow or stand behind `=`. */
export interface FlagSpec {
  /** `-r`, `--raw-output`: all spellings of one flag, the first is its name. */
  readonly switches?: readonly (readonly string[])[];
  readonly values?: readonly (readonly string[])[];
  /** `-30` of head stands for this flag with the value 30. */
  readonly number?: string;
  /** All words are operands: the command reads them in its own way. */
  readonly keepsAll?: boolean;
}

export interface Flags {
  readonly on: ReadonlySet<string>;
  /** All values of each flag in their order. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What is no flag. */
  readonly rest: readonly string[];
}

export type ReadFlags =
  | { readonly ok: true; readonly flags: Flags }
  | { readonly ok: false; readonly flag: string; readonly needsValue: boolean };

/** Reads flags and operands in any order; `--` ends the flags. */
export function readFlags(words: readonly string[], spec: FlagSpec): ReadFlags {
  const on = new Set<string>();
  const values = new Map<string, string[]>();
  const rest: string[] = spec.keepsAll === true ? [...words] : [];
  if (spec.keepsAll === true) return { ok: true, flags: { on, values, rest } };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      rest.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    if (spec.number !== undefined && /^-\d+$/.test(word)) {
      put(values, spec.number, word.slice(1));
      continue;
    }
    const used = word.startsWith('--')
      ? readLong(word, words[at + 1], spec, on, values)
      : readShort(word, words[at + 1], spec, on, values);
    if (typeof used !== 'number') return { ok: false, ...used };
    at += used;
  }
  return { ok: true, flags: { on, values, rest } };
}

type Used = number | { readonly flag: string; readonly needsValue: boolean };

function nameIn(list: readonly (readonly string[])[] | undefined, flag: string): string | null {
  return list?.find((spellings) => spellings.includes(flag))?.[0] ?? null;
}

function put(values: Map<string, string[]>, name: string, value: string): void {
  values.set(name, [...(values.get(name) ?? []), value]);
}

function readLong(
  word: string,
  next: string | undefined,
  spec: FlagSpec,
  on: Set<string>,
  values: Map<string, string[]>,
): Used {
  const equals = word.indexOf('=');
  const flag = equals < 0 ? word : word.slice(0, equals);
  const name = nameIn(spec.switches, flag);
  if (name !== null && equals < 0) {
    on.add(name);
    return 0;
  }
  if (name !== null) {
    if (word.slice(equals + 1) !== 'false') on.add(name);
    return 0;
  }
  const valued = nameIn(spec.values, flag);
  if (valued === null) return { flag, needsValue: false };
  if (equals >= 0) {
    put(values, valued, word.slice(equals + 1));
    return 0;
  }
  if (next === undefined) return { flag, needsValue: true };
  put(values, valued, next);
  return 1;
}

function readShort(
  word: string,
  next: string | undefined,
  spec: FlagSpec,
  on: Set<string>,
  values: Map<string, string[]>,
): Used {
  // Tools of one author write a whole word behind one dash now and then.
  const whole = nameIn(spec.switches, word);
  if (whole !== null) {
    on.add(whole);
    return 0;
  }
  for (let at = 1; at < word.length; at += 1) {
    const flag = `-${word[at]}`;
    const name = nameIn(spec.switches, flag);
    if (name !== null) {
      on.add(name);
      continue;
    }
    const valued = nameIn(spec.values, flag);
    if (valued === null) return { flag, needsValue: false };
    const tail = word.slice(at + 1);
    if (tail !== '') {
      put(values, valued, tail.startsWith('=') ? tail.slice(1) : tail);
      return 0;
    }
    if (next === undefined) return { flag, needsValue: true };
    put(values, valued, next);
    return 1;
  }
  return 0;
}

/** The last value of a flag, as most tools take it. */
export function lastValue(flags: Flags, name: string): string | null {
  return flags.values.get(name)?.at(-1) ?? null;
}
