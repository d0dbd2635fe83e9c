import * as z from 'zod';

/** Patterns of words in scenario files. None nests repetition, so none can be made slow. */
export const PATTERNS = {
  id: /^[a-z0-9][a-z0-9-]{0,62}$/,
  repository: /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
  tagName: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
  reference:
    /^[a-z0-9]+(?:[._/-][a-z0-9]+)*(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@image:[a-z0-9-]+(?:\/[a-z0-9]+)?)$/,
  tag: /^[a-z0-9]+(?:[._/-][a-z0-9]+)*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
  time: /^(?:T[+-](?=\d)(?:\d{1,3}h)?(?:\d{1,4}m)?(?:\d{1,5}s)?|(?:[01]\d|2[0-3]):[0-5]\d)$/,
  span: /^(?=\d)(?:\d{1,3}h)?(?:\d{1,4}m)?(?:\d{1,5}s)?$/,
  moment:
    /^(?:endEx|aftermath|T[+-](?=\d)(?:\d{1,3}h)?(?:\d{1,4}m)?(?:\d{1,5}s)?|(?=\d)(?:\d{1,3}h)?(?:\d{1,4}m)?(?:\d{1,5}s)?|(?:[01]\d|2[0-3]):[0-5]\d)$/,
  timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/,
  minutes: /^\d{1,4}(?:\.\d{1,2})?\/\d{1,4}(?:\.\d{1,2})?$/,
  number: /^\d{1,6}(?:\.\d{1,2})?$/,
  host: /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+example$/,
  scope: /^(?:push|cloud|clone|publish|sign|delete):[^\s]{1,200}$/,
  technique: /^T\d{4}(?:\.\d{3})?$/,
  hazard: /^H-(?:0[1-9]|[12]\d|3[0-8])$/,
} as const;

export type PatternName = keyof typeof PATTERNS;

/** What each pattern accepts, in words that finish "must be …"; messages and editors show these. */
export const PATTERN_MEANINGS: Readonly<Record<PatternName, string>> = {
  id: 'lower-case letters, digits and hyphens, beginning with a letter or digit, such as `api-build`',
  repository: 'a repository name in lower case, such as `harborlight/base`',
  tagName: 'the name of a tag, such as `stable` or "1.8"',
  reference: '`REPOSITORY:TAG` or `REPOSITORY@image:NAME`',
  tag: '`REPOSITORY:TAG`, such as `harborlight/base:stable`',
  time: 'a time: `T+3h05m` or `T-40m` counted from StartEx, or `HH:MM` of its day in quotation marks',
  span: 'a length of time, such as `30m`, `4h` or `1h30m`',
  moment: '`endEx`, `aftermath`, or a time such as `15m` (after StartEx), `T+15m` or "10:30"',
  timestamp: 'a date and time with zone, such as 2026-05-12T09:20:00Z',
  minutes: 'minutes as hands/lands, such as `2/6`',
  number: 'a number such as `4` or `22.5`',
  host: 'a host name that ends in .example',
  scope: 'one of push:REPOSITORY, cloud:OWNER, clone:OWNER, publish:PACKAGE, sign:OWNER, delete:CHANNEL',
  technique: 'an ATT&CK technique id, such as T1195.002',
  hazard: 'a hazard from H-01 to H-38',
};

/** A text of one of the patterns; its examples show in editors. */
export function word(name: PatternName, description: string, ...examples: readonly string[]) {
  return z
    .string()
    .regex(PATTERNS[name])
    .meta({
      description: `${description} (${PATTERN_MEANINGS[name]})`,
      ...(examples.length > 0 && { examples: [...examples] }),
    });
}

/** The name of something that the file defines elsewhere; the linker looks it up. */
export function nameOf(what: string, ...examples: readonly string[]) {
  return z
    .string()
    .min(1)
    .max(200)
    .meta({ description: what, ...(examples.length > 0 && { examples: [...examples] }) });
}

/** Prose of a few words, on one line. */
export function title(description: string, ...examples: readonly string[]) {
  return z
    .string()
    .min(1)
    .max(300)
    .meta({ description, ...(examples.length > 0 && { examples: [...examples] }) });
}

/** Prose of any length. It may hold placeholders, which link-text.ts fills. */
export function prose(description: string, ...examples: readonly string[]) {
  return z
    .string()
    .min(1)
    .meta({
      description: `${description} May hold {digest:IMAGE}, {short:IMAGE}, {image:IMAGE}, {clock:TIME}, {clock:INJECT+SPAN}, {label:CREDENTIAL} and {tag:TAG}.`,
      ...(examples.length > 0 && { examples: [...examples] }),
    });
}

/** The most entries of a map from names: nobody can play with more, and a hostile file could make them costly. */
export const MOST_NAMES = 200;

/** A map from names that the author makes up. */
export function named<T extends z.ZodType>(value: T, description: string) {
  return z
    .record(z.string().regex(PATTERNS.id), value)
    .refine((map) => Object.keys(map).length <= MOST_NAMES, { error: 'too-many-names' })
    .meta({ description, maxProperties: MOST_NAMES });
}

/** One line of the grammar (assets/grammar.ebnf). */
export function line(description: string, ...examples: readonly string[]) {
  return z
    .string()
    .min(1)
    .max(2000)
    .meta({ description, ...(examples.length > 0 && { examples: [...examples] }) });
}
