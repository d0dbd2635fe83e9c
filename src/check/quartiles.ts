export interface Quartiles {
  readonly least: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly most: number;
}

/** Of at least one number, the least first; between two numbers it lies halfway in proportion. */
export function quartiles(sorted: readonly number[]): Quartiles {
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return Math.round((low + (high - low) * (place - Math.floor(place))) * 10) / 10;
  };
  return { least: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), most: at(1) };
}

const TENTHS = 10;

/** How many of the percentages lie in each tenth, 100 in the last. */
export function tenths(percentages: readonly number[]): readonly number[] {
  const counts = new Array<number>(TENTHS).fill(0);
  for (const one of percentages) {
    const place = Math.min(TENTHS - 1, Math.floor(one / TENTHS));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}
