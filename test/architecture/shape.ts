import ts from 'typescript';
import { lineOf, type Rule, type Source, walk } from './source.ts';

const LONGEST_FUNCTION = 70;
const LONGEST_FILE = 300;
const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

function eachStatement(
  sources: readonly Source[],
  problemOf: (statement: ts.Statement) => string | null,
): readonly string[] {
  return sources.flatMap((source) =>
    source.ast.statements.flatMap((statement) => {
      const problem = problemOf(statement);
      return problem === null ? [] : [`${source.path}:${lineOf(source.ast, statement)} ${problem}`];
    }),
  );
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined) {
    const { exportClause } = statement;
    return (
      ts.isNamedExports(exportClause) &&
      exportClause.elements.some((element) => element.name.text === 'default')
    );
  }
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

export const noDefaultExports: Rule = (sources) =>
  eachStatement(sources, (statement) => (isDefaultExport(statement) ? 'has a default export' : null));

export const noBarrels: Rule = (sources) =>
  sources
    .filter(({ ast }) => {
      const own = ast.statements.filter((statement) => !ts.isImportDeclaration(statement));
      return own.length > 0 && own.every((statement) => ts.isExportDeclaration(statement));
    })
    .map((source) => `${source.path}:1 only hands on what others export`);

function isCache(declaration: ts.VariableDeclaration): boolean {
  const { initializer } = declaration;
  if (initializer === undefined || !ts.isNewExpression(initializer)) return false;
  return COLLECTIONS.has(initializer.expression.getText()) && (initializer.arguments?.length ?? 0) === 0;
}

/** A value that changes between two calls belongs to a session, not to a module. */
export const noModuleState: Rule = (sources) =>
  eachStatement(sources, (statement) => {
    if (!ts.isVariableStatement(statement)) return null;
    const { declarationList } = statement;
    if ((declarationList.flags & ts.NodeFlags.Const) === 0) return 'keeps a variable in the module';
    return declarationList.declarations.some(isCache)
      ? 'keeps a collection to be filled in the module'
      : null;
  });

function linesOf(ast: ts.SourceFile, node: ts.Node): number {
  return ast.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(ast, node);
}

/** `describe` only groups tests: its callback is a chapter, not a function. */
function isChapter(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression.getText().startsWith('describe');
}

export const functionsAreShort: Rule = (sources) =>
  sources.flatMap((source) => {
    const found: string[] = [];
    walk(source.ast, (node) => {
      if (!ts.isFunctionLike(node) || isChapter(node)) return;
      const lines = linesOf(source.ast, node);
      if (lines > LONGEST_FUNCTION)
        found.push(`${source.path}:${lineOf(source.ast, node)} is a function of ${lines} lines`);
    });
    return found;
  });

export const filesAreShort: Rule = (sources) =>
  sources.flatMap((source) => {
    const lines = source.ast.text.split('\n').length - 1;
    return lines > LONGEST_FILE ? [`${source.path}:1 has ${lines} lines`] : [];
  });
