import { isBuiltin } from 'node:module';
import { parseSync } from 'rolldown/utils';

/** `{ a, b as c }` of an import as a pattern to take apart with. */
function patternOf(specifiers) {
  const names = specifiers.map(({ type, imported, local }) => {
    const name = type === 'ImportDefaultSpecifier' ? 'default' : (imported.name ?? imported.value);
    return name === local.name ? name : `${name}:${local.name}`;
  });
  return `{${names.join(',')}}`;
}

function assignment({ specifiers, source }) {
  const whole = specifiers.find(({ type }) => type !== 'ImportSpecifier');
  const named = specifiers.filter(({ type }) => type === 'ImportSpecifier');
  // By way of `globalThis`, since a module may have a name of its own for `process`.
  const asked = `globalThis.process.getBuiltinModule(${JSON.stringify(source.value)})`;
  // What one of Node's own modules exports by default is the module itself.
  if (whole === undefined) return `const${patternOf(named)}=${asked};`;
  const rest = named.length === 0 ? '' : `const${patternOf(named)}=${whole.local.name};`;
  return `const ${whole.local.name}=${asked};${rest}`;
}

/**
 * Takes Node's own modules as they are. An import statement makes Node read every single export of them, and some of those load a
 * dozen modules more, as the streams of `fs` or the standard streams of `process` do.
 */
export function directBuiltins(path, text) {
  return parseSync(path, text)
    .program.body.filter(({ type, source }) => type === 'ImportDeclaration' && isBuiltin(source.value))
    .toReversed()
    .reduce((before, node) => before.slice(0, node.start) + assignment(node) + before.slice(node.end), text);
}
