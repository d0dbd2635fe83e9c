import { brotliCompressSync, constants } from 'node:zlib';

/** As small as it gets. The package's own gzip looks back 32 KB only, and a scenario repeats itself over far more. */
export function packedBytes(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}
