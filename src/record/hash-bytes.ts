import { createHash } from 'node:crypto';

/** Hexadecimal sha256 of bytes: what the compiler is handed. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
