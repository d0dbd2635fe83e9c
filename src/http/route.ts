import type { Desk, Outcome } from './desk.ts';

/** A request as every face sees it: its body whole, its path without the face's own prefix. */
export interface Ask {
  /** HEAD stays HEAD: its answer is made like that of GET, and the engine leaves the body out. */
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** What the route's path captured, percent-decoded; '' for a group that took no part. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** `http://127.0.0.1:5500` and the face's prefix: what absolute links begin with. */
  readonly base: string;
}

/**
 * What a request stands for in the exercise. `free` moves nothing and shows nothing new; `looks` are reads, one decision a line
 * unless looked at within this minute; `attempt` is a write; `answer` was settled on the wire, before it meant anything.
 */
export type Meaning =
  | { readonly kind: 'free' }
  | { readonly kind: 'looks'; readonly lines: readonly string[] }
  | { readonly kind: 'attempt'; readonly line: string }
  | { readonly kind: 'answer'; readonly response: Response };

/** One row of a face's table. `answer` gets the outcomes of the looks in their order, or of the attempt; none when it was free. */
export interface Route {
  /** HEAD is answered only where it is listed; elsewhere it is a wrong method like any other. */
  readonly methods: readonly string[];
  /** Matched against the whole path as sent, so it needs `^` and `$`. */
  readonly path: RegExp;
  /** The path as people write it, `/v2/REPO/tags/list`: docs/wire.md is made from this and the next two. */
  readonly written: string;
  /** What its answer lets a client see, in a few words. */
  readonly shows: string;
  /** The decision that it stands for, as the grammar writes it (`inspect tags REPO`), or `free`. */
  readonly counts: string;
  readonly means: (ask: Ask, desk: Desk) => Meaning;
  readonly answer: (ask: Ask, desk: Desk, outcomes: readonly Outcome[]) => Response;
}

export type FaceName = 'registry' | 'hub' | 'forge' | 'cluster';

/** One kind of service with its own prefix, errors and manners. */
export interface Face {
  readonly name: FaceName;
  /** `''`, `/hub`, `/api/v3`, `/cluster`: what stands before its paths on a shared port. */
  readonly prefix: string;
  readonly routes: readonly Route[];
  /** No route has this path (`null`) or none with this method (the methods that it has). */
  readonly noRoute: (ask: Ask, methods: readonly string[] | null) => Response;
  /** A decision that could not be taken: `busy`, `closed`. */
  readonly unavailable: (ask: Ask, outcome: Outcome) => Response;
}
