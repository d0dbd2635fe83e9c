import type { Desk, Outcome } from './desk.ts';

/** A request as every face sees it: its body whole, its path without the face's own prefix. */
export interface Ask {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** What the route's path captured, percent-decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** `http://127.0.0.1:5000` and the face's prefix: what absolute links begin with. */
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
  readonly methods: readonly string[];
  readonly path: RegExp;
  readonly means: (ask: Ask, desk: Desk) => Meaning;
  readonly answer: (ask: Ask, desk: Desk, outcomes: readonly Outcome[]) => Response;
}

/** One kind of service with its own prefix, errors and manners. */
export interface Face {
  readonly name: 'registry' | 'hub' | 'forge' | 'cluster';
  /** `''`, `/hub`, `/api/v3`, `/cluster`: what stands before its paths on a shared port. */
  readonly prefix: string;
  readonly routes: readonly Route[];
  /** No route has this path (`null`) or none with this method (the methods that it has). */
  readonly noRoute: (ask: Ask, methods: readonly string[] | null) => Response;
  /** A decision that could not be taken: `busy`, `closed`. */
  readonly unavailable: (ask: Ask, outcome: Outcome) => Response;
}
