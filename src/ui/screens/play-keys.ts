import type { Session } from '../../exercise/session.ts';
import { keptWords } from '../../plain/play-plain.ts';
import { printTime } from '../../world/time.ts';
import type { Pillar, Slot } from '../../world/verb.ts';
import type { Desk } from '../desk.ts';
import { type Acting, backWith } from '../play/acting.ts';
import { actMenu, pillarMenu } from '../play/decide.ts';
import { facilitatorMenu } from '../play/facilitator-menu.ts';
import { openItem } from '../play/open-item.ts';
import { itemsOf, moveSelection, selectedIn } from '../play/panes.ts';
import type { Play } from '../play/play.ts';
import { PANES, type PlayState } from '../play/play-state.ts';
import { type Binding, both, type Go, go, type Look, leave, push, say, stay, work } from '../screen.ts';
import { commandPanel } from './command-panel.tsx';
import { pickPanel } from './pick-panel.tsx';
import { playLooks } from './play-looks.ts';

/** Every key of the play. */
export function playKeys(desk: Desk, play: Play, end: () => Go | null): readonly Binding<PlayState>[] {
  const acting: Acting = { desk, play, end };
  return [
    openKey(acting),
    ...decideKeys(acting),
    ...timeKeys(acting),
    ...moveKeys(acting),
    ...playLooks(play),
    {
      keys: ['F'],
      does: 'facilitator: deliver or hold a message, add minutes, observe, big clock',
      short: 'facilitate',
      when: () => play.recorded.header.facilitator,
      run: () => ({ go: facilitatorMenu(acting) }),
    },
    {
      keys: ['q'],
      does: 'leave; the session is kept and goes on with hotwash resume',
      run: () => go(push(leavePanel(acting))),
    },
    {
      keys: ['escape'],
      does: 'nothing here: q leaves',
      run: () => go(say('q leaves the play; it is kept.')),
    },
  ];
}

function itemsHere(play: Play, state: PlayState, look: Look) {
  return itemsOf(play, state.focus, look.theme, look.size.columns);
}

function openKey({ play }: Acting): Binding<PlayState> {
  return {
    keys: ['enter'],
    does: 'open what is marked: the message, the evidence, all that is known of a thing',
    short: 'open',
    run: (state, look) => {
      const id = selectedIn(state, state.focus, itemsHere(play, state, look));
      return id === null ? {} : { go: openItem(play, state.focus, id) };
    },
  };
}

function moveKeys(acting: Acting): readonly Binding<PlayState>[] {
  const { play } = acting;
  const focus = (by: number) => (state: PlayState) =>
    stay({
      ...state,
      focus: PANES[(PANES.indexOf(state.focus) + by + PANES.length) % PANES.length] ?? 'inbox',
    });
  const move = (by: number) => (state: PlayState, look: Look) =>
    stay(moveSelection(state, itemsHere(play, state, look), by));
  const chosen = (state: PlayState, look: Look) =>
    selectedIn(state, state.focus, itemsHere(play, state, look));
  return [
    { keys: ['tab', 'l', 'right'], does: 'the next pane', run: focus(1) },
    { keys: ['backtab', 'h', 'left'], does: 'the pane before', run: focus(-1) },
    ...PANES.map((pane, index) => ({
      keys: [`${index + 1}`],
      does: `to ${pane}`,
      run: (state: PlayState) => stay<PlayState>({ ...state, focus: pane }),
    })),
    { keys: ['j', 'down'], does: 'down', run: move(1) },
    { keys: ['k', 'up'], does: 'up', run: move(-1) },
    { keys: ['pagedown', 'ctrl-f'], does: 'ten down', run: move(10) },
    { keys: ['pageup', 'ctrl-b'], does: 'ten up', run: move(-10) },
    { keys: ['g', 'home'], does: 'to the first', run: move(-100_000) },
    { keys: ['G', 'end'], does: 'to the last', run: move(100_000) },
    {
      keys: ['a'],
      does: 'decide about what is marked: every verb that fits it',
      short: 'act',
      when: (state) => state.focus === 'board' || state.focus === 'inbox',
      run: (state, look) => {
        const id = chosen(state, look);
        if (id === null) return {};
        const [kind = '', name = ''] = state.focus === 'inbox' ? ['inject', id] : id.split(' ');
        return { go: actMenu(acting, kind as Slot, name) };
      },
    },
  ];
}

const PILLAR_KEYS: readonly (readonly [string, Pillar, string])[] = [
  ['i', 'investigate', 'investigate: look, trace, preserve'],
  ['r', 'rotate', 'rotate: revoke, rotate, verify'],
  ['c', 'clean', 'clean: pause, isolate, repoint, purge, rebuild'],
  ['n', 'notify', 'notify: tell, answer, correct'],
  ['p', 'pin', 'pin: pin, protect, require, allow, deny'],
  ['L', 'lead', 'lead: declare, ask, note'],
];

function decideKeys(acting: Acting): readonly Binding<PlayState>[] {
  return [
    ...PILLAR_KEYS.map(([key, pillar, does]) => ({
      keys: [key],
      does,
      short: pillar === 'investigate' ? 'look' : pillar,
      run: () => ({ go: pillarMenu(acting, pillar) }),
    })),
    {
      keys: [':'],
      does: 'type a decision as one line; Tab completes',
      short: 'line',
      run: () => ({ go: push(commandPanel(acting, '')) }),
    },
  ];
}

function timeKeys(acting: Acting): readonly Binding<PlayState>[] {
  const { play } = acting;
  const isCoach = () => play.recorded.isCoach;
  return [
    {
      keys: ['w'],
      does: 'wait: until something is new, has landed, or a time',
      short: 'wait',
      run: () => ({ go: push(waitPanel(acting)) }),
    },
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
      run: () => ({ go: hintGo(play) }),
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

function hintGo(play: Play): Go {
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
        return both({ to: 'close panels', next: null }, hintShown(hint.text, price));
      },
    }),
  );
}

function hintShown(text: string, price: string): Go {
  return push(
    pickPanel({
      name: 'hint',
      title: `Hint (${price}): ${text.trim().replace(/\s+/g, ' ')}`,
      choices: [{ value: 'ok', label: 'Go on', note: '' }],
      freeText: null,
      onPick: () => ({ to: 'close panels', next: null }),
    }),
  );
}

function leavePanel({ desk, play }: Acting) {
  const words = keptWords(play.recorded);
  return pickPanel({
    name: 'leave',
    title: 'Leave this play? It is kept as it is.',
    choices: [
      { value: 'stay', label: 'Stay', note: '' },
      { value: 'home', label: 'Home', note: 'to the home screen; from there it goes on with Enter' },
      { value: 'leave', label: 'Leave', note: words },
    ],
    freeText: null,
    onPick: (value) => {
      if (value === 'leave') return leave([words]);
      if (value === 'stay') return { to: 'close panels', next: null };
      return work('Home…', async () => {
        await play.recorded.close();
        return { to: 'root', screen: await desk.screens.home() };
      });
    },
  });
}
