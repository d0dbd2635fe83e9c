/** Two independent 32-bit hashes of the same thing. */
export interface Pair {
  readonly one: number;
  readonly other: number;
}

export interface Hasher {
  /** Hashes of several JSON values one after the other: equal for values with the same texts. */
  readonly of: (...values: readonly unknown[]) => Pair;
}

/**
 * Hashes JSON values of which parts come again and again: each text and each inner object is read once. An object that was hashed
 * must not be changed afterwards.
 */
export function makeHasher(): Hasher {
  const texts = new Map<string, Pair>();
  const objects = new WeakMap<object, Pair>();
  // Both hashes of what was read so far; numbers that change in place, since a long walk reads millions of values.
  let one = 0;
  let other = 0;

  const mix = (left: number, right: number): void => {
    one = spread(Math.imul(one, 0x9e3779b1) ^ left);
    other = spread(Math.imul(other, 0x85ebca77) ^ right);
  };
  const readText = (text: string): void => {
    let known = texts.get(text);
    if (known === undefined) {
      known = hashText(text);
      texts.set(text, known);
    }
    mix(known.one, known.other);
  };
  const readFresh = (value: object): void => {
    mix(Array.isArray(value) ? LIST : RECORD, 0);
    if (Array.isArray(value)) for (const item of value) read(item);
    else
      for (const key in value) {
        const inner = (value as Readonly<Record<string, unknown>>)[key];
        if (inner === undefined) continue;
        readText(key);
        read(inner);
      }
    mix(END, 0);
  };
  const readObject = (value: object): void => {
    let known = objects.get(value);
    if (known === undefined) {
      const [before, beside] = [one, other];
      [one, other] = [0, 0];
      readFresh(value);
      known = { one, other };
      objects.set(value, known);
      [one, other] = [before, beside];
    }
    mix(known.one, known.other);
  };
  const read = (value: unknown): void => {
    if (typeof value === 'string') readText(value);
    else if (typeof value === 'object' && value !== null) readObject(value);
    else if (typeof value === 'number' && (value | 0) === value) mix(value, ~value);
    else readText(`${typeof value} ${value}`);
  };

  return {
    of: (...values) => {
      [one, other] = [values.length, ~values.length];
      for (const value of values) {
        // What stands at the top is new each time; what it holds comes again.
        if (typeof value === 'object' && value !== null) readFresh(value);
        else read(value);
      }
      return { one, other };
    },
  };
}

const LIST = 0x5b;
const RECORD = 0x7b;
const END = 0x7d;

// FNV-1a over UTF-16 code units, with two seeds in one pass.
function hashText(text: string): Pair {
  let [one, other] = [0x811c9dc5, 0x01000193];
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x01000193);
  }
  return { one: spread(one), other: spread(other) };
}

/** Finishes a hash, so that sums of it spread. */
function spread(value: number): number {
  const mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
