import { describe, expect, test } from 'vitest';
import type { Taken } from '../../src/exercise/session.ts';
import { parseLine } from '../../src/world/attempt.ts';
import { SCENARIO_ONE } from '../helpers/scenario-one.ts';
import { delayed, go, lowered, name, type Went, went } from '../helpers/variations.ts';

const EXPERT = went('expert');
describe('law 4a: delaying the rest of a right play', () => {
  test.each([1, 5, 15, 30])('by %i minutes never raises its score', (minutes) => {
    const raised = EXPERT.lines.flatMap((_, index) => {
      const later = go(delayed(EXPERT.lines, index, minutes));
      return later !== null && later.points > EXPERT.points
        ? [`${name(EXPERT, index)}: ${later.points}`]
        : [];
    });
    expect(raised).toEqual([]);
  });

  test('by ever more minutes gives ever fewer points, or as many', () => {
    const rising = EXPERT.lines.flatMap((_, index) => {
      const points = [0, 5, 15, 30, 60].map(
        (minutes) => go(delayed(EXPERT.lines, index, minutes))?.points ?? 0,
      );
      return points.some((one, place) => place > 0 && one > (points[place - 1] ?? 0))
        ? [`${name(EXPERT, index)}: ${points.join(' ')}`]
        : [];
    });
    expect(rising).toEqual([]);
  });
});

describe('law 4b: doing one right thing earlier, all else at its time', () => {
  // Every minute of every right play is gone through in test/slow.
  test.each(['expert', 'right-delete-nothing', 'novice', 'clean-first', 'internal-only'])(
    'never lowers the score of %s',
    (id) => {
      expect(lowered(went(id), [1, 5, 15, 30, 60])).toEqual([]);
    },
  );
});

/** Names that a line reads or writes. A notice is held against all that is true, so it is disjoint from nothing that changes anything. */
function footprint(line: string): readonly string[] {
  const parsed = parseLine(line);
  if (!parsed.ok) return ['*'];
  const { verb, targets, to } = parsed.attempt;
  if (/^(notify|answer|correct|declare|ask|trace|verify|rebuild|deploy|resume)$/.test(verb)) return ['*'];
  return [...targets, ...(to === null ? [] : [to])].flatMap((word) => [
    word,
    word.split(/[:@#]/)[0] ?? word,
    ...(SCENARIO_ONE.estate.caches[word] === undefined ? [] : [SCENARIO_ONE.estate.caches[word].upstream]),
  ]);
}

function disjoint(left: string, right: string): boolean {
  const one = footprint(left);
  const other = footprint(right);
  return !one.includes('*') && !other.includes('*') && !one.some((word) => other.includes(word));
}

/** True when nothing falls due while the two are under way but landings of others that have nothing to do with either. */
function nothingBetween(one: Went, left: Taken, right: Taken): boolean {
  const last = Math.max(left.lands, right.lands);
  return one.session.course.history.every((fact) => {
    if (fact.at <= left.at || fact.at > last || fact.kind === 'decided') return true;
    if (fact.cause === left.seq || fact.cause === right.seq) return true;
    const other = one.taken.find((taken) => taken.seq === fact.cause)?.line ?? '';
    return fact.cause !== null && disjoint(other, left.line) && disjoint(other, right.line);
  });
}

const sameCost = (left: Taken, right: Taken): boolean =>
  left.until - left.at === right.until - right.at && left.lands - left.at === right.lands - right.at;

/** Pairs of a play that may change places: close to each other, equal in cost, disjoint, nothing due between. */
function pairs(one: Went): readonly (readonly [number, number])[] {
  return one.taken.flatMap((left, index) =>
    one.taken.slice(index + 1, index + 5).flatMap((right, ahead) => {
      const fits =
        sameCost(left, right) && disjoint(left.line, right.line) && nothingBetween(one, left, right);
      return fits ? [[index, index + 1 + ahead] as const] : [];
    }),
  );
}

function swapped(one: Went, [left, right]: readonly [number, number]): Went | null {
  const [first, second] = [one.lines[left], one.lines[right]];
  if (first === undefined || second === undefined) return null;
  return go(
    one.lines.map((line, index) => {
      if (index === left) return { ...second, at: first.at };
      return index === right ? { ...first, at: second.at } : line;
    }),
  );
}

describe('law 4c: two neighbours of equal cost that have nothing to do with each other', () => {
  test('score the same in either order in every playbook', () => {
    let swaps = 0;
    const different = SCENARIO_ONE.playbooks.flatMap(({ id }) => {
      const one = went(id);
      return pairs(one).flatMap((pair) => {
        const next = swapped(one, pair);
        if (next === null || next.taken.length !== one.taken.length) return [];
        swaps++;
        return next.points === one.points
          ? []
          : [`${id}: ${name(one, pair[0])} | ${name(one, pair[1])}: ${next.points}`];
      });
    });
    expect(different).toEqual([]);
    expect(swaps).toBeGreaterThan(20);
  });
});
