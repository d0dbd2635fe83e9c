import { hash } from 'node:crypto';
import { type FlagSpec, type Flags, lastValue, readFlags } from '../flags.ts';
import { err, lined, linesOf, type Output, out, textOf } from '../output.ts';

type Filter = (words: readonly string[], input: Uint8Array) => Output;

/** A filter of the GNU core utilities: its flags are read and its complaints made alike. */
function utility(name: string, spec: FlagSpec, run: (flags: Flags, input: Uint8Array) => Output): Filter {
  return (words, input) => {
    const read = readFlags(words, spec);
    if (!read.ok) {
      const letter = read.flag.replace(/^-+/, '');
      const what = read.flag.startsWith('--')
        ? `unrecognized option '${read.flag}'`
        : read.needsValue
          ? `option requires an argument -- '${letter}'`
          : `invalid option -- '${letter}'`;
      return err(`${name}: ${what}\nTry '${name} --help' for more information.\n`, name === 'sort' ? 2 : 1);
    }
    const file = read.flags.rest.find((word) => word !== '-');
    if (file === undefined) return run(read.flags, input);
    return err(missingFile(name, file), name === 'sort' ? 2 : 1);
  };
}

function missingFile(name: string, file: string): string {
  if (name === 'head' || name === 'tail')
    return `${name}: cannot open '${file}' for reading: No such file or directory\n`;
  if (name === 'sort') return `sort: cannot read: ${file}: No such file or directory\n`;
  return `${name}: ${file}: No such file or directory\n`;
}

const ENDS: FlagSpec = {
  values: [
    ['-n', '--lines'],
    ['-c', '--bytes'],
  ],
  switches: [['-q', '--quiet']],
  number: '-n',
};

export const head: Filter = utility('head', ENDS, (flags, input) => {
  const bytes = lastValue(flags, '-c');
  if (bytes !== null)
    return /^\d+$/.test(bytes) ? out(input.slice(0, Number(bytes))) : badCount('head', 'bytes', bytes);
  const wanted = lastValue(flags, '-n') ?? '10';
  if (!/^-?\d+$/.test(wanted)) return badCount('head', 'lines', wanted);
  const count = Number(wanted);
  const lines = keptLines(input);
  return out(lines.slice(0, wanted.startsWith('-') ? Math.max(0, lines.length + count) : count).join(''));
});

export const tail: Filter = utility('tail', ENDS, (flags, input) => {
  const bytes = lastValue(flags, '-c');
  if (bytes !== null)
    return /^\d+$/.test(bytes)
      ? out(input.slice(Math.max(0, input.length - Number(bytes))))
      : badCount('tail', 'bytes', bytes);
  const wanted = lastValue(flags, '-n') ?? '10';
  if (!/^[+-]?\d+$/.test(wanted)) return badCount('tail', 'lines', wanted);
  const lines = keptLines(input);
  const count = Math.abs(Number(wanted));
  return out(
    lines.slice(wanted.startsWith('+') ? Math.max(0, count - 1) : Math.max(0, lines.length - count)).join(''),
  );
});

function badCount(name: string, what: string, given: string): Output {
  return err(`${name}: invalid number of ${what}: '${given}'\n`);
}

/** Lines with their ends: the last one may have none. */
function keptLines(input: Uint8Array): readonly string[] {
  return textOf(input).match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

export const wc: Filter = utility(
  'wc',
  {
    switches: [
      ['-l', '--lines'],
      ['-c', '--bytes'],
      ['-w', '--words'],
      ['-m', '--chars'],
    ],
  },
  (flags, input) => {
    const text = textOf(input);
    const counts: Readonly<Record<string, number>> = {
      '-l': text.split('\n').length - 1,
      '-w': text.split(/\s+/).filter((word) => word !== '').length,
      '-m': [...text].length,
      '-c': input.length,
    };
    const asked = Object.keys(counts).filter((flag) => flags.on.has(flag));
    if (asked.length === 1) return out(`${counts[asked[0] ?? '']}\n`);
    const shown = asked.length === 0 ? ['-l', '-w', '-c'] : asked;
    return out(`${shown.map((flag) => String(counts[flag]).padStart(7)).join(' ')}\n`);
  },
);

export const uniq: Filter = utility(
  'uniq',
  {
    switches: [
      ['-c', '--count'],
      ['-d', '--repeated'],
      ['-u', '--unique'],
      ['-i', '--ignore-case'],
    ],
  },
  (flags, input) => {
    const same = (line: string): string => (flags.on.has('-i') ? line.toLowerCase() : line);
    const groups: { readonly line: string; count: number }[] = [];
    for (const line of linesOf(textOf(input))) {
      const last = groups.at(-1);
      if (last !== undefined && same(last.line) === same(line)) last.count += 1;
      else groups.push({ line, count: 1 });
    }
    const kept = groups.filter(
      ({ count }) => (!flags.on.has('-d') || count > 1) && (!flags.on.has('-u') || count === 1),
    );
    return out(
      lined(
        kept.map(({ line, count }) => (flags.on.has('-c') ? `${String(count).padStart(7)} ${line}` : line)),
      ),
    );
  },
);

export const base64: Filter = utility(
  'base64',
  {
    switches: [
      ['-d', '--decode', '-D'],
      ['-i', '--ignore-garbage'],
    ],
    values: [['-w', '--wrap']],
  },
  (flags, input) => {
    if (!flags.on.has('-d')) {
      const coded = Buffer.from(input).toString('base64');
      const width = Number(lastValue(flags, '-w') ?? 76);
      if (!(width > 0) || coded === '') return out(coded);
      const rows = Array.from({ length: Math.ceil(coded.length / width) }, (_, row) =>
        coded.slice(row * width, (row + 1) * width),
      );
      return out(lined(rows));
    }
    const text = textOf(input).replace(/\n/g, '');
    const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
    const decoded = out(
      new Uint8Array(
        Buffer.from(
          flags.on.has('-i')
            ? text.replace(/[^A-Za-z0-9+/=]/g, '')
            : (/^[A-Za-z0-9+/]*=*/.exec(text)?.[0] ?? ''),
          'base64',
        ),
      ),
    );
    if (valid || flags.on.has('-i')) return decoded;
    return { chunks: [...decoded.chunks, ...err('base64: invalid input\n').chunks], exit: 1 };
  },
);

export const sha256sum: Filter = utility('sha256sum', {}, (_, input) =>
  out(`${hash('sha256', input, 'hex')}  -\n`),
);

export const cat: Filter = utility('cat', {}, (_, input) => out(input));
