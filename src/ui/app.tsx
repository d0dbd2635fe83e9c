import { Box } from 'ink';
import { Footer } from './components/footer.tsx';
import { Lines, within } from './components/lines.tsx';
import { keysOf } from './keymap.ts';
import { span } from './row.ts';
import type { Look, OpenScreen } from './screen.ts';
import type { Token } from './terminal/theme.ts';

export const SMALLEST = { columns: 40, rows: 12 };

export interface AppProps {
  readonly stack: readonly OpenScreen[];
  readonly message: { readonly text: string; readonly token: Token } | null;
  readonly look: Look;
}

const SMALLEST_BASE = 5;

/** The areas of the screen on top: a covering screen, a panel below it, and the footer. */
export function areasOf(
  stack: readonly OpenScreen[],
  look: Look,
): { readonly base: Look; readonly panel: Look | null } {
  const { columns, rows } = look.size;
  const top = stack.at(-1);
  if (top === undefined || top.shape === 'full')
    return { base: within(look, { columns, rows: rows - 1 }), panel: null };
  const most = rows - 1;
  const wanted = Math.max(3, Math.min(top.panelRows(within(look, { columns, rows: most })), most));
  // What would be left of the screen below is either worth looking at or not there.
  const panelRows = most - wanted < SMALLEST_BASE ? most : wanted;
  return {
    base: within(look, { columns, rows: rows - 1 - panelRows }),
    panel: within(look, { columns, rows: panelRows }),
  };
}

/** Everything that is on the terminal, always exactly as large as it. */
export function App({ stack, message, look }: AppProps) {
  const { columns, rows } = look.size;
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) return <TooSmall look={look} />;
  const top = stack.at(-1);
  const base = stack.findLast((screen) => screen.shape === 'full');
  const areas = areasOf(stack, look);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      {areas.base.size.rows === 0 ? null : base?.view(areas.base)}
      {areas.panel === null ? null : top?.view(areas.panel)}
      <Footer
        keys={top === undefined ? [] : keysOf(top, stack.length)}
        message={message}
        look={within(look, { columns, rows: 1 })}
      />
    </Box>
  );
}

function TooSmall({ look }: { readonly look: Look }) {
  const words = `hotwash needs a terminal of at least ${SMALLEST.columns} by ${SMALLEST.rows}; this one is ${look.size.columns} by ${look.size.rows}.`;
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < look.size.columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return <Lines rows={lines.map((line) => [span(line)])} look={look} />;
}
