import type { StoryState } from '../../exercise/story.ts';

/** A region of the story with its active state, inner states joined by dots. */
export interface ActiveState {
  readonly region: string;
  readonly state: string;
}

/** The active states of a story, region by region, out of its canonical text. */
export function activeStates(story: StoryState): readonly ActiveState[] {
  if (story === '') return [];
  const value: unknown = JSON.parse(story);
  if (typeof value === 'string') return [{ region: 'story', state: value }];
  return Object.entries(value as Readonly<Record<string, unknown>>).map(([region, inner]) => ({
    region,
    state: pathOf(inner),
  }));
}

function pathOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries((value ?? {}) as Readonly<Record<string, unknown>>)
    .map(([state, inner]) => {
      const rest = pathOf(inner);
      return rest === '' ? state : `${state}.${rest}`;
    })
    .join(' + ');
}
