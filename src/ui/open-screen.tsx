import type { RecordedSession } from '../record/recorded-session.ts';
import type { Go, OpenScreen, Screen, Step } from './screen.ts';
import { editField } from './text-field.ts';

/** Puts a screen's state behind one face, so that screens of every kind stand on one stack. */
export function open<State>(screen: Screen<State>): OpenScreen {
  const { View } = screen;
  let state = screen.initial;
  const take = (step: Step<State>): Go | null => {
    if (step.state !== undefined) state = step.state;
    return step.go ?? null;
  };
  const standing = () => screen.keys.filter((binding) => binding.when?.(state) ?? true);
  return {
    name: screen.name,
    shape: screen.shape,
    get isTyping() {
      return (screen.field?.(state) ?? null) !== null;
    },
    shownKeys: () =>
      standing().map(({ keys, does, short, label }) => ({
        keys,
        does,
        short: short ?? null,
        label: label ?? null,
      })),
    press: (key, look) => {
      const binding = standing().find((one) => one.keys.includes(key.name));
      return binding === undefined ? null : { go: take(binding.run(state, look, key)) };
    },
    type: (input) => {
      const field = screen.field?.(state) ?? null;
      const next = field === null ? null : editField(field, input);
      if (next === null || screen.edit === undefined) return false;
      state = screen.edit(state, next);
      return true;
    },
    panelRows: (look) => screen.panelRows?.(state, look) ?? 0,
    view: (look) => <View state={state} look={look} />,
    tickEvery: () => screen.tick?.every(state) ?? null,
    isTickSeen: () => screen.tick?.isSeen?.() ?? true,
    tick: (look) => (screen.tick === undefined ? null : take(screen.tick.run(state, look))),
    listen: screen.wake?.listen ?? null,
    wake: (look) => (screen.wake === undefined ? null : take(screen.wake.run(state, look))),
    onHangup: () => screen.onHangup?.() ?? [],
    journal: () => screen.journal?.() ?? null,
    onClose: async () => screen.onClose?.(),
    onUncover: screen.onUncover ?? null,
  };
}

/** The same screen, with something more to do when it is closed and something to say when it is cut off. */
export function closedWith(
  screen: OpenScreen,
  recorded: RecordedSession,
  words: () => readonly string[],
): OpenScreen {
  return Object.assign(Object.create(screen) as OpenScreen, {
    onClose: async () => {
      await screen.onClose();
      await recorded.close();
    },
    onHangup: () => [...screen.onHangup(), ...words()],
    journal: () => recorded.path,
  });
}
