import { cut } from './filters/cut.ts';
import { grep } from './filters/grep.ts';
import { sort } from './filters/sort.ts';
import { base64, cat, head, sha256sum, tail, uniq, wc } from './filters/text-filters.ts';
import { jq } from './jq/jq.ts';
import type { Output } from './output.ts';

export interface FilterEntry {
  readonly run: (words: readonly string[], input: Uint8Array) => Output;
  readonly usage: string;
}

/** What a command's output can be piped into. */
export const FILTERS: Readonly<Record<string, FilterEntry>> = {
  grep: { run: grep, usage: 'grep [-i] [-v] [-c] [-n] [-o] [-w] [-E | -F] [-A N] [-B N] PATTERN' },
  jq: { run: jq, usage: "jq [-r] [-c] [-s] [-S] [-e] [--arg NAME VALUE] 'FILTER'" },
  head: { run: head, usage: 'head [-n N | -c N]' },
  tail: { run: tail, usage: 'tail [-n N | -n +N | -c N]' },
  wc: { run: wc, usage: 'wc [-l | -w | -c]' },
  sort: { run: sort, usage: 'sort [-r] [-u] [-n] [-k FIELD] [-t CHAR]' },
  uniq: { run: uniq, usage: 'uniq [-c] [-d] [-u]' },
  cut: { run: cut, usage: 'cut -f LIST [-d CHAR] | -c LIST' },
  base64: { run: base64, usage: 'base64 [-d]' },
  sha256sum: { run: sha256sum, usage: 'sha256sum' },
  cat: { run: cat, usage: 'cat' },
};
