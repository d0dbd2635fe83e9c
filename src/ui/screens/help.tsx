import { wrap } from '../../plain/wrap.ts';
import { Pane, paneRows } from '../components/pane.tsx';
import { keysOf, keyWords } from '../keymap.ts';
import { open } from '../open-screen.tsx';
import { type Row, row, span } from '../row.ts';
import { type Look, type OpenScreen, pop, stay, type ViewProps } from '../screen.ts';
import { moved } from '../scroll.ts';

interface HelpState {
  readonly top: number;
}

/** Every key of a screen, from the very table that its keys are looked up in. */
export function helpScreen(about: OpenScreen): OpenScreen {
  const keys = keysOf(about, 2);
  const names = keys.map((binding) => binding.label ?? binding.keys.map(keyWords).join(' '));
  const first = Math.min(22, Math.max(...names.map((name) => name.length)));
  const rowsFor = (columns: number): readonly Row[] =>
    keys.flatMap((binding, index) => {
      const lines = wrap(binding.does, Math.max(20, columns - first - 5));
      return lines.map((line, at) => [
        span(` ${(at === 0 ? (names[index] ?? '') : '').padEnd(first)}  `, 'key'),
        span(line),
      ]);
    });
  const View = ({ state, look }: ViewProps<HelpState>) => {
    const rows = rowsFor(look.size.columns - 2);
    const room = paneRows(look.size.rows);
    const top = Math.min(state.top, Math.max(0, rows.length - room));
    return (
      <Pane
        title={`Keys: ${about.name}`}
        note={rows.length > room ? 'j k scroll' : ''}
        isFocused
        rows={rows.length === 0 ? [row(' No keys.')] : rows.slice(top)}
        look={look}
      />
    );
  };
  const scroll =
    (by: number) =>
    (state: HelpState, { size }: Look) =>
      stay({ top: moved(state.top, by, rowsFor(size.columns - 2).length - paneRows(size.rows) + 1) });
  return open<HelpState>({
    name: 'help',
    shape: 'full',
    initial: { top: 0 },
    keys: [
      { keys: ['escape', 'q', 'enter', '?', 'f1'], does: 'back', short: 'back', run: () => ({ go: pop() }) },
      { keys: ['j', 'down'], does: 'down', run: scroll(1) },
      { keys: ['k', 'up'], does: 'up', run: scroll(-1) },
      { keys: ['space', 'pagedown'], does: 'a page down', run: scroll(10) },
      { keys: ['b', 'pageup'], does: 'a page up', run: scroll(-10) },
    ],
    View,
  });
}
