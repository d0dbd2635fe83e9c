/** A JSONPath template as kubectl takes it: text, `{.a.b[*].c}`, `{range …}…{end}`, `{"\n"}`. Null for what it is not. */
export function jsonPath(template: string, root: unknown): string | null {
  const parts = template.match(/\{(?:[^{}"']|"[^"]*"|'[^']*')*\}|[^{}]+/g) ?? [];
  if (parts.join('') !== template) return null;
  const read = readParts(parts, 0, false);
  return read === null ? null : read.nodes.map((node) => render(node, root)).join('');
}

type Node =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'path'; readonly steps: readonly Step[] }
  | { readonly is: 'range'; readonly steps: readonly Step[]; readonly body: readonly Node[] };

type Step = { readonly key: string } | { readonly at: number } | { readonly all: true };

function readParts(
  parts: readonly string[],
  from: number,
  isInRange: boolean,
): { readonly nodes: readonly Node[]; readonly next: number } | null {
  const nodes: Node[] = [];
  for (let at = from; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const inner = part.startsWith('{') ? part.slice(1, -1).trim() : null;
    if (inner === null) nodes.push({ is: 'text', text: part });
    else if (inner === 'end') return isInRange ? { nodes, next: at } : null;
    else if (/^(["']).*\1$/.test(inner)) nodes.push({ is: 'text', text: unescaped(inner.slice(1, -1)) });
    else if (inner.startsWith('range ')) {
      const steps = readSteps(inner.slice('range '.length).trim());
      const body = readParts(parts, at + 1, true);
      if (steps === null || body === null) return null;
      nodes.push({ is: 'range', steps, body: body.nodes });
      at = body.next;
    } else {
      const steps = readSteps(inner);
      if (steps === null) return null;
      nodes.push({ is: 'path', steps });
    }
  }
  return isInRange ? null : { nodes, next: parts.length };
}

function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\"', '"');
}

/** `.items[*].status.containerStatuses[0].imageID`; null for filters and other things that are not offered. */
function readSteps(path: string): readonly Step[] | null {
  const text = path.replace(/^[$@]/, '');
  const pieces =
    text.match(/\.(?:[A-Za-z0-9_-]|\\\.|\/)+|\[\*\]|\.\*|\[-?\d+\]|\['[^']*'\]|\["[^"]*"\]|^\.$/g) ?? [];
  if (pieces.join('') !== text) return null;
  return pieces
    .filter((piece) => piece !== '.')
    .map((piece): Step => {
      if (piece === '[*]' || piece === '.*') return { all: true };
      if (piece.startsWith('.')) return { key: piece.slice(1).replaceAll('\\.', '.') };
      const inner = piece.slice(1, -1);
      return /^-?\d+$/.test(inner) ? { at: Number(inner) } : { key: inner.slice(1, -1) };
    });
}

function render(node: Node, root: unknown): string {
  switch (node.is) {
    case 'text':
      return node.text;
    case 'path':
      return walk(root, node.steps).map(valueText).join(' ');
    case 'range':
      return walk(root, node.steps)
        .map((item) => node.body.map((inner) => render(inner, item)).join(''))
        .join('');
    default:
      return node satisfies never;
  }
}

function walk(root: unknown, steps: readonly Step[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>(
    (found, step) => found.flatMap((value) => next(value, step)),
    [root],
  );
}

function next(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('all' in step) return Object.values(value);
  if (Array.isArray(value)) {
    if ('at' in step) return value.at(step.at) === undefined ? [] : [value.at(step.at)];
    return value.flatMap((one) => next(one, step));
  }
  const key = 'key' in step ? step.key : String(step.at);
  return Object.hasOwn(value, key) ? [(value as Readonly<Record<string, unknown>>)[key]] : [];
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The values of one path, `<none>` when there are none: a cell of `-o custom-columns`. */
export function pathCell(path: string, root: unknown): string | null {
  const steps = readSteps(path.startsWith('.') ? path : `.${path}`);
  if (steps === null) return null;
  const found = walk(root, steps);
  return found.length === 0 ? '<none>' : found.map(valueText).join(',');
}
