import type { Slot } from '../../world/verb.ts';
import { type Go, push, say } from '../screen.ts';
import { type Viewed, viewerScreen } from '../screens/viewer.tsx';
import type { Acting } from './acting.ts';
import { actMenu } from './decide.ts';
import type { Play } from './play.ts';
import type { PaneName } from './play-state.ts';
import { messageView, outcomeView, replyView, subjectView, underWayView } from './texts.ts';

/** Opens one line of a pane, and counts it as read. */
export function openItem(acting: Acting, pane: PaneName, id: string): Go {
  const { play } = acting;
  const viewed = viewOf(play, pane, id);
  if (viewed === null) return say('That is no longer there.');
  play.markRead(id);
  return push(viewerScreen({ ...viewed, ...actOn(acting, pane, id) }));
}

function actOn(acting: Acting, pane: PaneName, id: string): Pick<Viewed, 'act'> {
  const subject = subjectIn(pane, id);
  if (subject === null) return {};
  const [does, short] =
    pane === 'inbox' ? ['answer it', 'answer'] : ['decide about it: every verb that fits it', 'act'];
  return { act: { does, short, go: () => actMenu(acting, ...subject) } };
}

/** What a line of a pane names, where something can be decided about it. */
export function subjectIn(pane: PaneName, id: string): readonly [Slot, string] | null {
  if (pane === 'inbox') return ['inject', id];
  if (pane !== 'board') return null;
  const [kind = '', name = ''] = id.split(' ');
  return [kind as Slot, name];
}

function viewOf(play: Play, pane: PaneName, id: string): Viewed | null {
  const [word = '', number = ''] = id.split(' ');
  switch (pane) {
    case 'inbox':
      return messageView(play, id);
    case 'under way':
      return underWayView(play, Number(id));
    case 'results':
      return word === 'reply' ? replyView(play, Number(number)) : outcomeView(play, Number(number));
    case 'board':
      return subjectView(play, word, number);
    default:
      return pane satisfies never;
  }
}

/** The first of all that came and that nobody has opened yet. */
export function oldestNew(play: Play): { readonly pane: PaneName; readonly id: string } | null {
  const { inbox, outcomes, replies } = play.view;
  const all = [
    ...inbox.map(({ id, at }) => ({ pane: 'inbox' as const, id, at })),
    ...outcomes.map(({ seq, at }) => ({ pane: 'results' as const, id: `outcome ${seq}`, at })),
    ...replies.map(({ at }, index) => ({ pane: 'results' as const, id: `reply ${index}`, at })),
  ];
  return all.filter(({ id }) => !play.isRead(id)).sort((left, right) => left.at - right.at)[0] ?? null;
}
