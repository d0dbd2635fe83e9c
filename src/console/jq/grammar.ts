/** Operators from the loosest to the tightest. */
export const LEVELS: readonly (readonly string[])[] = [
  [','],
  ['//'],
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];
/** Words that are no functions. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'then',
  'elif',
  'else',
  'end',
  'and',
  'or',
  'as',
  'def',
  'reduce',
  'foreach',
  'try',
  'catch',
  'label',
  'import',
  'include',
]);
