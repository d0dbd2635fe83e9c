import { Lines } from '../components/lines.tsx';
import { Pane, paneRows } from '../components/pane.tsx';
import { open } from '../open-screen.tsx';
import { type Row, row, rowText, type Span, span } from '../row.ts';
import {
  type Binding,
  both,
  type Go,
  go,
  type Look,
  type OpenScreen,
  pop,
  type Step,
  say,
  stay,
  type ViewProps,
} from '../screen.ts';
import { rangeWords } from '../scroll.ts';
import { characterWidth } from '../terminal/width.ts';
import { EMPTY_FIELD, type TextField } from '../text-field.ts';

interface ViewerState {
  readonly top: number;
  readonly asking: 'search' | 'filter' | null;
  readonly typed: TextField;
  readonly search: string;
  readonly filter: string;
  /** Without a frame, for selecting with the mouse. */
  readonly isBare: boolean;
}

export interface Viewed {
  readonly name: string;
  readonly title: string;
  readonly rowsFor: (columns: number) => readonly Row[];
  /** What a copy holds: unwrapped, whole digests. */
  readonly raw: string;
  /** What `a` does after the viewer is closed; without it there is nothing to decide about the text. */
  readonly act?: { readonly does: string; readonly short: string; readonly go: () => Go };
}

/** A long text: evidence, a message, a briefing. Pages, search, filter, copy. */
export function viewerScreen(viewed: Viewed): OpenScreen {
  const shownRows = (state: ViewerState, columns: number): readonly Row[] => {
    const rows = viewed.rowsFor(columns);
    return state.filter === '' ? rows : rows.filter((line) => holds(line, state.filter));
  };
  return open<ViewerState>({
    name: viewed.name,
    shape: 'full',
    initial: { top: 0, asking: null, typed: EMPTY_FIELD, search: '', filter: '', isBare: false },
    keys: viewerKeys(viewed, shownRows),
    field: (state) => (state.asking === null ? null : state.typed),
    edit: (state, typed) => ({ ...state, typed }),
    View: ({ state, look }) => (
      <ViewerView state={state} look={look} title={viewed.title} rows={shownRows(state, inner(look))} />
    ),
  });
}

type ShownRows = (state: ViewerState, columns: number) => readonly Row[];

function inner(look: Look): number {
  return look.size.columns - 4;
}

function holds(line: Row, text: string): boolean {
  return rowText(line).toLowerCase().includes(text.toLowerCase());
}

function room(look: Look): number {
  return paneRows(look.size.rows);
}

function scrolled(state: ViewerState, look: Look, rows: ShownRows, top: number): ViewerState {
  const most = Math.max(0, rows(state, inner(look)).length - room(look));
  return { ...state, top: Math.max(0, Math.min(most, top)) };
}

/** The next row that holds what is searched for, in a direction, around the end. */
function found(
  state: ViewerState,
  look: Look,
  rows: ShownRows,
  from: number,
  by: 1 | -1,
): ViewerState | null {
  const all = rows(state, inner(look));
  for (let step = 0; step < all.length; step++) {
    const at = (((from + by * step) % all.length) + all.length) % all.length;
    if (holds(all[at] ?? [], state.search)) return { ...state, top: at };
  }
  return null;
}

function viewerKeys(viewed: Viewed, rows: ShownRows): readonly Binding<ViewerState>[] {
  const isReading = (state: ViewerState) => state.asking === null;
  return [
    ...askingKeys(rows),
    ...[...readingKeys(rows), ...actKeys(viewed), ...findingKeys(rows), ...copyKeys(viewed)].map(
      (binding) => ({
        ...binding,
        when: isReading,
      }),
    ),
  ];
}

function search(
  state: ViewerState,
  look: Look,
  rows: ShownRows,
  from: number,
  by: 1 | -1,
): Step<ViewerState> {
  if (state.search === '') return go(say('Nothing searched for yet: / begins a search.'));
  const next = found(state, look, rows, from, by);
  return next === null ? go(say(`"${state.search}" is not in it.`, 'warn'), state) : stay(next);
}

function askingKeys(rows: ShownRows): readonly Binding<ViewerState>[] {
  const isAsking = (state: ViewerState) => state.asking !== null;
  return [
    {
      keys: ['enter'],
      does: 'search or filter for what was typed',
      short: 'find',
      when: isAsking,
      run: (state, look) => {
        const text = state.typed.text.trim();
        const done: ViewerState = { ...state, asking: null };
        if (state.asking === 'filter') return stay(scrolled({ ...done, filter: text }, look, rows, 0));
        return search({ ...done, search: text }, look, rows, state.top, 1);
      },
    },
    {
      keys: ['escape'],
      does: 'give up typing',
      short: 'cancel',
      when: isAsking,
      run: (state) => stay({ ...state, asking: null }),
    },
  ];
}

