import { expect, test } from 'vitest';
import { differencesOf } from '../../src/debrief/replay/differences.ts';
import { makeRecording, type Recording } from '../../src/debrief/replay/recording.ts';
import { playbookOf, played } from '../helpers/scenario-one.ts';

const line = (text: string, at: number) => ({ at, by: null, do: text, line: 0 });
const recorded = (...lines: Parameters<typeof played>[0]): Recording => makeRecording(played(lines));
const factOf = ({ history, sentenceAt }: Recording, words: string): number =>
  history.findIndex((_, position) => sentenceAt(position).includes(words));

test('a play differs from itself in nothing', () => {
  const { mine, other } = differencesOf(recorded(), recorded());
  expect(new Set([...mine, ...other])).toEqual(new Set(['same']));
});

test('what one play alone decided stands in one list only, with what followed', () => {
  const looked = recorded(line('inspect tags harborlight/base', 60));
  const { mine, other } = differencesOf(looked, recorded());
  const began = factOf(looked, 'began: inspect tags');
  expect(mine[began]).toBe('only here');
  expect(mine.filter((one) => one !== 'same')).toHaveLength(2);
  expect(new Set(other)).toEqual(new Set(['same']));
});

test('the same decision at another time is told from one that was never taken', () => {
  const early = recorded(line('inspect tags harborlight/base', 60));
  const late = recorded(line('inspect tags harborlight/base', 600));
  const { mine, other } = differencesOf(early, late);
  expect(mine[factOf(early, 'began: inspect tags')]).toBe('other time');
  expect(other[factOf(late, 'began: inspect tags')]).toBe('other time');
  expect([...mine, ...other]).not.toContain('only here');
});

test('twice here and once there leaves one without a partner, and it is not the one of the same second', () => {
  const twice = recorded(
    line('inspect tags harborlight/base', 60),
    line('inspect tags harborlight/base', 600),
  );
  const once = recorded(line('inspect tags harborlight/base', 600));
  const { mine, other } = differencesOf(twice, once);
  const began = twice.history.flatMap((_, position) =>
    twice.sentenceAt(position).includes('began: inspect tags') ? [mine[position]] : [],
  );
  expect(began).toEqual(['only here', 'same']);
  expect(other).not.toContain('only here');
});

test('swapping the two plays swaps the two lists', () => {
  const [one, two] = [playbookOf('novice'), playbookOf('expert')].map(({ decisions }) =>
    makeRecording(played(decisions)),
  ) as [Recording, Recording];
  const { mine, other } = differencesOf(one, two);
  expect(differencesOf(two, one)).toEqual({ mine: other, other: mine });
  const paired = (list: readonly string[]) => list.filter((word) => word !== 'only here').length;
  expect(paired(mine)).toBe(paired(other));
  expect(mine).toContain('only here');
});
