/** Tells players what their seed did; null where the scenario is played as written. */
export function drawnWords(seed: number): string | null {
  if (seed === 0) return null;
  return `Seed ${seed} draws names, digests and minutes of this play; --seed ${seed} draws the same again.`;
}
