import { builtinModules } from 'node:module';
import ts from 'typescript';
import { isPure } from './floors.ts';
import { lineOf, type Rule, type Source, walk } from './source.ts';

/** Law 1: nothing below the shell may differ between two machines, two times or two languages. */
const BANNED_NAMES: ReadonlySet<string> = new Set([
  'Date',
  'Intl',
  'Temporal',
  'performance',
  'process',
  'console',
  'fetch',
  'crypto',
  'globalThis',
  'require',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
]);

const BANNED_METHODS = /^(localeCompare|toLocale[A-Z]\w*)$/;

/** IEEE 754 fixes the result of these; it does not fix sin, exp or log. */
const EXACT_MATH: ReadonlySet<string> = new Set([
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
]);

/** `x.process` and `{ process: 1 }` only name a member of something of ours. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) &&
    parent.name === node
  );
}

function problemOfMath(node: ts.Identifier): string | null {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent)) return 'uses Math as a value';
  return EXACT_MATH.has(parent.name.text) ? null : `uses Math.${parent.name.text}`;
}

function problemOfPower(node: ts.BinaryExpression): string | null {
  if (node.operatorToken.kind !== ts.SyntaxKind.AsteriskAsteriskToken) return null;
  const isWritten = ts.isNumericLiteral(node.left) && ts.isNumericLiteral(node.right);
  return isWritten ? null : 'uses ** on computed numbers';
}

function problemOf(node: ts.Node): string | null {
  if (ts.isBinaryExpression(node)) return problemOfPower(node);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return BANNED_METHODS.test(node.argumentExpression.text) ? `uses ${node.argumentExpression.text}` : null;
  }
  if (!ts.isIdentifier(node)) return null;
  if (BANNED_METHODS.test(node.text)) return `uses ${node.text}`;
  if (isMemberName(node)) return null;
  if (node.text === 'Math') return problemOfMath(node);
  return BANNED_NAMES.has(node.text) ? `uses ${node.text}` : null;
}

function problemsOf(source: Source): readonly string[] {
  const found: string[] = [];
  walk(source.ast, (node) => {
    const problem = problemOf(node);
    if (problem !== null) found.push(`${source.path}:${lineOf(source.ast, node)} ${problem}`);
  });
  for (const entry of source.imports) {
    const isNodes = entry.to.startsWith('node:') || builtinModules.includes(entry.to);
    if (entry.isLibrary && isNodes) found.push(`${source.path}:${entry.line} imports ${entry.to}`);
  }
  return found;
}

export const pureFloorsArePure: Rule = (sources) =>
  sources.filter((source) => isPure(source.path)).flatMap(problemsOf);
