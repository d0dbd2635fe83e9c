import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';

export interface Import {
  /** A path below the root, or the name of a library as it is written. */
  readonly to: string;
  readonly isLibrary: boolean;
  readonly isTypeOnly: boolean;
  readonly line: number;
}

export interface Source {
  readonly path: string;
  readonly ast: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** What a rule finds: `src/world/time.ts:12 says what is wrong`. */
export type Rule = (sources: readonly Source[]) => readonly string[];

export function lineOf(ast: ts.SourceFile, node: ts.Node): number {
  return ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1;
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function importOf(node: ts.Node): { readonly name: ts.Node; readonly isTypeOnly: boolean } | null {
  if (ts.isImportDeclaration(node)) return { name: node.moduleSpecifier, isTypeOnly: isTypeOnlyImport(node) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { name: node.moduleSpecifier, isTypeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { name: node.argument.literal, isTypeOnly: true };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [name] = node.arguments;
    return name === undefined ? null : { name, isTypeOnly: false };
  }
  return null;
}

function importsOf(file: string, ast: ts.SourceFile): readonly Import[] {
  const found: Import[] = [];
  walk(ast, (node) => {
    const entry = importOf(node);
    if (entry === null || !ts.isStringLiteralLike(entry.name)) return;
    const written = entry.name.text;
    const isLibrary = !written.startsWith('.');
    const to = isLibrary ? written : path.posix.join(path.posix.dirname(file), written);
    found.push({ to, isLibrary, isTypeOnly: entry.isTypeOnly, line: lineOf(ast, node) });
  });
  return found;
}

export function parse(file: string, text: string): Source {
  const ast = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return { path: file, ast, imports: importsOf(file, ast) };
}

/** All TypeScript files below the given folders, in a fixed order. */
export function readSources(root: string, folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) => {
    const names = fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules')).sort();
    return files.map((name) => {
      const file = path.posix.join(folder, name.replaceAll('\\', '/'));
      return parse(file, fs.readFileSync(path.join(root, file), 'utf8'));
    });
  });
}
