import type { Path } from './diagnostic.ts';
import { fileLimits, reportTooDeep, reportTooLong, reportTooManyNodes } from './hostile-limits.ts';
import type { Report } from './report.ts';
import { codePointName } from './source-text.ts';
import { escapeUnsafe, findUnsafe, quoted } from './visible-text.ts';

/** A node of a composed file, without the library's classes: children are given one at a time by a reader. */
export type SourceNode =
  | {
      readonly kind: 'scalar';
      readonly offset: number;
      readonly anchor?: string;
      readonly value: unknown;
      readonly written: string;
      readonly isEmpty: boolean;
    }
  | {
      readonly kind: 'list';
      readonly offset: number;
      readonly anchor?: string;
      readonly items: readonly SourceNode[];
    }
  | {
      readonly kind: 'map';
      readonly offset: number;
      readonly anchor?: string;
      readonly entries: readonly SourceEntry[];
    }
  | { readonly kind: 'alias'; readonly offset: number; readonly anchor?: string; readonly name: string };

export interface SourceEntry {
  readonly key: SourceNode;
  /** Undefined for `{name}` inside brackets, which has no value at all. */
  readonly value: SourceNode | undefined;
}

/** A value with the places it came from; `children` has one entry for each key or index. */
export interface Located {
  readonly value: unknown;
  readonly offset: number;
  readonly keyOffset: number | undefined;
  readonly children: ReadonlyMap<string | number, Located> | undefined;
  readonly nodes: number;
  readonly height: number;
}

interface Walk {
  readonly report: Report;
  readonly anchors: Map<string, Located | 'open'>;
  nodes: number;
  isOver: boolean;
}

// These names reach the machinery of JavaScript objects, and no scenario needs them.
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Builds plain JSON values from a composed file; undefined when a limit was passed, which is then reported.
 * Refuses duplicate and forbidden keys, merge keys, unsafe characters made by escapes, and numbers that are not exact.
 */
export function readSourceValue(root: SourceNode, report: Report): Located | undefined {
  const walk: Walk = { report, anchors: new Map(), nodes: 0, isOver: false };
  const located = read(root, [], 0, walk);
  return walk.isOver ? undefined : located;
}

function read(node: SourceNode, path: Path, depth: number, walk: Walk): Located {
  if (!walk.isOver && node.kind !== 'alias') count(node.offset, 1, walk);
  if (walk.isOver) return leaf(null, node.offset);
  if (node.kind === 'alias') return readAlias(node, path, depth, walk);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, 'open');
  const located = readOwn(node, path, depth, walk);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, located);
  return located;
}

function readOwn(
  node: Exclude<SourceNode, { kind: 'alias' }>,
  path: Path,
  depth: number,
  walk: Walk,
): Located {
  switch (node.kind) {
    case 'scalar':
      return leaf(readScalar(node, path, walk), node.offset);
    case 'list':
    case 'map':
      if (depth >= fileLimits.depth) {
        reportTooDeep(node.offset, walk.report);
        walk.isOver = true;
        return leaf(null, node.offset);
      }
      return node.kind === 'list'
        ? readList(node, path, depth + 1, walk)
        : readMap(node, path, depth + 1, walk);
  }
}

function count(offset: number, nodes: number, walk: Walk): void {
  walk.nodes += nodes;
  if (walk.nodes <= fileLimits.nodes) return;
  reportTooManyNodes(offset, walk.report);
  walk.isOver = true;
}

function leaf(value: unknown, offset: number): Located {
  return { value, offset, keyOffset: undefined, children: undefined, nodes: 1, height: 0 };
}

function readScalar(node: Extract<SourceNode, { kind: 'scalar' }>, path: Path, walk: Walk): unknown {
  const { value, offset, written } = node;
  if (typeof value === 'string') {
    checkString(value, offset, path, walk);
    // Whoever prints the value beside the problem must not print the character itself.
    return findUnsafe(value, 1, 'lf').length > 0 ? escapeUnsafe(value) : value;
  }
  if (typeof value === 'number') {
    if (Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value))) {
      // Minus nought would print as 0 but compare otherwise.
      return value === 0 ? 0 : value;
    }
    walk.report.add({
      offset,
      code: 'value/number',
      path,
      message: `The number ${quoted(written)} is too large to be exact, or is no number at all.`,
      mend: 'Write a smaller number, or put quotation marks around it if it is a text.',
    });
    return 0;
  }
  return typeof value === 'boolean' ? value : null;
}

function checkString(value: string, offset: number, path: Path, walk: Walk): void {
  if (value.length > fileLimits.stringLength) reportTooLong(offset, walk.report);
  const [unsafe] = findUnsafe(value, 1, 'lf');
  if (unsafe === undefined) return;
  walk.report.add({
    offset,
    code: 'value/unsafe-character',
    path,
    message: `This text holds the character ${codePointName(unsafe.codePoint)}, which could disturb or deceive a reader's terminal.`,
    mend: 'Remove the escape that makes this character.',
  });
}

