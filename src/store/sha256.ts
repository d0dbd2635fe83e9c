import { hash } from 'node:crypto';

/** Hexadecimal sha256 of a text's UTF-8 bytes: what the shell passes to the pure floors. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
