const TABLE = table();

function table(): Uint32Array {
  const rows = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let row = byte;
    for (let bit = 0; bit < 8; bit += 1) row = row & 1 ? (row >>> 1) ^ 0xedb88320 : row >>> 1;
    rows[byte] = row;
  }
  return rows;
}

/** The CRC-32 that gzip writes behind its data, as an unsigned number (RFC 1952 §8). */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  // An index loop: this runs over every byte of every layer, and an iterator costs three times as much.
  for (let at = 0; at < bytes.length; at += 1) {
    sum = (sum >>> 8) ^ (TABLE[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
