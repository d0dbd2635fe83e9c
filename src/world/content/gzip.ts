import { crc32 } from './crc32.ts';

const HEADER = 10;
const TRAILER = 8;
const BLOCK = 65_535;
const BLOCK_HEADER = 5;

/**
 * A gzip member of *stored* blocks. No compressor is asked, so the bytes, and with them every digest, are the same
 * on every Node; and clients keep it as it is, whereas they recompress a plain tar (RFC 1951 §3.2.4, RFC 1952).
 */
export function gzipStored(data: Uint8Array): Uint8Array {
  // Even no data needs one block, for only a block can say that it is the last.
  const blocks = Math.max(1, Math.ceil(data.length / BLOCK));
  const out = new Uint8Array(HEADER + blocks * BLOCK_HEADER + data.length + TRAILER);
  const view = new DataView(out.buffer);
  // Magic, method "deflate", no flags, modification time 0, no extra flags, operating system 255 = unknown.
  out.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  let at = HEADER;
  for (let block = 0; block < blocks; block += 1) {
    const part = data.subarray(block * BLOCK, (block + 1) * BLOCK);
    view.setUint8(at, block === blocks - 1 ? 1 : 0);
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, part.length ^ 0xffff, true);
    out.set(part, at + BLOCK_HEADER);
    at += BLOCK_HEADER + part.length;
  }
  view.setUint32(at, crc32(data), true);
  view.setUint32(at + 4, data.length >>> 0, true);
  return out;
}
