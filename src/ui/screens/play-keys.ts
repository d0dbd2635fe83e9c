import { keptWords } from '../../plain/play-plain.ts';
import type { Pillar } from '../../world/verb.ts';
import type { Desk } from '../desk.ts';
import type { Acting } from '../play/acting.ts';
import { actMenu, pillarMenu } from '../play/decide.ts';
import { facilitatorMenu } from '../play/facilitator-menu.ts';
import { oldestNew, openItem, subjectIn } from '../play/open-item.ts';
import { itemsOf, moveSelection, selectedIn } from '../play/panes.ts';
import type { Play } from '../play/play.ts';
import { PANES, type PlayState } from '../play/play-state.ts';
import { type Binding, type Go, go, type Look, leave, push, say, stay, work } from '../screen.ts';
import { commandPanel } from './command-panel.tsx';
import { pickPanel } from './pick-panel.tsx';
import { playLooks } from './play-looks.ts';
import { timeKeys, waitKey } from './play-time-keys.ts';

/** Every key of the play. */
export function playKeys(desk: Desk, play: Play, end: () => Go | null): readonly Binding<PlayState>[] {
  const acting: Acting = { desk, play, end };
  return [
    openKey(acting),
    waitKey(acting),
    ...pillarKeys(acting),
    {
      keys: ['o'],
      does: 'open what is new, the oldest first',
      short: 'new',
      when: () => oldestNew(play) !== null,
      run: () => {
        const item = oldestNew(play);
        return item === null ? {} : { go: openItem(acting, item.pane, item.id) };
      },
    },
    lineKey(acting),
    {
      keys: ['L'],
      does: 'lead: declare, ask, note',
      short: 'lead',
      run: () => ({ go: pillarMenu(acting, 'lead') }),
    },
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

function openKey(acting: Acting): Binding<PlayState> {
  const { play } = acting;
  return {
    keys: ['enter'],
    does: 'open what is marked: the message, the evidence, all that is known of a thing',
    short: 'open',
    run: (state, look) => {
      const id = selectedIn(state, state.focus, itemsHere(play, state, look));
      return id === null ? {} : { go: openItem(acting, state.focus, id) };
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
        const subject = id === null ? null : subjectIn(state.focus, id);
        return subject === null ? {} : { go: actMenu(acting, ...subject) };
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
];

function pillarKeys(acting: Acting): readonly Binding<PlayState>[] {
  return PILLAR_KEYS.map(([key, pillar, does]) => ({
    keys: [key],
    does,
    short: pillar === 'investigate' ? 'look' : pillar,
    run: () => ({ go: pillarMenu(acting, pillar) }),
  }));
}

function lineKey(acting: Acting): Binding<PlayState> {
  return {
    keys: [':'],
    does: 'type a decision as one line; Tab completes',
    short: 'line',
    run: () => ({ go: push(commandPanel(acting, '')) }),
  };
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
