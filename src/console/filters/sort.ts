import { type Flags, lastValue, readFlags } from '../flags.ts';
import { err, lined, linesOf, type Output, out, textOf } from '../output.ts';

const SPEC = {
  switches: [
    ['-r', '--reverse'],
    ['-u', '--unique'],
    ['-n', '--numeric-sort'],
    ['-f', '--ignore-case'],
    ['-b', '--ignore-leading-blanks'],
    ['-V', '--version-sort'],
    ['-s', '--stable'],
  ],
  values: [
    ['-k', '--key'],
    ['-t', '--field-separator'],
  ],
} as const;

/** sort over what is piped into it, by bytes as in the C locale. */
export function sort(words: readonly string[], input: Uint8Array): Output {
  const read = readFlags(words, SPEC);
  if (!read.ok) {
    const letter = read.flag.replace(/^-+/, '');
    const what = read.needsValue ? 'option requires an argument' : 'invalid option';
    return err(`sort: ${what} -- '${letter}'\nTry 'sort --help' for more information.\n`, 2);
  }
  const { flags } = read;
  const file = flags.rest.find((word) => word !== '-');
  if (file !== undefined) return err(`sort: cannot read: ${file}: No such file or directory\n`, 2);
  const keys = (flags.values.get('-k') ?? []).map(readKey);
  const bad = keys.indexOf(null);
  if (bad >= 0) {
    const given = flags.values.get('-k')?.[bad] ?? '';
    return err(`sort: invalid number at field start: invalid count at start of '${given}'\n`, 2);
  }
  const compare = comparison(
    flags,
    keys.flatMap((key) => key ?? []),
  );
  const isReversed = flags.on.has('-r');
  const sorted = [...linesOf(textOf(input))].sort((left, right) => {
    const order = compare(left, right);
    const last = order === 0 && !flags.on.has('-u') && !flags.on.has('-s') ? byBytes(left, right) : 0;
    return isReversed ? -(order || last) : order || last;
  });
  const kept = flags.on.has('-u')
    ? sorted.filter((line, index) => index === 0 || compare(sorted[index - 1] ?? '', line) !== 0)
    : sorted;
  return out(lined(kept));
}

interface Key {
  readonly from: number;
  readonly to: number | null;
  readonly letters: string;
}

type Compare = (left: string, right: string) => number;

function readKey(text: string): Key | null {
  const match = /^([1-9]\d{0,3})(?:\.\d+)?([bfnrV]*)(?:,([1-9]\d{0,3})(?:\.\d+)?([bfnrV]*))?$/.exec(text);
  if (match === null) return null;
  const [, from = '', first = '', to, second = ''] = match;
  return { from: Number(from), to: to === undefined ? null : Number(to), letters: first + second };
}

function comparison(flags: Flags, keys: readonly Key[]): Compare {
  const letters = ['n', 'f', 'V'].filter((letter) => flags.on.has(`-${letter}`)).join('');
  if (keys.length === 0) return byLetters(letters);
  const separator = lastValue(flags, '-t');
  const compares = keys.map((key) => {
    const compare = byLetters(key.letters === '' ? letters : key.letters);
    const sign = key.letters.includes('r') ? -1 : 1;
    return (left: string, right: string): number =>
      sign * compare(fieldOf(left, key, separator), fieldOf(right, key, separator));
  });
  return (left, right) => {
    for (const compare of compares) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** From one field to another; fields are parted by a character, or by where blanks begin. */
function fieldOf(line: string, { from, to }: Key, separator: string | null): string {
  const fields = separator === null ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
  return fields.slice(from - 1, to ?? fields.length).join(separator ?? '');
}

function byLetters(letters: string): Compare {
  if (letters.includes('n')) return (left, right) => numberIn(left) - numberIn(right);
  if (letters.includes('V')) return byVersion;
  if (letters.includes('f')) return (left, right) => byBytes(left.toUpperCase(), right.toUpperCase());
  return byBytes;
}

function numberIn(text: string): number {
  const value = Number(/^\s*(-?\d*\.?\d+)/.exec(text)?.[1] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

// UTF-16 order is not byte order above the basic plane; comparing bytes is exact for all.
function byBytes(left: string, right: string): number {
  if (left === right) return 0;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function byVersion(left: string, right: string): number {
  const [one, other] = [left, right].map((text) => text.match(/\d+|\D+/g) ?? []);
  for (let at = 0; ; at += 1) {
    const [a, b] = [one?.[at], other?.[at]];
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
    const isNumber = /^\d/.test(a) && /^\d/.test(b);
    const order = isNumber ? Number(a) - Number(b) : byBytes(a, b);
    if (order !== 0) return order;
  }
}
