/** JSON as Go's encoder indents it, with `<`, `>` and `&` escaped as there. */
export function goJson(value: unknown, indent: string | number): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A Go template as people give it to `--format`: text with `{{.Name}}`, `{{.Manifest.Digest}}` and `{{json .}}`. Null for what
 * holds anything else, or a field that is not there.
 */
export function goTemplate(template: string, value: unknown): string | null {
  let isRight = true;
  const text = template.replace(/\{\{([^{}]*)\}\}/g, (_, inner: string) => {
    const match = /^\s*(json\s+)?((?:\.[A-Za-z0-9_]*)+)\s*$/.exec(inner);
    const found = match === null ? undefined : fieldOf(value, match[2] ?? '');
    if (found === undefined) isRight = false;
    return match?.[1] === undefined ? goText(found) : goJson(found, 0);
  });
  return isRight && !text.includes('{{') ? text.replaceAll('\\n', '\n').replaceAll('\\t', '\t') : null;
}

function fieldOf(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.').filter((part) => part !== '')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value === 'object' && value !== null)
    return `map[${Object.entries(value)
      .map(([key, one]) => `${key}:${goText(one)}`)
      .join(' ')}]`;
  return value === null ? '<nil>' : String(value);
}
