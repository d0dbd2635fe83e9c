/** Both ends count. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** `whole`: there is no range, or none that can be read, or so many that the whole is less. */
export type Wanted =
  | { readonly kind: 'whole' }
  | { readonly kind: 'parts'; readonly spans: readonly [Span, ...Span[]] }
  | { readonly kind: 'beyond' };

const MOST_SPANS = 100;

/** Reads `bytes=a-b`, `a-`, `-n` and lists of them against what there is (RFC 9110 §14, as Go's file server does it). */
export function wantedOf(header: string | null, size: number): Wanted {
  const [, list] = /^bytes=(.*)$/.exec(header?.trim() ?? '') ?? [];
  if (list === undefined) return { kind: 'whole' };
  const words = list
    .split(',', MOST_SPANS + 1)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > MOST_SPANS) return { kind: 'whole' };
  const spans: Span[] = [];
  for (const word of words) {
    const [, from, to] = /^(\d*)-(\d*)$/.exec(word) ?? [];
    if (from === undefined || to === undefined || (from === '' && to === '')) return { kind: 'whole' };
    if (from !== '' && to !== '' && Number(to) < Number(from)) return { kind: 'whole' };
    const span = spanOf(from, to, size);
    if (span !== null) spans.push(span);
  }
  const [first, ...others] = spans;
  if (first === undefined) return { kind: 'beyond' };
  const asked = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
  return asked > size ? { kind: 'whole' } : { kind: 'parts', spans: [first, ...others] };
}

function spanOf(from: string, to: string, size: number): Span | null {
  if (from === '') {
    const last = Math.min(Number(to), size);
    return last === 0 ? null : { from: size - last, to: size - 1 };
  }
  const start = Number(from);
  if (start >= size) return null;
  return { from: start, to: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

/** `bytes 0-9/100`. */
export function contentRange({ from, to }: Span, size: number): string {
  return `bytes ${from}-${to}/${size}`;
}
