import { minify } from 'rolldown/utils';
import { directBuiltins } from './direct-builtins.mjs';

const OPTIONS = {
  module: true,
  compress: { target: 'node22' },
  mangle: { toplevel: true },
  codegen: { removeWhitespace: true },
};

function withoutIdleBanner(text, banner) {
  const own = text.replace(banner, '');
  return /\brequire\b/.test(own) ? text : own;
}

/**
 * Once more, by the minifier that vitest brings: it also drops what nobody uses inside of functions, 3 % of the package. `banner`
 * stands in front of every file for the sake of one; where nothing asks for it, it goes.
 */
export async function minified(output, banner) {
  if (!output.path.endsWith('.js')) return output;
  const text = directBuiltins(output.path, withoutIdleBanner(output.text, banner));
  const { code, errors } = await minify(output.path, text, OPTIONS);
  if (errors.length > 0) throw new Error(`${output.path} cannot be minified: ${errors[0].message}`);
  return { ...output, text: code, contents: new TextEncoder().encode(code) };
}