function readingKeys(rows: ShownRows): readonly Binding<ViewerState>[] {
  const move = (by: (look: Look) => number) => (state: ViewerState, look: Look) =>
    stay(scrolled(state, look, rows, state.top + by(look)));
  return [
    { keys: ['escape', 'q', 'left', 'h'], does: 'back', short: 'back', run: () => ({ go: pop() }) },
    { keys: ['j', 'down', 'enter'], does: 'a line down', run: move(() => 1) },
    { keys: ['k', 'up'], does: 'a line up', run: move(() => -1) },
    { keys: ['space', 'pagedown', 'ctrl-f'], does: 'a page down', short: 'page', run: move(room) },
    { keys: ['b', 'pageup', 'ctrl-b'], does: 'a page up', run: move((look) => -room(look)) },
    { keys: ['g', 'home'], does: 'to the beginning', run: move(() => -100_000) },
    { keys: ['G', 'end'], does: 'to the end', run: move(() => 100_000) },
  ];
}

function actKeys({ act }: Viewed): readonly Binding<ViewerState>[] {
  if (act === undefined) return [];
  const { does, short } = act;
  return [{ keys: ['a'], does, short, run: () => ({ go: pop(act.go()) }) }];
}

function findingKeys(rows: ShownRows): readonly Binding<ViewerState>[] {
  const ask = (asking: 'search' | 'filter') => (state: ViewerState) =>
    stay({ ...state, asking, typed: EMPTY_FIELD });
  return [
    { keys: ['/'], does: 'search', short: 'search', run: ask('search') },
    {
      keys: ['n'],
      does: 'next place found',
      run: (state, look) => search(state, look, rows, state.top + 1, 1),
    },
    {
      keys: ['N'],
      does: 'place found before',
      run: (state, look) => search(state, look, rows, state.top - 1, -1),
    },
    {
      keys: ['f'],
      does: 'show only lines that hold a text; empty shows all',
      short: 'filter',
      run: ask('filter'),
    },
  ];
}

function copyKeys({ raw }: Viewed): readonly Binding<ViewerState>[] {
  return [
    {
      keys: ['c'],
      does: 'copy all of it, unwrapped, to the clipboard of the terminal (OSC 52)',
      short: 'copy',
      run: () =>
        go(
          both(
            { to: 'copy', text: raw },
            say(
              'Sent to the clipboard, where the terminal allows it. v shows it without a frame, for the mouse.',
            ),
          ),
        ),
    },
    {
      keys: ['v'],
      does: 'with or without a frame, for selecting with the mouse',
      run: (state) => stay({ ...state, isBare: !state.isBare }),
    },
  ];
}

interface ViewerViewProps extends ViewProps<ViewerState> {
  readonly title: string;
  readonly rows: readonly Row[];
}

function ViewerView({ state, look, title, rows }: ViewerViewProps) {
  const height = room(look) - (state.asking === null ? 0 : 1);
  const lines = rows
    .slice(state.top, state.top + height)
    .map((line) => [span(' '), ...marked(line, state.search)]);
  const note = [
    ...(state.filter === '' ? [] : [`only "${state.filter}"`]),
    ...(state.search === '' ? [] : [`/${state.search}`]),
    rangeWords(state.top, height, rows.length),
  ].filter((words) => words !== '');
  if (state.isBare) return <Lines rows={rows.slice(state.top)} look={look} />;
  const shown =
    lines.length > 0 ? lines : [row(' No line holds that. f with nothing typed shows all again.', 'dim')];
  const filled = [...shown, ...Array.from({ length: Math.max(0, height - shown.length) }, () => [])];
  const prompt = ` ${state.asking === 'search' ? '/' : 'only lines with: '}`;
  const asked =
    state.asking === null
      ? []
      : [[span(prompt, 'key'), ...fieldSpans(state.typed, look.size.columns - 2 - prompt.length)]];
  return <Pane title={title} note={note.join('  ')} isFocused rows={[...filled, ...asked]} look={look} />;
}

/** A text field with its cursor, which is the only one there is: the terminal's own is hidden. It shows what fits into `room` columns. */
export function fieldSpans({ text, cursor }: TextField, room: number): readonly Span[] {
  const characters = Array.from(text);
  let from = cursor;
  // Two columns for the cursor, one for the mark that something stands before.
  for (let width = 3; from > 0; from -= 1) {
    width += characterWidth(characters[from - 1] ?? '');
    if (width > room) break;
  }
  return [
    ...(from === 0 ? [] : [span('<', 'dim')]),
    span(characters.slice(from, cursor).join('')),
    span(characters[cursor] ?? ' ', 'cursor'),
    span(characters.slice(cursor + 1).join('')),
  ];
}

function marked(line: Row, search: string): Row {
  if (search === '' || !holds(line, search)) return line;
  const text = rowText(line);
  const at = text.toLowerCase().indexOf(search.toLowerCase());
  if (at < 0) return line;
  const end = at + search.length;
  return [span(text.slice(0, at)), span(text.slice(at, end), 'selected'), span(text.slice(end))];
}
