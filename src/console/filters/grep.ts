import { type Flags, lastValue, readFlags } from '../flags.ts';
import { err, lined, linesOf, type Output, out, textOf } from '../output.ts';
import { compilePattern, type Pattern } from './pattern.ts';

const USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";

const SPEC = {
  switches: [
    ['-i', '--ignore-case', '-y'],
    ['-v', '--invert-match'],
    ['-c', '--count'],
    ['-n', '--line-number'],
    ['-E', '--extended-regexp'],
    ['-F', '--fixed-strings'],
    ['-G', '--basic-regexp'],
    ['-o', '--only-matching'],
    ['-w', '--word-regexp'],
    ['-x', '--line-regexp'],
    ['-q', '--quiet', '--silent'],
    ['-h', '--no-filename'],
    ['-a', '--text'],
  ],
  values: [
    ['-e', '--regexp'],
    ['-m', '--max-count'],
    ['-A', '--after-context'],
    ['-B', '--before-context'],
    ['-C', '--context'],
    ['--color', '--colour'],
  ],
  number: '-C',
} as const;

/** grep over what is piped into it. */
export function grep(words: readonly string[], input: Uint8Array): Output {
  const read = readFlags(words, {
    ...SPEC,
    switches: [...SPEC.switches, ['--color-auto', '--color', '--colour']],
  });
  if (!read.ok) {
    const problem = read.needsValue
      ? `grep: option requires an argument -- '${read.flag.slice(1)}'`
      : `grep: invalid option -- '${read.flag.replace(/^-+/, '')}'`;
    return err(`${problem}\n${USAGE}`, 2);
  }
  const { flags } = read;
  const given = flags.values.get('-e') ?? [];
  const sources = given.length > 0 ? given : flags.rest.slice(0, 1);
  const files = given.length > 0 ? flags.rest : flags.rest.slice(1);
  if (sources.length === 0) return err(USAGE, 2);
  const file = files.find((name) => name !== '-');
  if (file !== undefined) return err(`grep: ${file}: No such file or directory\n`, 2);
  const kind = flags.on.has('-F') ? 'fixed' : flags.on.has('-E') ? 'extended' : 'basic';
  const patterns: Pattern[] = [];
  for (const source of sources.flatMap((one) => one.split('\n'))) {
    const compiled = compilePattern(source, kind, flags.on.has('-i'));
    if (!compiled.ok) return err(`grep: ${compiled.message}\n`, 2);
    patterns.push(compiled.pattern);
  }
  return found(linesOf(textOf(input)), patterns, flags);
}

interface Hit {
  readonly start: number;
  readonly end: number;
}

function found(lines: readonly string[], patterns: readonly Pattern[], flags: Flags): Output {
  const isWanted = (line: string): boolean =>
    (nextHit(line, patterns, flags, 0) !== null) !== flags.on.has('-v');
  const most = Number(lastValue(flags, '-m') ?? lines.length);
  const hits: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (hits.length >= most) break;
    if (isWanted(line)) hits.push(index);
  }
  const exit = hits.length > 0 ? 0 : 1;
  if (flags.on.has('-q')) return out('', exit);
  if (flags.on.has('-c')) return out(`${hits.length}\n`, exit);
  const head = (index: number, mark: string): string => (flags.on.has('-n') ? `${index + 1}${mark}` : '');
  if (flags.on.has('-o')) {
    if (flags.on.has('-v')) return out('', exit);
    const parts = hits.flatMap((index) =>
      hitsOf(lines[index] ?? '', patterns, flags).map((part) => `${head(index, ':')}${part}`),
    );
    return out(lined(parts), exit);
  }
  return out(lined(withContext(lines, hits, flags, head)), exit);
}

function withContext(
  lines: readonly string[],
  hits: readonly number[],
  flags: Flags,
  head: (index: number, mark: string) => string,
): readonly string[] {
  const around = Number(lastValue(flags, '-C') ?? 0);
  const before = Number(lastValue(flags, '-B') ?? around);
  const after = Number(lastValue(flags, '-A') ?? around);
  const chosen = new Set(hits);
  const shown: string[] = [];
  let next = 0;
  for (const hit of hits) {
    const from = Math.max(next, hit - before);
    if (before + after > 0 && shown.length > 0 && from > next) shown.push('--');
    for (let at = from; at <= Math.min(lines.length - 1, hit + after); at += 1) {
      if (at > hit && chosen.has(at)) break;
      shown.push(`${head(at, chosen.has(at) ? ':' : '-')}${lines[at]}`);
      next = at + 1;
    }
  }
  return shown;
}

function hitsOf(line: string, patterns: readonly Pattern[], flags: Flags): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const hit = nextHit(line, patterns, flags, at);
    if (hit === null) break;
    if (hit.end > hit.start) parts.push(line.slice(hit.start, hit.end));
    at = hit.end > hit.start ? hit.end : hit.end + 1;
  }
  return parts;
}

function nextHit(line: string, patterns: readonly Pattern[], flags: Flags, from: number): Hit | null {
  let best: Hit | null = null;
  for (const pattern of patterns) {
    const hit = wholeHit(line, pattern, flags, from);
    if (hit === null) continue;
    if (best === null || hit.start < best.start || (hit.start === best.start && hit.end > best.end))
      best = hit;
  }
  return best;
}

/** The next match that is a whole word or line, where that is asked for. */
function wholeHit(line: string, pattern: Pattern, flags: Flags, from: number): Hit | null {
  for (let at = from; at <= line.length; ) {
    const hit = pattern.find(line, at);
    if (hit === null) return null;
    const isLine = hit.start === 0 && hit.end === line.length;
    const isWord = !/\w/.test(line[hit.start - 1] ?? '') && !/\w/.test(line[hit.end] ?? '');
    if ((!flags.on.has('-x') || isLine) && (!flags.on.has('-w') || isWord)) return hit;
    at = hit.start + 1;
  }
  return null;
}
