import type { ReactNode } from 'react';
import type { KeyPress } from './terminal/keys.ts';
import type { Theme, Token } from './terminal/theme.ts';
import type { TextField } from './text-field.ts';

/*
 * How a screen is made
 *
 * A screen is a value `Screen<State>`: a name, its first state, ONE table of keys, and a view. A function makes it and closes over
 * what it shows: `function hotWashScreen(desk: Desk, told: ToldSession, outcome: Outcome): OpenScreen { return open({ … }) }`.
 *  - State is a plain value. A key's `run` gets the state and gives the next one, and where to go: `stay(state)`, `push(screen)`,
 *    `replace(screen)`, `pop()`, `leave(lines)`, `say(words)`, `work(words, promise)`. Nothing else changes a screen.
 *  - `keys` is all there is: the dispatcher, the footer (those with a `short`) and the help overlay (`?`, F1) are made from it.
 *    `?`/F1 help, Esc back and Ctrl+C leave are there for every screen (keymap.ts) unless its own table takes the key. A binding
 *    whose `when` does not hold is neither run nor shown.
 *  - `field`/`edit`: while `field(state)` is not null, characters and pastes go into it; enter, escape, tab, arrows and ctrl keys
 *    still go to the table first. A paste never is a key.
 *  - `tick`: called after `every(state)` milliseconds, again and again while that is not null, also while covered. 0 bytes are
 *    written when the frame is the same.
 *  - `wake`: what follows when something changed from outside, such as another process in the same session. It runs between keys,
 *    also while covered, and the frame is drawn again.
 *  - `View` gets `{ state, look }`; `look.size` is the area it may fill, exactly, `look.theme` the tokens and glyphs. It draws
 *    `<Lines rows={…} />` and `<Pane …>` (components/), which cut, pad and clean every text; ink does the layout (Box).
 *    Colours are tokens of `theme.ts`, never colour names; data goes into spans (`row.ts`), never into escape codes.
 *  - A `panel` stands below the screen that opened it, `panelRows` high, and gets the keys; a `full` screen covers all.
 * Sizes: complete at 80×24, usable at 60×20. One row is the footer's, so a full screen gets 23 of 24 rows. Plain keys only.
 * Going somewhere closes what stands above the screen that goes (a tick of a covered screen may do that).
 */

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What a view needs to draw: the area it fills, and how things look. */
export interface Look {
  readonly size: Size;
  readonly theme: Theme;
}

/** One row of a screen's table of keys. */
export interface Binding<State> {
  /** Names of `terminal/keys.ts`; the first one is what help and footer show. */
  readonly keys: readonly string[];
  /** Words for help. */
  readonly does: string;
  /** One or two words for the footer; without them the key stands in help alone. */
  readonly short?: string;
  /** How help and footer write the keys, where listing them would be long: `1-9`. */
  readonly label?: string;
  readonly when?: (state: State) => boolean;
  readonly run: (state: State, look: Look, key: KeyPress) => Step<State>;
}

/** What follows from a key: the next state (as it was, when left out), and where to go. */
export interface Step<State> {
  readonly state?: State;
  readonly go?: Go;
}

export type Go =
  | { readonly to: 'push' | 'replace' | 'root'; readonly screen: OpenScreen }
  /** Closes this screen, and `more` beneath it. `next` is what the uncovered screen does next. */
  | { readonly to: 'pop'; readonly more: number; readonly next: Go | null }
  /** Closes every panel down to the full screen that they stand on, which does \`then\` next. */
  | { readonly to: 'close panels'; readonly next: Go | null }
  /** Ends the program; the lines stay on the normal screen. */
  | { readonly to: 'leave'; readonly lines: readonly string[] }
  | { readonly to: 'say'; readonly text: string; readonly token: Token }
  /** Shows the words until the promise gives where to go. A failure is said, and the screen stays. */
  | { readonly to: 'work'; readonly text: string; readonly work: () => Promise<Go> }
  | { readonly to: 'copy'; readonly text: string }
  | { readonly to: 'suspend' }
  | { readonly to: 'both'; readonly first: Go; readonly second: Go };

