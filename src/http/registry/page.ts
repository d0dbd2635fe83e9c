import { problem } from './error.ts';

export interface Page {
  readonly names: readonly string[];
  /** Path and query of what comes next, for a `Link` header; null on the last page. */
  readonly next: string | null;
}

export type Paged =
  | { readonly page: Page; readonly refusal: null }
  | { readonly page: null; readonly refusal: Response };

/** One page of names that are sorted bytewise: at most `n` after `last` (OCI distribution-spec, Listing Tags). */
export function pageOf(names: readonly string[], query: URLSearchParams, path: string): Paged {
  const wanted = query.get('n');
  if (wanted !== null && !/^\d{1,9}$/.test(wanted))
    return { page: null, refusal: problem('PAGINATION_NUMBER_INVALID', { n: wanted }) };
  const last = query.get('last');
  const after = last === null ? names : names.filter((name) => name > last);
  const size = wanted === null ? after.length : Number(wanted);
  const page = after.slice(0, size);
  const end = page.at(-1);
  const isMore = end !== undefined && page.length < after.length;
  const next = isMore ? `${path}?last=${encodeURIComponent(end)}&n=${size}` : null;
  return { page: { names: page, next }, refusal: null };
}

export function linkTo(next: string | null): Readonly<Record<string, string>> {
  return next === null ? {} : { Link: `<${next}>; rel="next"` };
}
