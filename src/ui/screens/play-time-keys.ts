import type { Session } from '../../exercise/session.ts';
import { wrap } from '../../plain/wrap.ts';
import { printTime } from '../../world/time.ts';
import { type Acting, backWith } from '../play/acting.ts';
import type { PlayState } from '../play/play-state.ts';
import { row } from '../row.ts';
import { type Binding, both, type Go, push, say } from '../screen.ts';
import { pickPanel } from './pick-panel.tsx';

/** The key that lets time pass; it stands by itself because the footer must always have room for it. */
export function waitKey(acting: Acting): Binding<PlayState> {
  return {
    keys: ['w'],
    does: 'wait: until something is new, has landed, or a time',
    short: 'wait',
    run: () => ({ go: push(waitPanel(acting)) }),
  };
}

/** Keys for time and for second thoughts: waits, the clock, undo, hints. */
export function timeKeys(acting: Acting): readonly Binding<PlayState>[] {
  const { play } = acting;
  const isCoach = () => play.recorded.isCoach;
  return [
    {
      keys: ['W'],
      does: 'wait until something is new, at once',
      run: () => ({ go: backWith(acting, play.wait('next')) }),
    },
    {
      keys: ['space', 'P'],
      does: 'pause the clock, let it run on (written down)',
      when: () => play.clock !== null,
      run: () => ({ go: backWith(acting, play.togglePause()) }),
    },
    {
      keys: ['u'],
      does: 'take the last decision back, with the time since',
      short: 'undo',
      when: isCoach,
      run: () => ({ go: backWith(acting, play.undo()) }),
    },
    {
      keys: ['U'],
      does: 'back to any decision: it and all after it are taken back',
      when: isCoach,
      run: () => ({ go: rewindGo(acting) }),
    },
    {
      keys: ['H'],
      does: 'a hint, for points',
      short: 'hint',
      when: isCoach,
      run: () => ({ go: hintGo(acting) }),
    },
  ];
}

function waitPanel(acting: Acting) {
  const { play } = acting;
  const row = (value: string, note: string) => ({ value, note });
  const { endEx } = play.session.engine.scenario.estate.clock;
  return pickPanel({
    name: 'wait',
    title: 'Wait',
    choices: [
      row('next', 'until something is new: a message, a landing, a reply'),
      ...(play.view.underWay.length === 0
        ? []
        : [row('landed', `until all under way has landed, ${printTime(lastOf(play.session))}`)]),
      row('5m', printTime(play.session.now + 300)),
      row('15m', printTime(play.session.now + 900)),
      row('30m', printTime(play.session.now + 1800)),
      row('1h', printTime(play.session.now + 3600)),
    ],
    freeText: 'a span or a time: 20m, until T+1h, until 10:30',
    onPick: (value) => {
      const words = /^(T[+-]|\d\d:\d\d$)/.test(value) ? `until ${value}` : value;
      const until = play.waitsUntil(words);
      if (until !== null && until >= endEx) return push(endPanel(acting, words));
      const said = play.wait(words);
      return said.ok ? backWith(acting, said) : say(said.text, 'warn');
    },
  });
}

function lastOf(session: Session): number {
  return Math.max(session.now, ...session.taken.map((one) => one.lands));
}

function endPanel(acting: Acting, words: string) {
  return pickPanel({
    name: 'end of play',
    title: 'That is the end of play. Wait until then, and decide nothing more?',
    choices: [
      { value: 'no', label: 'No', note: 'back to the board' },
      { value: 'yes', label: 'Yes', note: 'play ends, the hot wash begins' },
    ],
    freeText: null,
    onPick: (value) =>
      value === 'yes' ? backWith(acting, acting.play.wait(words)) : { to: 'close panels', next: null },
  });
}

function rewindGo(acting: Acting): Go {
  const { play } = acting;
  const taken = [...play.session.taken].reverse();
  if (taken.length === 0) return say('There is nothing to take back.');
  return push(
    pickPanel({
      name: 'rewind',
      title: 'Back to before which decision?',
      choices: taken.map((one) => ({
        value: `${one.seq}`,
        label: `${printTime(one.at)}  ${one.line}`,
        note: one.by,
      })),
      freeText: null,
      onPick: (seq) => backWith(acting, play.rewindTo(Number(seq))),
    }),
  );
}

function hintGo(acting: Acting): Go {
  const { play } = acting;
  const next = play.recorded.nextHint();
  if (next === null) return say('There is no hint for what you know now.');
  const price = `${next.price} ${next.price === 1 ? 'point' : 'points'}`;
  return push(
    pickPanel({
      name: 'hint',
      title: `The next hint costs ${price}`,
      choices: [
        { value: 'no', label: 'No', note: 'think on' },
        { value: 'yes', label: 'Yes', note: `take it for ${price}` },
      ],
      freeText: null,
      onPick: (value) => {
        const hint = value === 'yes' ? play.recorded.takeHint() : null;
        if (hint === null) return { to: 'close panels', next: null };
        return both({ to: 'close panels', next: null }, hintShown(acting, hint.text, price));
      },
    }),
  );
}

function hintShown({ desk }: Acting, text: string, price: string): Go {
  const words = text.trim().replace(/\s+/g, ' ');
  return push(
    desk.screens.viewer(`Hint (${price})`, (columns) => wrap(words, columns).map((line) => row(line)), words),
  );
}
