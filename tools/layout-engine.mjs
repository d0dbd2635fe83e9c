import * as fs from 'node:fs';
import { packedBytes } from './packed-bytes.mjs';

const NAME = 'layout-engine';
const WASM = 'yoga.wasm.br';
const IN_BASE64 = /base64,([A-Za-z0-9+/=]{1000,})/;
const OPTIONS = 'loadYoga = loadYoga || {};';
const READ = `loadYoga = { wasmBinary: brotliDecompressSync(readFileSync(new URL(file, import.meta.url))) };`;

/** Puts Yoga's WebAssembly beside the bundle: as text in it, it is a third larger, to be downloaded as well as to be started. */
export const layoutEngine = {
  name: NAME,
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]yoga-wasm-base64-esm\.js$/ }, ({ path }) => {
      const source = fs.readFileSync(path, 'utf8');
      const base64 = IN_BASE64.exec(source)?.[1];
      if (base64 === undefined || !source.includes(OPTIONS)) throw new Error(`${path} is not what it was.`);
      const modules = `import { readFileSync } from 'node:fs';\nimport { brotliDecompressSync } from 'node:zlib';\n`;
      const imports = `${modules}import file from '${WASM}';\n`;
      const contents = imports + source.replace(base64, '').replace(OPTIONS, READ);
      return { contents, pluginData: base64 };
    });
    bundler.onResolve({ filter: /^yoga\.wasm\.br$/ }, ({ path, pluginData }) => ({
      path,
      namespace: NAME,
      pluginData,
    }));
    bundler.onLoad({ filter: /./, namespace: NAME }, ({ pluginData }) => ({
      contents: packedBytes(Buffer.from(pluginData, 'base64')),
      loader: 'file',
    }));
  },
};
