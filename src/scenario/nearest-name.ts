// Nobody misspells a name of this length into another one; it also bounds the cost of one comparison.
const maxNameLength = 64;

/**
 * The candidate that was probably meant, or undefined: the fewest slips (a letter too many, missing, wrong, or two
 * swapped) and no more than one in three letters, at most 3. Case counts only between equals; then code-unit order.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length === 0 || name.length > maxNameLength) return undefined;
  const folded = name.toLowerCase();
  const bound = slipsAllowed(folded.length);
  let best: { readonly name: string; readonly slips: number; readonly caseSlips: number } | undefined;
  for (const candidate of candidates) {
    const slips = slipsBetween(folded, candidate.toLowerCase(), best === undefined ? bound : best.slips);
    if (slips === undefined) continue;
    const caseSlips = slipsBetween(name, candidate, maxNameLength) ?? maxNameLength;
    if (best === undefined || isBetter({ name: candidate, slips, caseSlips }, best)) {
      best = { name: candidate, slips, caseSlips };
    }
  }
  return best?.name;
}

interface Match {
  readonly name: string;
  readonly slips: number;
  readonly caseSlips: number;
}

function isBetter(a: Match, b: Match): boolean {
  if (a.slips !== b.slips) return a.slips < b.slips;
  if (a.caseSlips !== b.caseSlips) return a.caseSlips < b.caseSlips;
  return a.name < b.name;
}

// Two letters share too little: with one slip allowed, every two-letter name would be near every other.
function slipsAllowed(length: number): number {
  return length < 3 ? 0 : Math.min(3, Math.max(1, Math.floor(length / 3)));
}

/** Damerau–Levenshtein distance (each pair of letters swapped at most once), or undefined when it is above `bound`. */
function slipsBetween(a: string, b: string, bound: number): number | undefined {
  if (b.length > maxNameLength || Math.abs(a.length - b.length) > bound) return undefined;
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let slips = Math.min(change, at(previous, j) + 1, at(row, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        slips = Math.min(slips, at(beforePrevious, j - 2) + 1);
      }
      row.push(slips);
    }
    // A swap reaches back two rows, so only two rows above the bound prove that no better end is left.
    if (Math.min(...row) > bound && Math.min(...previous) > bound) return undefined;
    beforePrevious = previous;
    previous = row;
  }
  const slips = at(previous, b.length);
  return slips <= bound ? slips : undefined;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