function readList(
  node: Extract<SourceNode, { kind: 'list' }>,
  path: Path,
  depth: number,
  walk: Walk,
): Located {
  const value: unknown[] = [];
  const children = new Map<number, Located>();
  for (const [index, item] of node.items.entries()) {
    if (walk.isOver) break;
    const child = read(item, [...path, index], depth, walk);
    children.set(index, child);
    value.push(child.value);
  }
  return branch(value, node.offset, children, 0);
}

function readMap(node: Extract<SourceNode, { kind: 'map' }>, path: Path, depth: number, walk: Walk): Located {
  const value: Record<string, unknown> = {};
  const children = new Map<string, Located>();
  for (const [index, entry] of node.entries.entries()) {
    if (walk.isOver) break;
    if (index >= fileLimits.keysPerMap) {
      reportTooManyKeys(entry.key.offset, path, walk);
      break;
    }
    count(entry.key.offset, 1, walk);
    const key = readKey(entry.key, path, children, walk);
    const child = readEntry(entry, key === undefined ? path : [...path, key], depth, walk);
    if (key === undefined) continue;
    children.set(key, child);
    value[key] = child.value;
  }
  return branch(value, node.offset, children, children.size);
}

function readEntry({ key, value }: SourceEntry, path: Path, depth: number, walk: Walk): Located {
  const keyOffset = key.offset;
  if (value === undefined) {
    walk.report.add({
      offset: keyOffset,
      code: 'value/missing',
      path,
      message: 'A name stands here without a colon and a value.',
      mend: 'Write "name: value", or put quotation marks around a text that begins with "{".',
    });
    return { ...leaf(null, keyOffset), keyOffset };
  }
  const child = read(value, path, depth, walk);
  const isEmpty = value.kind === 'scalar' && value.isEmpty;
  return { ...child, keyOffset, offset: isEmpty ? keyOffset : child.offset };
}

function branch(
  value: unknown,
  offset: number,
  children: ReadonlyMap<string | number, Located>,
  names: number,
): Located {
  let nodes = 1 + names;
  let height = 0;
  for (const child of children.values()) {
    nodes += child.nodes;
    height = Math.max(height, child.height);
  }
  return { value, offset, keyOffset: undefined, children, nodes, height: height + 1 };
}

/** The text of a key, or undefined when it is refused; its value is read all the same, for the problems in it. */
function readKey(
  node: SourceNode,
  path: Path,
  earlier: ReadonlyMap<string, Located>,
  walk: Walk,
): string | undefined {
  const problem = (code: `value/${string}` | `yaml/${string}`, message: string, mend: string) =>
    walk.report.add({ offset: node.offset, code, path, message, mend });
  // A key of another kind is an error of the composer, which is reported from there.
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const key = node.value;
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, leaf(key, node.offset));
  if (node.isEmpty) {
    problem('yaml/missing-key', 'The name before this colon is missing.', 'Write a name before the colon.');
  } else if (findUnsafe(key, 1, 'lf').length > 0 || key.length > fileLimits.stringLength) {
    checkString(key, node.offset, path, walk);
  } else if (key === '<<') {
    problem('yaml/merge-key', 'The merge key "<<" is not allowed.', 'Write the merged entries out.');
  } else if (forbiddenKeys.has(key)) {
    problem('value/forbidden-key', `The name ${quoted(key)} is not allowed.`, 'Choose another name.');
  } else if (earlier.has(key)) {
    const line = walk.report.positionAt(earlier.get(key)?.keyOffset ?? 0).line;
    problem(
      'value/duplicate-key',
      `The name ${quoted(key)} stands twice in this map; the first one is on line ${line}.`,
      'Delete one of the two, or rename it.',
    );
  } else {
    return key;
  }
  return undefined;
}

function reportTooManyKeys(offset: number, path: Path, walk: Walk): void {
  walk.report.add({
    offset,
    code: 'limit/keys',
    path,
    message: `This map has more than ${fileLimits.keysPerMap} entries.`,
    mend: 'Check that this is the right file, or make it smaller.',
  });
  walk.isOver = true;
}

/** An alias stands for the value of the last anchor of its name above it, and counts as often as it is used. */
function readAlias(
  node: Extract<SourceNode, { kind: 'alias' }>,
  path: Path,
  depth: number,
  walk: Walk,
): Located {
  const target = walk.anchors.get(node.name);
  if (target === undefined || target === 'open') {
    walk.report.add({
      offset: node.offset,
      code: 'yaml/unknown-alias',
      path,
      message:
        target === undefined
          ? `No anchor &name above has the name of the alias ${quoted(`*${node.name}`)}.`
          : `The alias ${quoted(`*${node.name}`)} stands inside the value that it names.`,
      mend: 'Write the value out, or put quotation marks around a text that begins with "*".',
    });
    return leaf(null, node.offset);
  }
  count(node.offset, target.nodes, walk);
  if (depth + target.height > fileLimits.depth && !walk.isOver) {
    reportTooDeep(node.offset, walk.report);
    walk.isOver = true;
  }
  return target;
}
