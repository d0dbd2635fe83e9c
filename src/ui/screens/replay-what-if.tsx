import { type Moment, sessionAt } from '../../debrief/replay/cursor.ts';
import { shortDigests } from '../../debrief/timeline-text.ts';
import { expertTimes } from '../../debrief/tornado.ts';
import { type Change, interventionsOf, type PastDecision, pastOfRecords } from '../../debrief/what-if.ts';
import { printChange, whatIf } from '../../debrief/what-if-difference.ts';
import { printDifference } from '../../debrief/what-if-text.ts';
import { makeFactsDigest } from '../../exercise/facts-digest.ts';
import { foldUndo } from '../../exercise/journal-fold.ts';
import { isPlainLine } from '../../exercise/journal-text.ts';
import { wrap } from '../../plain/wrap.ts';
import { newRunningHash } from '../../record/running-hash.ts';
import { MINUTE, printTime, type Seconds } from '../../world/time.ts';
import { Pane } from '../components/pane.tsx';
import type { Desk } from '../desk.ts';
import { open } from '../open-screen.tsx';
import type { ReplayData } from '../replay/replay-data.ts';
import { type Row, recolored, row, span } from '../row.ts';
import { type Go, go, type OpenScreen, pop, push, say, stay, type ViewProps, work } from '../screen.ts';
import { moved } from '../scroll.ts';
import { EMPTY_FIELD, type TextField } from '../text-field.ts';
import { fieldRows } from './hot-wash-talk.ts';

interface WhatIfState {
  readonly selected: number;
  readonly field: TextField | null;
}

interface Choice {
  readonly words: string;
  /** Null asks for a line to insert. */
  readonly change: Change | null;
}

const SHIFT: Seconds = 15 * MINUTE;

/** What may be asked at a moment: the last decision changed, or a line more. The answer opens in the viewer. */
export function whatIfPanel(desk: Desk, data: ReplayData, moment: Moment): OpenScreen {
  const { at } = moment;
  const past = pastOfRecords(foldUndo(data.told.records).decisions);
  const choices = choicesAt(data, past, moment);
  const answer = (change: Change): Go =>
    pop(work('Playing it again with that change…', () => play(desk, data, past, change)));
  return open<WhatIfState>({
    name: 'what if',
    shape: 'panel',
    initial: { selected: 0, field: null },
    panelRows: () => choices.length + 3,
    field: (state) => state.field,
    edit: (state, field) => ({ ...state, field }),
    keys: [
      {
        keys: ['j', 'down'],
        does: 'down',
        run: (state) => stay({ ...state, selected: moved(state.selected, 1, choices.length) }),
      },
      {
        keys: ['k', 'up'],
        does: 'up',
        run: (state) => stay({ ...state, selected: moved(state.selected, -1, choices.length) }),
      },
      {
        keys: ['enter'],
        does: 'play the session again with this change',
        short: 'play it',
        run: (state) => {
          const change = choices[state.selected]?.change ?? null;
          if (change !== null) return go(answer(change));
          if (state.field === null) return stay({ ...state, field: EMPTY_FIELD });
          const line = state.field.text.trim();
          if (line === '' || !isPlainLine(line))
            return go(say('Type one decision, such as: pause api-build', 'warn'));
          return go(answer({ kind: 'insert', at, line }));
        },
      },
      {
        keys: ['escape'],
        does: 'back',
        short: 'back',
        run: (state) => (state.field === null ? go(pop()) : stay({ ...state, field: null })),
      },
    ],
    View: (props) => <WhatIfView {...props} choices={choices} at={at} />,
  });
}

function choicesAt(
  { told, recording, endOfPlay }: ReplayData,
  past: readonly PastDecision[],
  moment: Moment,
): readonly Choice[] {
  const { at } = moment;
  const seqOfLast = sessionAt(recording, moment).taken.at(-1)?.seq;
  const last = past.find((one) => one.seq === seqOfLast);
  const insert: Choice = { words: `insert a decision at ${printTime(at)}…`, change: null };
  if (last === undefined) return [insert];
  const { seq } = last;
  const expert = expertTimes(told.opening).get(last.do);
  const moves: readonly (readonly [Seconds | undefined, string])[] = [
    [last.at - SHIFT, 'is 15 minutes earlier'],
    [last.at + SHIFT, 'is 15 minutes later'],
    [expert, "is at the expert's time"],
    [at === last.at ? undefined : at, 'is now'],
  ];
  return [
    { words: `${seq} is left out: ${shortDigests(last.do)}`, change: { kind: 'drop', seq } },
    ...moves.flatMap(([to, words]): readonly Choice[] =>
      to === undefined || to < 0 || to > endOfPlay || to === last.at
        ? []
        : [{ words: `${seq} ${words}, ${printTime(to)}`, change: { kind: 'move', seq, to } }],
    ),
    insert,
  ];
}

async function play(
  desk: Desk,
  data: ReplayData,
  past: readonly PastDecision[],
  change: Change,
): Promise<Go> {
  // The words that say so are painted first.
  await new Promise((resolve) => setImmediate(resolve));
  const { engine } = data.told.opening;
  const interventions = interventionsOf(foldUndo(data.told.records).steps);
  const found = whatIf(engine, past, [change], makeFactsDigest(newRunningHash), interventions);
  if (!found.ok) return say(found.message, 'warn');
  const lines = printDifference(found.difference);
  const title = `What if: ${shortDigests(printChange(change, []))}`;
  const rowsFor = (columns: number): readonly Row[] =>
    lines.slice(1).flatMap((line) => wrap(line, columns, '    ').map((part) => row(part, tokenOf(part))));
  return push(desk.screens.viewer(title, rowsFor, lines.join('\n')));
}

function tokenOf(line: string): 'good' | 'bad' | 'text' {
  if (!/points: .* -> /.test(line)) return 'text';
  return line.includes('(+') ? 'good' : line.includes('(-') ? 'bad' : 'text';
}

interface WhatIfViewProps extends ViewProps<WhatIfState> {
  readonly choices: readonly Choice[];
  readonly at: Seconds;
}

function WhatIfView({ state, look, choices, at }: WhatIfViewProps) {
  const lines = choices.map(({ words }, index) => {
    const line = [
      span(index === state.selected ? ` ${look.theme.glyphs.pointer} ` : '   ', 'focus'),
      span(words),
    ];
    return index === state.selected ? recolored(line, 'selected') : line;
  });
  const typed = state.field === null ? [] : fieldRows(state.field, look.size.columns - 8);
  return <Pane title={`What if, at ${printTime(at)}`} isFocused rows={[...lines, ...typed]} look={look} />;
}
