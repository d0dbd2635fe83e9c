import { isCommandLine } from '../../exercise/command-line.ts';
import { isCommandHelp } from '../../plain/command-talk.ts';
import { costLine } from '../../plain/costs.ts';
import { wrap } from '../../plain/wrap.ts';
import { Pane, paneRows } from '../components/pane.tsx';
import { open } from '../open-screen.tsx';
import { type Acting, backWith } from '../play/acting.ts';
import type { Candidate } from '../play/candidates.ts';
import { completions, formsFor } from '../play/completion.ts';
import { confirmLine } from '../play/confirm-line.ts';
import { type Row, recolored, row, span } from '../row.ts';
import {
  type Binding,
  type Go,
  go,
  type Look,
  type OpenScreen,
  pop,
  type Step,
  stay,
  type ViewProps,
} from '../screen.ts';
import { textWidth } from '../terminal/width.ts';
import { EMPTY_FIELD, fieldOf, type TextField } from '../text-field.ts';
import { commandGo, commandHelpGo, talkGo } from './command-run.tsx';
import { fieldSpans } from './viewer.tsx';

interface CommandState {
  readonly typed: TextField;
  /** What was typed before Tab began to cycle, and where the cycle stands; null while nothing is cycled. */
  readonly cycle: { readonly stem: string; readonly index: number } | null;
  /** Why the line as it stands was no decision, where the footer is too short to say it. */
  readonly refusal: string | null;
}

const ROWS = 10;

/** One line of the grammar, with completion of verbs, names and digests that the team knows of. */
export function commandPanel(acting: Acting, text: string): OpenScreen {
  return open<CommandState>({
    name: 'command',
    shape: 'panel',
    initial: { typed: text === '' ? EMPTY_FIELD : fieldOf(text), cycle: null, refusal: null },
    panelRows: (_, look) => Math.min(ROWS, Math.floor(look.size.rows * 0.6)),
    field: (state) => state.typed,
    edit: (_, typed) => {
      if (isCommandLine(typed.text)) acting.play.commands.prepare();
      return { typed, cycle: null, refusal: null };
    },
    keys: commandKeys(acting),
    View: ({ state, look }) => <CommandView acting={acting} state={state} look={look} />,
  });
}

function commandKeys(acting: Acting): readonly Binding<CommandState>[] {
  const cycle = (by: number) => (state: CommandState) => {
    const stem = state.cycle?.stem ?? state.typed.text;
    const found = completionsFor(acting, stem);
    if (found.length === 0) return stay(state);
    const index =
      state.cycle === null
        ? by > 0
          ? 0
          : found.length - 1
        : (state.cycle.index + by + found.length) % found.length;
    const head = stem.slice(0, stem.length - (stem.split(/\s+/).at(-1) ?? '').length);
    const value = found[index]?.value ?? '';
    const isOpenClaim = value.endsWith('=');
    const isOnly = found.length === 1;
    const text = `${head}${value}${isOnly && !isOpenClaim ? ' ' : ''}`;
    return stay({ typed: fieldOf(text), cycle: isOnly ? null : { stem, index }, refusal: null });
  };
  return [
    {
      keys: ['enter'],
      does: 'read the line; the cost is shown before it counts',
      short: 'go on',
      run: (state, look) => {
        const line = state.typed.text.trim();
        if (line === '') return go(pop());
        const wait = /^wait(?:\s+(.*))?$/.exec(line);
        if (wait !== null) return go(backWith(acting, acting.play.wait(wait[1] ?? 'next')));
        if (line === 'undo') return go(backWith(acting, acting.play.undo()));
        if (isCommandLine(line)) return go(commandGo(acting, line));
        if (isCommandHelp(line)) return go(commandHelpGo(acting, line));
        const talk = talkGo(acting, line, look.size.columns);
        if (talk !== null) return go(talk);
        return answered(confirmLine(acting, line), state, look);
      },
    },
    { keys: ['tab', 'down'], does: 'complete; again: the next one', short: 'complete', run: cycle(1) },
    { keys: ['backtab', 'up'], does: 'the one before', run: cycle(-1) },
    { keys: ['escape'], does: 'back', short: 'back', run: () => go<CommandState>(pop()) },
  ];
}

/** What the footer would cut stands below the line instead, whole. */
function answered(next: Go, state: CommandState, { size }: Look): Step<CommandState> {
  const isCut = next.to === 'say' && textWidth(next.text) + 1 > size.columns;
  return isCut ? stay({ ...state, refusal: next.text }) : go(next);
}

/** Tools are completed by their own table once they are loaded, decisions by the grammar. */
function completionsFor({ play }: Acting, line: string): readonly Candidate[] {
  if (isCommandLine(line) && /\s/.test(line)) return play.commands.complete(line);
  return completions(play.session, line);
}

interface CommandViewProps extends ViewProps<CommandState> {
  readonly acting: Acting;
}

function CommandView({ acting, state, look }: CommandViewProps) {
  const room = paneRows(look.size.rows) - 1;
  const refusal = wrap(state.refusal ?? '', look.size.columns - 6).map((text) => row(`   ${text}`, 'warn'));
  const help = helpRows(acting, state, room, look.theme.glyphs.pointer);
  const rows = [
    [span(' : ', 'key'), ...fieldSpans(state.typed, look.size.columns - 5)],
    ...(state.refusal === null ? help : refusal),
  ];
  return <Pane title="Command" isFocused rows={rows} look={look} />;
}

/** Below the line: what may come next; and once the line is whole, what it costs. */
function helpRows(
  acting: Acting,
  { typed, cycle }: CommandState,
  room: number,
  pointer: string,
): readonly Row[] {
  const { recorded, session } = acting.play;
  const stem = cycle?.stem ?? typed.text;
  const found = completionsFor(acting, stem);
  const read = recorded.read(typed.text);
  const planned = read.ok ? recorded.plan(read.decision, null) : null;
  const cost =
    read.ok && planned?.ok === true
      ? [row(`   ${costLine(session, read.decision, planned.plan)}`, 'good')]
      : [];
  const fitting = typed.text.trim() === '' ? [] : formsFor(typed.text);
  const forms = fitting.length === 1 ? fitting : [];
  const head = cost.length > 0 ? cost : forms.map((form) => row(`   ${form.shape}: ${form.does}`, 'dim'));
  const left = Math.max(1, room - head.length);
  const index = cycle?.index ?? -1;
  const top = Math.max(0, Math.min(index - left + 1, found.length - left));
  const longest = Math.min(60, Math.max(0, ...found.map((one) => one.value.length)));
  const list = found.slice(top, top + left).map((one, at): Row => {
    const isChosen = top + at === index;
    const line: Row = [
      span(isChosen ? ` ${pointer} ` : '   '),
      span(one.value.padEnd(longest)),
      span(`  ${one.note}`, 'dim'),
    ];
    return isChosen ? recolored(line, 'selected') : line;
  });
  return [...head, ...list];
}
