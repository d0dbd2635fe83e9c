/**
 * Something in the form of a sha256 that tells bytes apart, for reading a file whose digests nobody will see: Node's own hashes bring
 * two dozen modules along, which take longer to load than a small file to read. No digest of it may ever be shown or kept.
 */
export function looseHash(bytes: Uint8Array): string {
  let [one, other] = [0x811c9dc5, bytes.length];
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x5bd1e995) + 1;
  }
  return (digits(one) + digits(other)).repeat(4);
}

const digits = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');
