import { plainLine } from '../plain-line.ts';

/** Markup that is safe to stand in a page: only `el` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

export type Child = string | Markup | null | readonly Child[];

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

const VOID: ReadonlySet<string> = new Set(['meta', 'br', 'hr']);

/** One element. Texts and values of attributes are escaped, and lose what steers or hides; `null` and `false` are left out. */
export function el(name: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => {
    if (value === null || value === false) return '';
    return value === true ? ` ${key}` : ` ${key}="${escapeText(String(value))}"`;
  });
  const start = `<${name}${written.join('')}>`;
  return { markup: VOID.has(name) ? start : `${start}${children.map(print).join('')}</${name}>` };
}

/** A text of ours alone that is no data, such as a style sheet. */
export function raw(text: string): Markup {
  return { markup: text };
}

function print(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'string') return escapeText(child);
  return 'markup' in child ? child.markup : child.map(print).join('');
}

function escapeText(text: string): string {
  return plainLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
