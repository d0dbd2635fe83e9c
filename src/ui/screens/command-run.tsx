import { type CommandStep, isBlindDeletion } from '../../plain/command-talk.ts';
import { costLine, warningLines } from '../../plain/costs.ts';
import { shortenDigests } from '../../plain/show-evidence.ts';
import { answerTalk } from '../../plain/talk.ts';
import { wrap } from '../../plain/wrap.ts';
import { printTime } from '../../world/time.ts';
import { Pane } from '../components/pane.tsx';
import { open } from '../open-screen.tsx';
import type { Acting } from '../play/acting.ts';
import { EMPTY_ROW, type Row, row, span } from '../row.ts';
import { both, closePanels, type Go, go, type OpenScreen, pop, push, say, work } from '../screen.ts';
import { type Viewed, viewerScreen } from './viewer.tsx';

/** What follows from a tool's command line: a question where it counts as decisions, else its output at once. */
export function commandGo(acting: Acting, line: string): Go {
  return work('Reading the command…', async () => {
    const steps = await acting.play.commands.foresee(line);
    return steps.length === 0 ? await shown(acting, line) : push(runPanel(acting, line, steps));
  });
}

/** `? skopeo` and `? commands` in the viewer. */
export function commandHelpGo(acting: Acting, line: string): Go {
  return work('Reading the forms…', async () => {
    const lines = await acting.play.commands.help(line, 96);
    return closePanels(push(viewerScreen(outputView('help', line, lines))));
  });
}

/** What line-by-line play answers to a word that only looks; null when the line is something else. */
export function talkGo({ play }: Acting, line: string, width: number): Go | null {
  const { session, recorded } = play;
  const { calendar } = session.engine.scenario.estate.clock;
  const lines = answerTalk({ session, isCoach: recorded.isCoach, style: { width, calendar } }, line);
  return lines === null ? null : closePanels(push(viewerScreen(outputView('answer', line, lines))));
}

async function shown(acting: Acting, line: string): Promise<Go> {
  const lines = await acting.play.command(line);
  const output = push(viewerScreen(outputView('output', line, lines)));
  const ending = acting.end();
  return closePanels(ending === null ? output : both(say('Play is over.', 'warn'), ending));
}

/** Output as it is: a line too long for the screen goes on below, since a cut digest is worth nothing. */
function outputView(name: string, title: string, lines: readonly string[]): Viewed {
  return {
    name,
    title: shortenDigests(title),
    raw: `${lines.join('\n')}\n`,
    rowsFor: (columns) =>
      (lines.length === 0 ? ['(it printed nothing)'] : lines).flatMap((line) => {
        const isNote = /^\[(?:counts as|exit )/.test(line);
        return pieces(line.replaceAll('\t', '    '), columns).map((piece) =>
          row(piece, isNote ? 'dim' : 'text'),
        );
      }),
  };
}

function pieces(line: string, columns: number): readonly string[] {
  const characters = Array.from(line);
  if (characters.length <= columns) return [line];
  return Array.from({ length: Math.ceil(characters.length / columns) }, (_, at) =>
    characters.slice(at * columns, (at + 1) * columns).join(''),
  );
}

/** The last look at a command: which decisions it is, what they cost, and what cannot be undone. */
function runPanel(acting: Acting, line: string, steps: readonly CommandStep[]): OpenScreen {
  const rowsFor = (columns: number): readonly Row[] => panelRows(acting, line, steps, columns);
  return open<null>({
    name: 'command run',
    shape: 'panel',
    initial: null,
    panelRows: (_, look) => rowsFor(look.size.columns - 4).length + 2,
    keys: [
      {
        keys: ['enter', 'y'],
        does: 'run it',
        short: 'run',
        run: () => go(work('Running…', () => shown(acting, line))),
      },
      { keys: ['escape', 'q'], does: 'back, without running it', short: 'back', run: () => ({ go: pop() }) },
    ],
    View: ({ look }) => (
      <Pane
        title="Run this?"
        isFocused
        rows={rowsFor(look.size.columns - 4).map((one) => [span(' '), ...one])}
        look={look}
      />
    ),
  });
}

function panelRows(
  { play }: Acting,
  line: string,
  steps: readonly CommandStep[],
  columns: number,
): readonly Row[] {
  const { recorded, session } = play;
  const rows = steps.flatMap((step, index) => {
    const { decision } = step;
    if (decision === null) {
      const mark = isBlindDeletion(step) ? ', which cannot be undone' : '';
      return wrap(`then: ${step.words}${mark}`, columns, '  ').map((one) => row(one, 'warn'));
    }
    const planned = recorded.plan(decision, null);
    const cost = planned.ok ? costLine(session, decision, planned.plan) : planned.message;
    const busy =
      index === 0 && planned.ok && planned.plan.at > session.now
        ? [
            row(
              `${planned.plan.by} is busy until ${printTime(planned.plan.at)}; time moves there if you run it.`,
              'warn',
            ),
          ]
        : [];
    const warnings = warningLines(session, decision, columns) ?? [];
    return [
      ...wrap(`counts as: ${shortenDigests(decision.line)}`, columns, '  ').map((one) => row(one)),
      ...wrap(`  ${cost}`, columns, '  ').map((one) => row(one, 'dim')),
      ...busy,
      ...warnings.map((one) => row(one, 'warn')),
    ];
  });
  return [...wrap(line, columns, '  ').map((one) => row(one, 'strong')), EMPTY_ROW, ...rows];
}
