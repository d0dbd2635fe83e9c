type Json = unknown;

/** Every word and key of a JSON value that is one of two names, exchanged for the other. Longer names that hold one of them stay. */
export function swapNames<T>(value: T, one: string, other: string): T {
  const walk = (part: Json): Json => {
    if (typeof part === 'string') return swapInText(part, one, other);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [swapInText(key, one, other), walk(inner)]),
    );
  };
  return walk(value) as T;
}

/** The text with two names exchanged wherever they stand as whole words. */
export function swapInText(text: string, one: string, other: string): string {
  if (!text.includes(one) && !text.includes(other)) return text;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const found = nameAt(text, at, one, other);
    out += found === null ? text.charAt(at) : found === one ? other : one;
    at += found === null ? 1 : found.length;
  }
  return out;
}

/** True when the name stands in the text as a whole word. */
export function holdsName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (isWhole(text, at, name)) return true;
  }
  return false;
}

function nameAt(text: string, at: number, one: string, other: string): string | null {
  for (const name of [one, other]) {
    if (text.startsWith(name, at) && isWhole(text, at, name)) return name;
  }
  return null;
}

const IN_WORD = /[A-Za-z0-9_-]/;

// A dot goes on with a name only where something follows it: `base:1.8.3` is not `base:1.8`, but a sentence may end in it.
function isWhole(text: string, at: number, name: string): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + name.length);
  const next = text.charAt(at + name.length + 1);
  const opens =
    at === 0 || (before === '/' ? text.slice(0, at).endsWith('.example/') : !isInside(before, '.'));
  const goesOn = after === '.' ? IN_WORD.test(next) : after !== '' && (IN_WORD.test(after) || after === '/');
  return opens && !goesOn;
}

const isInside = (character: string, more: string): boolean =>
  IN_WORD.test(character) || more.includes(character);
