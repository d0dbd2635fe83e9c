import { createHash } from 'node:crypto';

export interface StoredManifest {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface ScratchRepository {
  readonly blobs: Map<string, Uint8Array>;
  readonly manifests: Map<string, StoredManifest>;
  readonly tags: Map<string, string>;
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_REPOSITORIES = 200;
const MOST_ENTRIES = 5000;

/** Repositories that have nothing to do with the exercise: what a client pushes elsewhere, in memory, bounded, gone with the process. */
export class Scratch {
  readonly #repositories = new Map<string, ScratchRepository>();
  #bytes = 0;
  #entries = 0;

  names(): readonly string[] {
    return [...this.#repositories.keys()].sort();
  }

  has(repo: string): boolean {
    return this.#repositories.has(repo);
  }

  tags(repo: string): readonly string[] {
    return [...(this.#repositories.get(repo)?.tags.keys() ?? [])].sort();
  }

  blob(repo: string, digest: string): Uint8Array | null {
    return this.#repositories.get(repo)?.blobs.get(digest) ?? null;
  }

  /** A manifest by tag or digest. */
  manifest(repo: string, reference: string): (StoredManifest & { readonly digest: string }) | null {
    const found = this.#repositories.get(repo);
    const digest = found?.tags.get(reference) ?? reference;
    const manifest = found?.manifests.get(digest);
    return manifest === undefined ? null : { ...manifest, digest };
  }

  manifests(repo: string): readonly (StoredManifest & { readonly digest: string })[] {
    return [...(this.#repositories.get(repo)?.manifests ?? [])].map(([digest, one]) => ({ ...one, digest }));
  }

  /** Whether this much more may be kept. An upload in progress counts as well, by what its holder says it has. */
  hasRoom(repo: string, bytes: number): boolean {
    return (
      this.#bytes + bytes <= MOST_BYTES &&
      this.#entries < MOST_ENTRIES &&
      (this.has(repo) || this.#repositories.size < MOST_REPOSITORIES)
    );
  }

  keepBlob(repo: string, digest: string, bytes: Uint8Array): void {
    const { blobs } = this.#open(repo);
    if (blobs.has(digest)) return;
    blobs.set(digest, bytes);
    this.#count(bytes.length, 1);
  }

  keepManifest(repo: string, digest: string, tag: string | null, manifest: StoredManifest): void {
    const { manifests, tags } = this.#open(repo);
    if (!manifests.has(digest)) this.#count(manifest.bytes.length, 1);
    manifests.set(digest, manifest);
    if (tag === null) return;
    if (!tags.has(tag)) this.#count(0, 1);
    tags.set(tag, digest);
  }

  /** False when there is no such thing. A digest takes its tags along; a tag leaves its manifest. */
  dropManifest(repo: string, reference: string): boolean {
    const found = this.#repositories.get(repo);
    if (found === undefined) return false;
    if (found.tags.delete(reference)) {
      this.#count(0, -1);
      return true;
    }
    const manifest = found.manifests.get(reference);
    if (manifest === undefined) return false;
    found.manifests.delete(reference);
    this.#count(-manifest.bytes.length, -1);
    for (const [tag, digest] of found.tags) {
      if (digest === reference && found.tags.delete(tag)) this.#count(0, -1);
    }
    return true;
  }

  dropBlob(repo: string, digest: string): boolean {
    const blobs = this.#repositories.get(repo)?.blobs;
    const bytes = blobs?.get(digest);
    if (blobs === undefined || bytes === undefined) return false;
    blobs.delete(digest);
    this.#count(-bytes.length, -1);
    return true;
  }

  /** A push begins by creating its repository, before there is anything in it. */
  create(repo: string): void {
    this.#open(repo);
  }

  #open(repo: string): ScratchRepository {
    const found = this.#repositories.get(repo);
    if (found !== undefined) return found;
    const made: ScratchRepository = { blobs: new Map(), manifests: new Map(), tags: new Map() };
    this.#repositories.set(repo, made);
    return made;
  }

  #count(bytes: number, entries: number): void {
    this.#bytes += bytes;
    this.#entries += entries;
  }
}

/** The digest of bytes by the algorithm that another digest names: `sha512:…` is as good as `sha256:…`. */
export function digestLike(digest: string, bytes: Uint8Array): string {
  const algorithm = digest.slice(0, digest.indexOf(':'));
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}
