import { referrerFields } from './manifest.ts';
import { Scratch } from './scratch.ts';
import type { TokenMint } from './token.ts';
import { Uploads } from './uploads.ts';

export interface ScratchReferrer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
}

/** What one registry keeps beside the world, for as long as its process lives. Nothing of it enters a journal. */
export class Stores {
  readonly scratch = new Scratch();
  readonly uploads = new Uploads();
  readonly mint: TokenMint;
  /** The machine's clock, for what a client holds against its own. */
  readonly wallClock: () => Date;

  constructor(mint: TokenMint, wallClock: () => Date) {
    this.mint = mint;
    this.wallClock = wallClock;
  }

  /** Manifests in scratch space that point at a digest, whether or not that is there. */
  referrersIn(repo: string, digest: string): readonly ScratchReferrer[] {
    return this.scratch.manifests(repo).flatMap(({ mediaType, bytes, digest: own }) => {
      const { subject, ...fields } = referrerFields(bytes);
      return subject === digest ? [{ mediaType, digest: own, size: bytes.length, ...fields }] : [];
    });
  }
}
