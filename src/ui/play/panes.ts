import { moved } from '../scroll.ts';
import type { Theme } from '../terminal/theme.ts';
import { boardItems, inboxItems, resultItems, underWayItems } from './lists.ts';
import { type Item, selectable } from './pane-item.ts';
import type { Play } from './play.ts';
import type { PaneName, PlayState } from './play-state.ts';

export function itemsOf(play: Play, pane: PaneName, theme: Theme, columns: number): readonly Item[] {
  switch (pane) {
    case 'inbox':
      return inboxItems(play, theme);
    case 'under way':
      return underWayItems(play);
    case 'results':
      return resultItems(play, theme);
    case 'board':
      return boardItems(play, columns);
    default:
      return pane satisfies never;
  }
}

/** The selected id of a pane: what was selected last while it is still there, else its first one. */
export function selectedIn(state: PlayState, pane: PaneName, items: readonly Item[]): string | null {
  const ids = selectable(items);
  const last = state.selected[pane];
  return last !== undefined && ids.includes(last) ? last : (ids[0] ?? null);
}

export function moveSelection(state: PlayState, items: readonly Item[], by: number): PlayState {
  const ids = selectable(items);
  const at = ids.indexOf(selectedIn(state, state.focus, items) ?? '');
  const id = ids[moved(Math.max(0, at), by, ids.length)];
  return id === undefined ? state : { ...state, selected: { ...state.selected, [state.focus]: id } };
}
