import { COMPACT, isList, JqError, type Json, printJson } from './json.ts';
import { describe } from './operators.ts';

export function textFrom(value: Json): string {
  return typeof value === 'string' ? value : printJson(value, COMPACT);
}

/** `@tsv` and its kin. */
export function formatWith(name: string, value: Json): string {
  switch (name) {
    case 'text':
      return textFrom(value);
    case 'json':
      return printJson(value, COMPACT);
    case 'tsv':
      return cells(value, 'tsv').map(tsvCell).join('\t');
    case 'csv':
      return cells(value, 'csv').map(csvCell).join(',');
    case 'sh':
      return (isList(value) ? value : [value])
        .map((one) => (typeof one === 'string' ? `'${one.replaceAll("'", "'\\''")}'` : textFrom(one)))
        .join(' ');
    case 'uri':
      return encodeURIComponent(textFrom(value)).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    case 'html':
      return textFrom(value)
        .replace(/[&<>'"]/g, (char) => `&#${char.charCodeAt(0)};`)
        .replaceAll('&#38;', '&amp;')
        .replaceAll('&#60;', '&lt;')
        .replaceAll('&#62;', '&gt;')
        .replaceAll('&#34;', '&quot;');
    case 'base64':
      return Buffer.from(textFrom(value)).toString('base64');
    case 'base64d':
      return Buffer.from(textFrom(value), 'base64').toString('utf8');
    default:
      throw new JqError(`${name} is not a valid format`);
  }
}

function cells(value: Json, name: string): readonly Json[] {
  if (isList(value)) return value;
  throw new JqError(`${describe(value)} cannot be ${name}-formatted, only an array can be`);
}

function tsvCell(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'object') throw new JqError(`${describe(value)} is not valid in a csv row`);
  return textFrom(value)
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

function csvCell(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'object') throw new JqError(`${describe(value)} is not valid in a csv row`);
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : textFrom(value);
}