export function stay<State>(state: State): Step<State> {
  return { state };
}

export function go<State>(where: Go, state?: State): Step<State> {
  return state === undefined ? { go: where } : { state, go: where };
}

export const push = (screen: OpenScreen): Go => ({ to: 'push', screen });
export const replace = (screen: OpenScreen): Go => ({ to: 'replace', screen });
export const pop = (next: Go | null = null, more = 0): Go => ({ to: 'pop', more, next });
export const closePanels = (next: Go | null = null): Go => ({ to: 'close panels', next });
export const leave = (lines: readonly string[] = []): Go => ({ to: 'leave', lines });
export const say = (text: string, token: Token = 'strong'): Go => ({ to: 'say', text, token });
export const work = (text: string, promise: () => Promise<Go>): Go => ({ to: 'work', text, work: promise });
export const both = (first: Go, second: Go): Go => ({ to: 'both', first, second });

export interface ViewProps<State> {
  readonly state: State;
  readonly look: Look;
}

export interface Screen<State> {
  readonly name: string;
  readonly shape: 'full' | 'panel';
  readonly initial: State;
  readonly keys: readonly Binding<State>[];
  readonly View: (props: ViewProps<State>) => ReactNode;
  /** Rows of a panel; at most half the terminal is given. */
  readonly panelRows?: (state: State, look: Look) => number;
  readonly field?: (state: State) => TextField | null;
  readonly edit?: (state: State, field: TextField) => State;
  readonly tick?: {
    readonly every: (state: State) => number | null;
    readonly run: (state: State, look: Look) => Step<State>;
    /** False when what `run` did is not to be seen yet: then no frame is made. */
    readonly isSeen?: () => boolean;
  };
  readonly wake?: {
    /** Calls `wake` when there is something; answers how to stop that. Called once, when the screen comes onto the stack. */
    readonly listen: (wake: () => void) => () => void;
    readonly run: (state: State, look: Look) => Step<State>;
  };
  /** Said when the process is told to end while this screen is open. */
  readonly onHangup?: () => readonly string[];
  /** File of the session that this screen keeps open, named when the program crashes; null where nothing is kept. */
  readonly journal?: () => string | null;
  /** Called once when the screen is closed, whatever closed it. */
  readonly onClose?: () => Promise<void>;
  /** Called when what covered it is closed: what it shows may have changed meanwhile. It is drawn again afterwards. */
  readonly onUncover?: () => Promise<void>;
}

/** A row of a table of keys as help and footer show it. */
export interface ShownKey {
  readonly keys: readonly string[];
  readonly does: string;
  readonly short: string | null;
  readonly label: string | null;
}

/** A screen with its state, ready for the stack. */
export interface OpenScreen {
  readonly name: string;
  readonly shape: 'full' | 'panel';
  readonly isTyping: boolean;
  readonly shownKeys: () => readonly ShownKey[];
  /** Null when the screen has no use for the key. */
  readonly press: (key: KeyPress, look: Look) => { readonly go: Go | null } | null;
  readonly type: (input: KeyPress | { readonly kind: 'paste'; readonly text: string }) => boolean;
  readonly panelRows: (look: Look) => number;
  readonly view: (look: Look) => ReactNode;
  readonly tickEvery: () => number | null;
  readonly tick: (look: Look) => Go | null;
  readonly isTickSeen: () => boolean;
  readonly listen: ((wake: () => void) => () => void) | null;
  readonly wake: (look: Look) => Go | null;
  readonly onHangup: () => readonly string[];
  readonly journal: () => string | null;
  readonly onClose: () => Promise<void>;
  readonly onUncover: (() => Promise<void>) | null;
}
