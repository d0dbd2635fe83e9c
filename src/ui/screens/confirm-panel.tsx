import type { Decision } from '../../exercise/decision.ts';
import { costLine, warningLines } from '../../plain/costs.ts';
import { shortenDigests } from '../../plain/show-evidence.ts';
import { wrap } from '../../plain/wrap.ts';
import { printTime } from '../../world/time.ts';
import { Pane } from '../components/pane.tsx';
import { open } from '../open-screen.tsx';
import { type Acting, backWith } from '../play/acting.ts';
import { EMPTY_ROW, type Row, row, span } from '../row.ts';
import { type Binding, go, type OpenScreen, pop, stay, type ViewProps } from '../screen.ts';
import { EMPTY_FIELD, type TextField } from '../text-field.ts';
import { fieldSpans } from './viewer.tsx';

interface ConfirmState {
  readonly by: string | null;
  readonly reason: string | null;
  readonly typing: TextField | null;
  readonly confidence: number | null;
}

/** The last look at a decision: what exactly, by whom, at what cost, what cannot be undone. Only Enter makes it happen. */
export function confirmPanel(acting: Acting, decision: Decision, by: string | null): OpenScreen {
  const { play } = acting;
  const rowsFor = (state: ConfirmState, columns: number) => confirmRows(acting, decision, state, columns);
  return open<ConfirmState>({
    name: 'decide',
    shape: 'panel',
    initial: { by, reason: decision.reason, typing: null, confidence: decision.confidence },
    panelRows: (state, look) => rowsFor(state, look.size.columns - 4).length + 2,
    field: (state) => state.typing,
    edit: (state, typing) => ({ ...state, typing }),
    keys: confirmKeys(acting, decision),
    View: ({ state, look }: ViewProps<ConfirmState>) => (
      <Pane
        title={
          warningLines(play.session, decision, 60) === null ? 'Do this?' : 'Do this? It cannot be taken back'
        }
        isFocused
        rows={rowsFor(state, look.size.columns - 4).map((line) => [span(' '), ...line])}
        look={look}
      />
    ),
  });
}

function confirmKeys(acting: Acting, decision: Decision): readonly Binding<ConfirmState>[] {
  const { play } = acting;
  const isTyping = (state: ConfirmState) => state.typing !== null;
  const isAsking = (state: ConfirmState) => state.typing === null;
  const isRead = ['inspect', 'trace', 'verify'].includes(decision.attempt.verb);
  return [
    {
      keys: ['enter'],
      does: 'keep the reason',
      short: 'keep',
      when: isTyping,
      run: (state) => stay({ ...state, typing: null, reason: state.typing?.text.trim() || null }),
    },
    {
      keys: ['escape'],
      does: 'no reason',
      short: 'drop',
      when: isTyping,
      run: (state) => stay({ ...state, typing: null }),
    },
    {
      keys: ['enter', 'y'],
      does: 'do it',
      short: 'do it',
      when: isAsking,
      run: ({ by, reason, confidence }) =>
        go(backWith(acting, play.take({ ...decision, reason, confidence }, by))),
    },
    {
      keys: ['escape', 'q'],
      does: 'back, without doing it',
      short: 'back',
      when: isAsking,
      run: () => ({ go: pop() }),
    },
    {
      keys: ['#'],
      does: 'say why; it is kept, shown in the hot wash, never scored',
      short: 'reason',
      when: isAsking,
      run: (state) => stay({ ...state, typing: EMPTY_FIELD }),
    },
    {
      keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
      does: 'how sure you are: 1 is 10 %, 9 is 90 %, 0 takes it away',
      short: 'how sure',
      label: '1-9',
      when: isAsking,
      run: (state, _, key) => stay({ ...state, confidence: key.name === '0' ? null : Number(key.name) * 10 }),
    },
    {
      keys: ['w'],
      does: 'somebody else does it (a look only)',
      short: 'who',
      when: (state) => isAsking(state) && isRead,
      run: (state) => stay({ ...state, by: nextRole(play.session.engine.scenario.estate.roles, state.by) }),
    },
  ];
}

function nextRole(roles: Readonly<Record<string, unknown>>, by: string | null): string | null {
  const all = [null, ...Object.keys(roles)];
  return all[(all.indexOf(by) + 1) % all.length] ?? null;
}

function confirmRows(
  { play }: Acting,
  decision: Decision,
  state: ConfirmState,
  columns: number,
): readonly Row[] {
  const { session } = play;
  const planned = play.recorded.plan(decision, state.by);
  const warnings = warningLines(session, decision, columns);
  const cost: readonly Row[] = planned.ok
    ? wrap(`Cost: ${costLine(session, decision, planned.plan)}.`, columns, '      ').map((line) => row(line))
    : [row(planned.message, 'warn')];
  const busy =
    planned.ok && planned.plan.at > session.now
      ? [
          row(
            `${planned.plan.by} is busy until ${printTime(planned.plan.at)}; time moves there if you do it.`,
            'warn',
          ),
        ]
      : [];
  const reason: readonly Row[] =
    state.typing !== null
      ? [[span('# ', 'key'), ...fieldSpans(state.typing, columns - 2)]]
      : state.reason === null
        ? []
        : wrap(`# ${state.reason}`, columns, '  ').map((line) => row(line));
  return [
    ...wrap(warnings === null ? decision.line : shortenDigests(decision.line), columns, '  ').map((line) =>
      row(line, 'strong'),
    ),
    ...cost,
    ...busy,
    ...(warnings === null ? [] : [EMPTY_ROW, ...warnings.map((line) => row(line, 'warn'))]),
    ...reason,
    ...(state.confidence === null ? [] : [row(`How sure: ${state.confidence} %`)]),
  ];
}
