import { lastValue, readFlags } from '../flags.ts';
import { err, lined, linesOf, type Output, out, textOf } from '../output.ts';

const TRY = "Try 'cut --help' for more information.\n";

interface Span {
  readonly from: number;
  readonly to: number;
}

/** cut over what is piped into it: fields or characters of each line. */
export function cut(words: readonly string[], input: Uint8Array): Output {
  const read = readFlags(words, {
    switches: [['-s', '--only-delimited']],
    values: [
      ['-f', '--fields'],
      ['-d', '--delimiter'],
      ['-c', '--characters', '-b', '--bytes'],
    ],
  });
  if (!read.ok) return err(`cut: invalid option -- '${read.flag.replace(/^-+/, '')}'\n${TRY}`);
  const { flags } = read;
  const fields = lastValue(flags, '-f');
  const list = fields ?? lastValue(flags, '-c');
  if (list === null) return err(`cut: you must specify a list of bytes, characters, or fields\n${TRY}`);
  const spans = list.split(',').map(readSpan);
  if (spans.some((span) => span === null)) return err(`cut: invalid field value '${list}'\n${TRY}`);
  const isIn = (index: number): boolean =>
    spans.some((span) => span !== null && index >= span.from && index <= span.to);
  const delimiter = lastValue(flags, '-d') ?? '\t';
  if ([...delimiter].length !== 1) return err(`cut: the delimiter must be a single character\n${TRY}`);
  const lines = linesOf(textOf(input)).flatMap((line) => {
    if (fields === null) return [[...line].filter((_, index) => isIn(index + 1)).join('')];
    if (!line.includes(delimiter)) return flags.on.has('-s') ? [] : [line];
    return [
      line
        .split(delimiter)
        .filter((_, index) => isIn(index + 1))
        .join(delimiter),
    ];
  });
  return out(lined(lines));
}

function readSpan(text: string): Span | null {
  const match = /^(\d*)(-?)(\d*)$/.exec(text);
  if (match === null || text === '' || text === '-') return null;
  const [, from = '', dash, to = ''] = match;
  const first = from === '' ? 1 : Number(from);
  return { from: first, to: dash === '' ? first : to === '' ? Number.POSITIVE_INFINITY : Number(to) };
}
