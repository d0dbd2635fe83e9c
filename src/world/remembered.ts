// The only place where anything is kept between two calls on the ground floors. What is kept can be forgotten at any time and nobody
// would notice: each function here gives what the function it was made from gives.

/** So many texts are more than a whole play uses, and few enough to be held. */
const MOST = 4000;

/**
 * The same function of a text, worked out once for each: the same few lines and references come again all day. What it gives must
 * depend on the text alone and never be changed by anybody. Bounded: when it knows too many texts it forgets all of them.
 */
export function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = of(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}

/**
 * The same function, worked out once for each `part` of what it is given, for as long as that part lives. What it gives must depend
 * on that part, and else only on what never changes; neither is ever changed by anybody.
 */
export function rememberedBy<K extends object, W, T>(
  part: (whole: W) => K,
  of: (whole: W) => T,
): (whole: W) => T {
  const known = new WeakMap<K, T>();
  return (whole) => {
    const key = part(whole);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = of(whole);
    known.set(key, made);
    return made;
  };
}
