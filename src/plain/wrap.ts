import { escapeUnsafe } from '../scenario/visible-text.ts';

/** Text for a terminal: newlines stay, everything that steers a terminal or hides is shown as `\u{…}`. */
export function visible(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n');
}

/** Wraps one paragraph to a width; it keeps the spaces that it begins with, and later lines begin with `indent`. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const own = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = own;
  let isEmpty = true;
  for (const word of text.slice(own.length).split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line.trimEnd());
      line = `${indent}${word}`;
    } else {
      line = isEmpty ? `${line}${word}` : `${line} ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}

/** Wraps a text of several lines, each for itself, keeping the indent that each has: letters and tables stay legible. */
export function wrapLines(text: string, width: number, prefix = ''): readonly string[] {
  return text
    .replace(/\n+$/, '')
    .split('\n')
    .flatMap((line) => {
      const own = /^ */.exec(line)?.[0] ?? '';
      const room = Math.max(20, width - prefix.length - own.length);
      return wrap(line.slice(own.length), room).map((part) => `${prefix}${own}${part}`.trimEnd());
    });
}

/** Rows of cells in columns, two spaces between; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[], prefix = ''): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  return rows.map((row) =>
    `${prefix}${row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join('  ')}`.trimEnd(),
  );
}

/** The same text for a terminal that knows only ASCII. */
export function toAscii(text: string): string {
  return text
    .replace(/…/g, '...')
    .replace(/[‘’‚′]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/[–—−]/g, '-')
    .replace(/[·•]/g, '*')
    .replace(/→/g, '->')
    .replace(/±/g, '+-')
    .replace(/\u00a0/g, ' ')
    .replace(/[^\n\t\x20-\x7e]/gu, '?');
}
