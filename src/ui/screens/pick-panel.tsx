import { shortenDigests } from '../../plain/show-evidence.ts';
import { Pane, paneRows } from '../components/pane.tsx';
import { open } from '../open-screen.tsx';
import { type Row, recolored, row, span } from '../row.ts';
import { type Go, go, type OpenScreen, say, stay, type ViewProps } from '../screen.ts';
import { moved, rangeWords, scrollTo } from '../scroll.ts';
import { EMPTY_FIELD, type TextField } from '../text-field.ts';
import { fieldSpans } from './viewer.tsx';

export interface Choice {
  readonly value: string;
  /** What is shown instead of the value. */
  readonly label?: string;
  readonly note: string;
}

export interface PickOptions {
  readonly name: string;
  readonly title: string;
  readonly choices: readonly Choice[];
  /** What may be typed that is not among the choices, in words; null when only a choice will do. */
  readonly freeText: string | null;
  /** Which words may be taken as typed; any, when left out. */
  readonly takes?: (text: string) => boolean;
  readonly onPick: (value: string) => Go;
}

interface PickState {
  readonly typed: TextField;
  readonly index: number;
}

/** A list to choose from below the screen. Typing narrows it; the arrows move; Enter takes. */
export function pickPanel(options: PickOptions): OpenScreen {
  const shown = (state: PickState): readonly Choice[] => choicesFor(options, state);
  const move = (by: number) => (state: PickState) =>
    stay({ ...state, index: moved(state.index, by, shown(state).length) });
  return open<PickState>({
    name: options.name,
    shape: 'panel',
    initial: { typed: EMPTY_FIELD, index: 0 },
    panelRows: (_, look) =>
      Math.min(Math.floor(look.size.rows * 0.6), Math.max(4, Math.max(1, options.choices.length) + 3)),
    field: (state) => state.typed,
    edit: (_, typed) => ({ typed, index: 0 }),
    keys: [
      {
        keys: ['enter'],
        does: 'take what is marked',
        short: 'take',
        run: (state) => {
          const chosen = shown(state)[state.index];
          if (chosen !== undefined) return go(options.onPick(chosen.value));
          return go(
            say(
              options.freeText === null
                ? 'Nothing to take: shorten what you typed.'
                : `Type ${options.freeText}.`,
              'warn',
            ),
          );
        },
      },
      { keys: ['down', 'ctrl-n', 'tab'], does: 'down', run: move(1) },
      { keys: ['up', 'ctrl-p', 'backtab'], does: 'up', run: move(-1) },
      { keys: ['pagedown'], does: 'ten down', run: move(10) },
      { keys: ['pageup'], does: 'ten up', run: move(-10) },
      {
        keys: ['escape'],
        does: 'one step back',
        short: 'back',
        run: () => go<PickState>({ to: 'pop', more: 0, next: null }),
      },
    ],
    View: ({ state, look }) => <PickView state={state} look={look} options={options} />,
  });
}

/** Choices that hold what was typed. Free text comes before what holds it by chance, as `T+1h` is held by a note `T+1h15m`. */
function choicesFor({ choices, freeText, takes }: PickOptions, { typed }: PickState): readonly Choice[] {
  const text = typed.text.trim().toLowerCase();
  if (text === '') return choices;
  const starts = choices.filter(
    (one) => wordsOf(one).startsWith(text) || one.value.startsWith(`sha256:${text}`),
  );
  const holds = choices.filter(
    (one) => !starts.includes(one) && `${wordsOf(one)} ${one.note}`.toLowerCase().includes(text),
  );
  const isOne = choices.some((one) => one.value === typed.text.trim());
  const isFree = freeText !== null && !isOne && takes?.(typed.text.trim()) !== false;
  const free = isFree ? [{ value: typed.text.trim(), note: 'as typed' }] : [];
  return [...starts, ...free, ...holds];
}

function wordsOf({ label, value }: Choice): string {
  return (label ?? value).toLowerCase();
}

// What tells digests apart is what is known of them, and that needs the room which sixty-four digits take.
function drawnWords({ label, value }: Choice): string {
  return shortenDigests(label ?? value);
}

interface PickViewProps extends ViewProps<PickState> {
  readonly options: PickOptions;
}

function PickView({ state, look, options }: PickViewProps) {
  const { theme, size } = look;
  const choices = choicesFor(options, state);
  const room = paneRows(size.rows) - 1;
  const index = Math.min(state.index, choices.length - 1);
  const top = scrollTo(0, index, room, choices.length);
  const longest = Math.max(0, ...choices.map((one) => drawnWords(one).length));
  const first = Math.min(longest, Math.floor((size.columns - 6) * 0.6));
  const rows = choices.slice(top, top + room).map((one, at): Row => {
    const isChosen = top + at === index;
    const line: Row = [
      span(isChosen ? ` ${theme.glyphs.pointer} ` : '   '),
      span(drawnWords(one).padEnd(first)),
      span(`  ${one.note}`, 'dim'),
    ];
    return isChosen ? recolored(line, 'selected') : line;
  });
  const none = options.freeText === null ? ' Nothing fits.' : ` Type ${options.freeText}.`;
  const prompt = [
    span(' > ', 'key'),
    ...fieldSpans(state.typed, size.columns - 5),
    ...(state.typed.text === '' ? [span(' type to narrow', 'dim')] : []),
  ];
  return (
    <Pane
      title={options.title}
      note={rangeWords(top, room, choices.length)}
      isFocused
      rows={[prompt, ...(rows.length === 0 ? [row(none, 'dim')] : rows)]}
      look={look}
    />
  );
}
