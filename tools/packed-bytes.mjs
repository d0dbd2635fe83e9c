import { brotliCompressSync, constants, createBrotliCompress } from 'node:zlib';

function options(size) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: size,
  };
  return { params };
}

/** As small as it gets. The package's own gzip looks back 32 KB only, and a scenario repeats itself over far more. */
export function packedBytes(bytes) {
  return brotliCompressSync(bytes, options(bytes.length));
}

/** The same for several in one, since scenarios are like each other: each can be read from the bytes up to its end. */
export async function packedTogether(parts) {
  const packer = createBrotliCompress(options(parts.reduce((sum, part) => sum + part.length, 0)));
  const chunks = [];
  const ends = [];
  packer.on('data', (chunk) => chunks.push(chunk));
  for (const part of parts) {
    packer.write(part);
    await new Promise((resolve) => packer.flush(constants.BROTLI_OPERATION_FLUSH, resolve));
    ends.push(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  }
  const ended = new Promise((resolve) => packer.on('end', resolve));
  packer.end();
  await ended;
  return { bytes: Buffer.concat(chunks), ends };
}
