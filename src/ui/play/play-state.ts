export type PaneName = 'inbox' | 'under way' | 'results' | 'board';

/** In the order in which Tab goes round, and the number keys. */
export const PANES: readonly PaneName[] = ['inbox', 'under way', 'results', 'board'];

export interface PlayState {
  readonly focus: PaneName;
  /** What is selected in each pane, by id; its first line where there is none. */
  readonly selected: Readonly<Partial<Record<PaneName, string>>>;
}
