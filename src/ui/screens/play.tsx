import { keptWords } from '../../plain/play-plain.ts';
import type { Outcome } from '../../record/outcome.ts';
import type { RecordedSession } from '../../record/recorded-session.ts';
import type { Desk } from '../desk.ts';
import { closedWith, open } from '../open-screen.tsx';
import { Play } from '../play/play.ts';
import type { PlayState } from '../play/play-state.ts';
import { type Go, type OpenScreen, replace, say } from '../screen.ts';
import { playKeys } from './play-keys.ts';
import { PlayView } from './play-view.tsx';

const TICK_MS = 250;

/** The drill itself: what came, what is known, what goes on, and the keys that decide. */
export function playScreen(desk: Desk, recorded: RecordedSession, isResumed: boolean): OpenScreen {
  const play = new Play(recorded, desk.settings);
  if (isResumed) play.markAllRead();
  const end = (): Go | null => (play.recorded.isOver ? replace(endOf(desk, recorded)) : null);
  return open<PlayState>({
    name: 'play',
    shape: 'full',
    initial: { focus: 'inbox', selected: {} },
    keys: playKeys(desk, play, end),
    tick: {
      every: () => (play.clock !== null && !play.isPaused ? TICK_MS : null),
      run: () => {
        const where = play.tick() ? end() : null;
        return where === null ? {} : { go: where };
      },
    },
    wake: {
      listen: (wake) => recorded.onChange(({ from }) => (from === 'here' ? undefined : wake())),
      run: () => {
        const words = play.takeHeard();
        const where = end() ?? (words === '' ? null : say(words));
        return where === null ? {} : { go: where };
      },
    },
    View: ({ state, look }) => <PlayView play={play} state={state} look={look} />,
    onHangup: () => [keptWords(recorded)],
    journal: () => recorded.path,
    // A session whose play is over stays open for the answers of its hot wash.
    onClose: async () => (recorded.end === null ? recorded.close() : undefined),
  });
}

/** Judges a session whose play is over, and opens its hot wash, which closes the session with itself. */
export function endOf(desk: Desk, recorded: RecordedSession): OpenScreen {
  const outcome = recorded.finish();
  const { header, records, opening } = recorded;
  const screen = desk.screens.hotWash({ header, records, opening }, outcome, (question, text) =>
    recorded.answer(question, text),
  );
  return closedWith(screen, recorded, () => summaryLines(outcome, header.session));
}

/** What stays on the normal screen when a played session is left. */
function summaryLines({ result }: Outcome, session: string): readonly string[] {
  const { score, ending, scenario } = result;
  return [
    `${scenario.title}: ${ending.title}, ${score.points} of ${score.of} points (${score.percent} %).`,
    `The session is kept as ${session}.`,
    `  hotwash debrief ${session}  the after-action report`,
    `  hotwash replay ${session}   what happened, minute by minute`,
  ];
}
