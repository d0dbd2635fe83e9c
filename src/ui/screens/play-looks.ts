import { digestLines } from '../../plain/show-digests.ts';
import { findLines, logLines, noticeLines, roleLines, type Style } from '../../plain/show-view.ts';
import type { Play } from '../play/play.ts';
import type { PlayState } from '../play/play-state.ts';
import { flow } from '../play/texts.ts';
import { row } from '../row.ts';
import { type Binding, go, push } from '../screen.ts';
import { pickPanel } from './pick-panel.tsx';
import { viewerScreen } from './viewer.tsx';

/** Keys that open a text: the briefing, what was sent, what was decided, every digest, a search over it all. */
export function playLooks(play: Play): readonly Binding<PlayState>[] {
  const open = (name: string, title: string, linesFor: (style: Style) => readonly string[]) => () => {
    const { calendar } = play.session.engine.scenario.estate.clock;
    const rowsFor = (width: number) => linesFor({ width, calendar }).map((line) => row(line));
    return go<PlayState>(
      push(viewerScreen({ name, title, rowsFor, raw: linesFor({ width: 4000, calendar }).join('\n') })),
    );
  };
  return [
    {
      keys: ['B'],
      does: 'the briefing again',
      run: open('briefing', 'Briefing', ({ width }) => flow(play.session.engine.scenario.briefing, width)),
    },
    {
      keys: ['D'],
      does: 'every digest that you have seen, in full, and what is known of it',
      run: open('digests', 'Digests', ({ width }) => digestLines(play.session, width)),
    },
    {
      keys: ['S'],
      does: 'what you have sent',
      run: open('sent', 'What you have sent', (style) => noticeLines(play.view, style)),
    },
    {
      keys: ['d'],
      does: 'every decision so far',
      run: open('decisions', 'Decisions', (style) => logLines(play.view, play.session.taken, style)),
    },
    {
      keys: ['R'],
      does: 'roles: who, and what each is doing',
      run: open('roles', 'Roles', () => roleLines(play.view)),
    },
    {
      keys: ['/'],
      does: 'find a text in all evidence and messages',
      run: () =>
        go(
          push(
            pickPanel({
              name: 'find',
              title: 'Find in all that you have seen',
              choices: [],
              freeText: 'what to look for, such as a host, a token or a time',
              onPick: (text) =>
                open('found', `"${text}"`, (style) => findLines(play.view, text, style))().go ?? {
                  to: 'pop',
                  more: 0,
                  next: null,
                },
            }),
          ),
        ),
    },
  ];
}
