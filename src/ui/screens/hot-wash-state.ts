import type { TextField } from '../text-field.ts';

export const TABS = ['Result', 'Tasks', 'Harm', 'Scope', 'Reach', 'Roles', 'Rank', 'Costs', 'Talk'] as const;
export type Tab = (typeof TABS)[number];

export interface HotWashState {
  readonly tab: Tab;
  /** Selected task, decision or question; first row of the result. */
  readonly at: Readonly<Record<'Result' | 'Tasks' | 'Costs' | 'Talk', number>>;
  readonly field: TextField | null;
  /** Answers by the id of their question, the latest. */
  readonly answers: Readonly<Record<string, string>>;
}

export function firstState(answers: HotWashState['answers']): HotWashState {
  return { tab: 'Result', at: { Result: 0, Tasks: 0, Costs: 0, Talk: 0 }, field: null, answers };
}

export function toTab(state: HotWashState, by: number): HotWashState {
  const index = (TABS.indexOf(state.tab) + by + TABS.length) % TABS.length;
  return { ...state, tab: TABS[index] ?? 'Result', field: null };
}

/** Moves what is selected on the open tab; charts have nothing to select. */
export function moveOnTab(state: HotWashState, by: number, count: number): HotWashState {
  const { tab } = state;
  if (tab !== 'Result' && tab !== 'Tasks' && tab !== 'Costs' && tab !== 'Talk') return state;
  const next = Math.max(0, Math.min(count - 1, state.at[tab] + by));
  return { ...state, at: { ...state.at, [tab]: next } };
}
