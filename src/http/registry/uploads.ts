import { randomUUID } from 'node:crypto';

/** Bytes on their way into a repository. */
export interface Upload {
  readonly id: string;
  readonly repo: string;
  readonly parts: Uint8Array[];
  size: number;
}

const MOST_OPEN = 64;
const MOST_BYTES = 64 * 1024 * 1024;

/** Uploads in progress, in memory and bounded: when there are too many, the oldest is forgotten, as a server does with stale ones. */
export class Uploads {
  readonly #open = new Map<string, Upload>();

  begin(repo: string): Upload {
    const oldest = this.#open.keys().next();
    if (this.#open.size >= MOST_OPEN && oldest.done === false) this.#open.delete(oldest.value);
    const upload: Upload = { id: randomUUID(), repo, parts: [], size: 0 };
    this.#open.set(upload.id, upload);
    return upload;
  }

  find(repo: string, id: string): Upload | null {
    const upload = this.#open.get(id);
    return upload?.repo === repo ? upload : null;
  }

  /** False when that would be more than is kept for all uploads together. */
  append(upload: Upload, bytes: Uint8Array): boolean {
    const held = [...this.#open.values()].reduce((sum, one) => sum + one.size, 0);
    if (held + bytes.length > MOST_BYTES) return false;
    if (bytes.length > 0) upload.parts.push(bytes);
    upload.size += bytes.length;
    return true;
  }

  end(upload: Upload): void {
    this.#open.delete(upload.id);
  }
}

/** What a `Location` carries so that an old one is known as old: opaque to clients. */
export function stateOf(upload: Upload): string {
  const state = JSON.stringify({ Name: upload.repo, UUID: upload.id, Offset: upload.size });
  return Buffer.from(state).toString('base64url');
}
