import { keyWords } from '../keymap.ts';
import { type Row, rowWidth, span } from '../row.ts';
import type { Look, ShownKey } from '../screen.ts';
import type { Token } from '../terminal/theme.ts';
import { Lines } from './lines.tsx';

interface FooterProps {
  readonly keys: readonly ShownKey[];
  readonly message: { readonly text: string; readonly token: Token } | null;
  readonly look: Look;
}

/** The last row: what was just said, or the keys that work here, as many as fit. Help is always among them. */
export function Footer({ keys, message, look }: FooterProps) {
  const rows = message === null ? [hints(keys, look)] : [[span(` ${message.text}`, message.token)]];
  return <Lines rows={rows} look={look} />;
}

function hints(keys: readonly ShownKey[], { size }: Look): Row {
  const shown = keys.filter((binding) => binding.short !== null);
  const help = shown.filter((binding) => binding.keys.includes('f1'));
  const cell = (binding: ShownKey): Row => [
    span(' '),
    span(binding.label ?? keyWords(binding.keys[0] ?? ''), 'key'),
    span(` ${binding.short} `, 'dim'),
  ];
  const tail = help.flatMap(cell);
  let line: Row = [];
  for (const binding of shown.filter((one) => !help.includes(one))) {
    const next = [...line, ...cell(binding)];
    if (rowWidth(next) + rowWidth(tail) <= size.columns) line = next;
  }
  return [...line, ...tail];
}
