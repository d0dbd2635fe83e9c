/** Keys in their order, as kubectl prints what it read as an object. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

/** YAML as kubectl writes it: block style, lists not indented below their key, text quoted where it would be read as something else. */
export function yamlText(value: unknown, margin = ''): string {
  if (Array.isArray(value)) return value.map((one) => listItem(one, margin)).join('');
  if (typeof value !== 'object' || value === null) return `${margin}${scalar(value)}\n`;
  return Object.entries(value)
    .map(([key, one]) => entry(key, one, margin))
    .join('');
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function entry(key: string, value: unknown, margin: string): string {
  const name = `${margin}${scalar(key)}:`;
  if (typeof value !== 'object' || value === null) return `${name} ${scalar(value)}\n`;
  if (isEmpty(value)) return `${name} ${Array.isArray(value) ? '[]' : '{}'}\n`;
  return `${name}\n${yamlText(value, Array.isArray(value) ? margin : `${margin}  `)}`;
}

function listItem(value: unknown, margin: string): string {
  if (typeof value !== 'object' || value === null) return `${margin}- ${scalar(value)}\n`;
  if (isEmpty(value)) return `${margin}- ${Array.isArray(value) ? '[]' : '{}'}\n`;
  return `${margin}- ${yamlText(value, `${margin}  `).slice(margin.length + 2)}`;
}

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const isPlain = /^[A-Za-z0-9_./<][A-Za-z0-9_./@<> ,()+=%-]*(?::(?=[^ ])[A-Za-z0-9_./@<> ,()+=%:-]*)*$/.test(
    value,
  );
  const isOther =
    /^(?:true|false|null|yes|no|on|off|~|[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:e[-+]?\d+)?|\d+(?::\d+)+|\d{4}-\d\d-\d\d.*)$/i.test(
      value,
    );
  return isPlain && !isOther && !/\s$|:$/.test(value) ? value : JSON.stringify(value);
}
