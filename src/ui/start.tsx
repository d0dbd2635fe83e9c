import type { RecordedSession } from '../record/recorded-session.ts';
import type { Seconds } from '../world/time.ts';
import type { Desk, PlaySettings, Screens, Services, ToldSession } from './desk.ts';
import { Driver, type Left } from './driver.tsx';
import type { OpenScreen } from './screen.ts';
import { briefingScreen } from './screens/briefing.tsx';
import { helpScreen } from './screens/help.tsx';
import { homeScreen } from './screens/home.tsx';
import { hotWashScreen } from './screens/hot-wash.tsx';
import { endOf, playScreen } from './screens/play.tsx';
import { replayScreen } from './screens/replay.tsx';
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
    | { readonly what: 'session'; readonly recorded: RecordedSession; readonly isResumed: boolean }
    | { readonly what: 'replay'; readonly told: ToldSession; readonly at: Seconds | null };
}

/** Runs the full-screen program until it is left. */
export async function startScreen(options: StartScreenOptions): Promise<Left> {
  const desk = makeDesk(options);
  const root = await firstScreen(desk, options.opens);
  const { streams, errorWords } = options;
  return new Driver({
    streams,
    theme: makeTheme(options.theme),
    root,
    openHelp: helpScreen,
    errorWords,
  }).run();
}

async function firstScreen({ screens }: Desk, opens: StartScreenOptions['opens']): Promise<OpenScreen> {
  switch (opens.what) {
    case 'home':
      return screens.home();
    case 'session':
      return screens.session(opens.recorded, opens.isResumed);
    case 'replay':
      return screens.replay(opens.told, opens.at);
    default:
      return opens satisfies never;
  }
}

function makeDesk({ services, settings }: StartScreenOptions): Desk {
  const screens: Screens = {
    home: () => homeScreen(desk),
    session: (recorded, isResumed) =>
      recorded.isOver
        ? endOf(desk, recorded)
        : isResumed
          ? playScreen(desk, recorded, true)
          : briefingScreen(desk, recorded),
    play: (recorded) =>
      recorded.isOver ? endOf(desk, recorded) : playScreen(desk, recorded, recorded.session.taken.length > 0),
    hotWash: (told, outcome, answer) => hotWashScreen(desk, told, outcome, answer),
    replay: (told, at) => replayScreen(desk, told, at),
    viewer: (title, rowsFor, raw) => viewerScreen({ name: 'viewer', title, rowsFor, raw }),
  };
  const desk: Desk = { services, settings, screens };
  return desk;
}
