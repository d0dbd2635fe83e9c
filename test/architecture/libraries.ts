import type { Rule } from './source.ts';

/** One library, one home: what it is used for can be read, and replaced, in one place. */
const HOMES: Readonly<Record<string, RegExp>> = {
  xstate: /^src\/exercise\/story[^/]*\.ts$/,
  zod: /^src\/schema\//,
  yaml: /^src\/scenario\/parse\.ts$/,
  lowdb: /^src\/store\//,
  commander: /^src\/cli\//,
  ink: /^src\/ui\//,
  react: /^src\/ui\//,
  msw: /^src\/http\//,
};

/** `xstate/graph` belongs to `xstate`. */
function packageOf(specifier: string): string {
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

export const librariesStayAtHome: Rule = (sources) =>
  sources.flatMap((source) =>
    source.imports
      .filter((entry) => entry.isLibrary && !entry.to.startsWith('node:'))
      .filter((entry) => HOMES[packageOf(entry.to)]?.test(source.path) !== true)
      .map((entry) => `${source.path}:${entry.line} imports ${entry.to} outside its home`),
  );
