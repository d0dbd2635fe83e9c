import ts from 'typescript';
import { lineOf, type Rule, type Source, walk } from './source.ts';

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

const FOR_LAYOUT = new Set(['Box', 'DOMElement', 'Instance', 'measureElement', 'render']);

function namesFrom(library: string, { ast }: Source): readonly ts.Node[] {
  const names: ts.Node[] = [];
  walk(ast, (node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return;
    if (node.moduleSpecifier.text !== library || node.importClause === undefined) return;
    const { name, namedBindings } = node.importClause;
    if (name !== undefined) names.push(name);
    if (namedBindings === undefined) return;
    if (ts.isNamespaceImport(namedBindings)) names.push(namedBindings);
    else names.push(...namedBindings.elements.map((element) => element.propertyName ?? element.name));
  });
  return names;
}

/** The bundle leaves out what Ink measures, cuts and colours text with: nothing that needs it may be taken from Ink. */
export const inkOnlyLaysOut: Rule = (sources) =>
  sources.flatMap((source) =>
    namesFrom('ink', source)
      .filter((name) => !FOR_LAYOUT.has(name.getText(source.ast)))
      .map((name) => `${source.path}:${lineOf(source.ast, name)} takes ${name.getText(source.ast)} from ink`),
  );
