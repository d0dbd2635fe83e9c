import type { Go, OpenScreen, ShownKey } from './screen.ts';
import { leave, pop, push } from './screen.ts';

/** Opens help for the screen that is asked about. */
export type OpenHelp = (about: OpenScreen) => OpenScreen;

interface GlobalBinding extends ShownKey {
  readonly isThere: (top: OpenScreen, depth: number) => boolean;
  readonly run: (top: OpenScreen, openHelp: OpenHelp) => Go;
}

/** Keys that every screen has unless its own table takes them. */
export const GLOBAL_KEYS: readonly GlobalBinding[] = [
  {
    keys: ['?', 'f1'],
    does: 'help: every key that works here',
    short: 'help',
    label: null,
    isThere: (top) => top.name !== 'help',
    run: (top, openHelp) => push(openHelp(top)),
  },
  {
    keys: ['escape'],
    does: 'back',
    short: null,
    label: null,
    isThere: (_, depth) => depth > 1,
    run: () => pop(),
  },
  {
    keys: ['ctrl-c'],
    does: 'leave at once; what you decided is kept',
    short: null,
    label: null,
    isThere: () => true,
    run: (top) => leave(top.onHangup()),
  },
  {
    keys: ['ctrl-z'],
    does: 'to the shell; fg comes back',
    short: null,
    label: null,
    isThere: () => process.platform !== 'win32',
    run: () => ({ to: 'suspend' }),
  },
];

/** All keys that work on a screen, its own first; what it takes itself is not said twice. */
export function keysOf(top: OpenScreen, depth: number): readonly ShownKey[] {
  const own = top.shownKeys();
  const taken = new Set(own.flatMap((binding) => binding.keys));
  const global = GLOBAL_KEYS.filter(
    (binding) => binding.isThere(top, depth) && !taken.has(binding.keys[0] ?? ''),
  );
  // While something is typed a question mark is one more character of it.
  const shown = global.map((binding) =>
    top.isTyping && binding.keys.includes('f1') ? { ...binding, keys: ['f1'] } : binding,
  );
  return [...own, ...shown];
}

const NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  backtab: 'Shift+Tab',
  backspace: 'Backspace',
  space: 'Space',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  delete: 'Del',
};

/** `ctrl-c` as a person reads it: `Ctrl+C`. */
export function keyWords(name: string): string {
  const known = NAMES[name];
  if (known !== undefined) return known;
  const match = /^(ctrl|alt)-(.+)$/.exec(name);
  if (match !== null)
    return `${match[1] === 'ctrl' ? 'Ctrl' : 'Alt'}+${keyWords(match[2] ?? '').toUpperCase()}`;
  return /^f\d+$/.test(name) ? name.toUpperCase() : name;
}
