import type { PlaybookLine, PlaybookSpec, Scenario } from '../../exercise/definition.ts';
import { printTime, type Seconds } from '../../world/time.ts';

/** What a wrong-order playbook shows of its hazard, beside its twin. */
export interface OrderHazard {
  readonly hazard: string;
  readonly playbook: string;
  readonly title: string;
  /** Right order: the first comes before the second; the playbook has them the other way round. */
  readonly before: readonly (readonly [string, string])[];
  /** What the twin decides and this playbook does not. */
  readonly missing: readonly string[];
  /** What this playbook decides and the twin does not. */
  readonly instead: readonly string[];
  /** Decisions that only come later, with the times of the twin and of the playbook. */
  readonly later: readonly string[];
}

const MOST = 4;

/** What every playbook that runs into a hazard does otherwise than its twin, in the order of the file. */
export function orderHazards({ playbooks }: Pick<Scenario, 'playbooks'>): readonly OrderHazard[] {
  return playbooks.flatMap((wrong) => {
    const right = playbooks.find(({ id }) => id === wrong.twin);
    return right === undefined || wrong.hazard === null ? [] : [compared(wrong.hazard, wrong, right)];
  });
}

function compared(hazard: string, wrong: PlaybookSpec, right: PlaybookSpec): OrderHazard {
  const [had, should] = [decided(wrong.decisions), decided(right.decisions)];
  const missing = [...should.keys()].filter((line) => !had.has(line));
  const instead = [...had.keys()].filter((line) => !should.has(line));
  const owner = (line: string): string | null => should.get(line)?.by ?? null;
  const acting = [[...should.keys()].filter(acts), [...had.keys()].filter(acts)] as const;
  const before = inverted(...acting, owner).filter(([first]) => isLate(first, had, should));
  const later = before.length > 0 || missing.length > 0 ? [] : delayed(had, should);
  return {
    hazard,
    playbook: wrong.id,
    title: wrong.title,
    before: before.slice(0, MOST),
    missing: missing.slice(0, MOST),
    instead: instead.slice(0, MOST),
    later: later.slice(0, MOST),
  };
}

/** Each decision once, without reason and confidence, with the time that is written at its first line. */
function decided(lines: readonly PlaybookLine[]): ReadonlyMap<string, PlaybookLine> {
  const found = new Map<string, PlaybookLine>();
  for (const line of lines) {
    const words = line.do.replace(/\s+(?:#.*|~\d+%)$/, '').replace(/\s+#.*$/, '');
    if (!/^(?:wait|note|declare|hint)\b/.test(words) && !found.has(words)) found.set(words, line);
  }
  return found;
}

const READS = /^(?:inspect|trace|verify|ask)\b/;
const acts = (line: string): boolean => !READS.test(line);

// Neighbours change places in any two plays; what a hazard is about comes much later than it should.
const MUCH_LATER: Seconds = 10 * 60;

function isLate(
  line: string,
  had: ReadonlyMap<string, PlaybookLine>,
  should: ReadonlyMap<string, PlaybookLine>,
): boolean {
  const [late, early] = [had.get(line)?.at ?? null, should.get(line)?.at ?? null];
  return late === null || early === null || late - early >= MUCH_LATER;
}

// The longest common order stays; each decision outside of it is named with one that it should have come before, or after: of the same
// hands where there is one, since what one role does in a row mostly belongs together.
function inverted(
  should: readonly string[],
  had: readonly string[],
  owner: (line: string) => string | null,
): readonly (readonly [string, string])[] {
  const both = should.filter((line) => had.includes(line));
  const rank = (line: string): number => had.indexOf(line);
  const rise = longestRise(both.map(rank));
  return both.flatMap((line, index) => {
    if (rise.has(index)) return [];
    const after = both.filter((other, place) => place > index && rank(other) < rank(line));
    const before = both.filter((other, place) => place < index && rank(other) > rank(line)).toReversed();
    const near = (others: readonly string[]) => others.find((one) => owner(one) === owner(line)) ?? others[0];
    const [later, earlier] = [near(after), near(before)];
    if (later !== undefined) return [[line, later] as const];
    return earlier === undefined ? [] : [[earlier, line] as const];
  });
}

/** Indices of a longest strictly rising selection. */
function longestRise(values: readonly number[]): ReadonlySet<number> {
  const best: { readonly length: number; readonly from: number }[] = [];
  for (const [index, value] of values.entries()) {
    let from = -1;
    for (let other = 0; other < index; other += 1)
      if ((values[other] ?? 0) < value && (best[other]?.length ?? 0) > (best[from]?.length ?? 0))
        from = other;
    best.push({ length: (best[from]?.length ?? 0) + 1, from });
  }
  let at = best.reduce((top, one, index) => (one.length > (best[top]?.length ?? 0) ? index : top), 0);
  const kept = new Set<number>();
  for (; at >= 0 && best[at] !== undefined; at = best[at]?.from ?? -1) kept.add(at);
  return kept;
}

function delayed(
  had: ReadonlyMap<string, PlaybookLine>,
  should: ReadonlyMap<string, PlaybookLine>,
): readonly string[] {
  return [...should].flatMap(([line, { at }]) => {
    const late = had.get(line)?.at ?? null;
    return at === null || late === null || late <= at
      ? []
      : [`${line} at ${printTime(late)}, not ${printTime(at)}`];
  });
}
