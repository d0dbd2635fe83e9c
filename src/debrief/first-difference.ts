/** The first place, in the order of the left side, at which two JSON values differ; null when they are the same. */
export function firstDifference(
  left: unknown,
  right: unknown,
  path = '',
): { readonly path: string; readonly left: string; readonly right: string } | null {
  if (!isNested(left) || !isNested(right) || Array.isArray(left) !== Array.isArray(right)) {
    return Object.is(left, right) ? null : { path, left: brief(left), right: brief(right) };
  }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const inner = Array.isArray(left) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = firstDifference(left[key], right[key], inner);
    if (found !== null) return found;
  }
  return null;
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function brief(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
