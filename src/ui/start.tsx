import { wrapLines } from '../plain/wrap.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { Desk, PlaySettings, Screens, Services } from './desk.ts';
import { Driver, type Left } from './driver.tsx';
import { row } from './row.ts';
import type { OpenScreen } from './screen.ts';
import { helpScreen } from './screens/help.tsx';
import { homeScreen } from './screens/home.tsx';
import { viewerScreen } from './screens/viewer.tsx';
import type { TerminalStreams } from './terminal/terminal.ts';
import { makeTheme, type ThemeOptions } from './terminal/theme.ts';

export interface StartScreenOptions {
  readonly streams: TerminalStreams;
  readonly theme: ThemeOptions;
  readonly services: Services;
  readonly settings: PlaySettings;
  readonly errorWords: (thrown: unknown) => string | null;
  /** What opens first: the home screen, or a session that was begun or found already. */
  readonly opens:
    | { readonly what: 'home' }
    | { readonly what: 'session'; readonly recorded: RecordedSession; readonly isResumed: boolean };
}

/** Runs the full-screen program until it is left. */
export async function startScreen(options: StartScreenOptions): Promise<Left> {
  const desk = makeDesk(options);
  const { opens } = options;
  const root: OpenScreen =
    opens.what === 'home' ? await desk.screens.home() : desk.screens.session(opens.recorded, opens.isResumed);
  const { streams, errorWords } = options;
  return new Driver({
    streams,
    theme: makeTheme(options.theme),
    root,
    openHelp: helpScreen,
    errorWords,
  }).run();
}

function makeDesk({ services, settings }: StartScreenOptions): Desk {
  const text = (name: string, title: string, words: string): OpenScreen =>
    viewerScreen({
      name,
      title,
      raw: words,
      rowsFor: (columns) => wrapLines(words, columns).map((line) => row(line)),
    });
  const screens: Screens = {
    home: () => homeScreen(desk),
    session: (recorded) => screens.play(recorded),
    play: (recorded) =>
      text('briefing', recorded.session.engine.scenario.title, recorded.session.engine.scenario.briefing),
    hotWash: (_told, outcome) => text('hot wash', 'Hot wash', outcome.score.ending.text),
    replay: (told) => text('replay', 'Replay', told.header.session),
    viewer: (title, rowsFor, raw) => viewerScreen({ name: 'viewer', title, rowsFor, raw }),
  };
  const desk: Desk = { services, settings, screens };
  return desk;
}
