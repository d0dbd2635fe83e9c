import type { Scenario } from '../exercise/definition.ts';
import type { Taken } from '../exercise/session.ts';
import { parseLine } from '../world/attempt.ts';
import type { Seconds } from '../world/time.ts';
import type { LinePlayer } from './line-player.ts';
import { changed } from './near.ts';
import type { Went } from './right-line.ts';
import type { Move } from './step.ts';

/** A change that a law says cannot raise, lower or alter the score, and did. */
export interface Breach {
  readonly law: '4a' | '4b' | '4c';
  readonly at: Seconds;
  readonly do: string;
  /** What was changed, in words. */
  readonly change: string;
  readonly points: number;
  readonly before: number;
  readonly moves: readonly Move[];
}

/** Law 4 tried on a right line and its neighbours: for each neighbour the breach that it is, or null. */
export function* breachesOf(right: Went, scenario: Scenario, player: LinePlayer): Generator<Breach | null> {
  yield* delaysThatPay(right, player);
  yield* hurriesThatCost(right, scenario, player);
  yield* ordersThatMatter(right, scenario, player);
}

const MINUTE = 60;
const DELAYS = [5, 15, 30, 60];
const EARLIER = [1, 5, 15, 30, 60];

/** Law 4a: delaying the rest of a right line never raises its score. */
function* delaysThatPay(right: Went, player: LinePlayer): Generator<Breach | null> {
  for (const [index, move] of right.moves.entries()) {
    for (const minutes of DELAYS) {
      const moves = right.moves.map((one, place) =>
        place < index ? one : { ...one, at: one.at + minutes * MINUTE },
      );
      const { points } = player.play(moves).outcome;
      const change = `it and all after it ${minutes}m later`;
      const isBreach = points > right.points;
      yield isBreach ? { law: '4a', ...move, change, points, before: right.points, moves } : null;
    }
  }
}

const HELPS_EARLY = /^(pause|isolate|preserve|revoke|protect|require-signatures|allow-only|deny|notify)\b/;

/** Law 4b: one of these decisions earlier, all else at its time and still accepted, never lowers the score. */
function* hurriesThatCost(right: Went, scenario: Scenario, player: LinePlayer): Generator<Breach | null> {
  for (const [index, move] of right.moves.entries()) {
    if (!HELPS_EARLY.test(move.do) || isPublic(scenario, move.do)) continue;
    for (const minutes of EARLIER) {
      const to = move.at - minutes * MINUTE;
      if (to < 0 || isTakenBack(right, index, to) || !hasHands(right, index, to)) continue;
      const moves = changed(right.moves, [{ kind: 'move', index, to }]);
      const { outcome, left } = player.play(moves);
      const isWorse =
        outcome.refusals > right.outcome.refusals || outcome.falseClaims > right.outcome.falseClaims;
      const holds = left.length > 0 || isWorse || outcome.points >= right.points;
      const change = `${minutes}m earlier`;
      const { points } = outcome;
      yield holds ? null : { law: '4b', ...move, change, points, before: right.points, moves };
    }
  }
}

function isPublic(scenario: Scenario, line: string): boolean {
  const [verb, audience = ''] = line.split(' ');
  return verb === 'notify' && scenario.estate.audiences[audience]?.public === true;
}

// One that is taken back in between is another decision.
function isTakenBack({ moves }: Went, index: number, from: Seconds): boolean {
  const target = moves[index]?.do.split(' ')[1] ?? '';
  return moves.some(
    (move, place) =>
      place < index && move.at >= from && /^(lift|resume) /.test(move.do) && move.do.includes(target),
  );
}

// All else keeps its time only if the role was idle then for as long as the decision takes.
function hasHands({ taken }: Went, index: number, from: Seconds): boolean {
  const mine = taken[index];
  if (mine === undefined) return false;
  const until = from + mine.until - mine.at;
  return taken.every(
    (other) => other === mine || other.by !== mine.by || other.until <= from || other.at >= until,
  );
}

/** Law 4c: neighbours of equal cost that touch nothing in common score the same in either order. */
function* ordersThatMatter(right: Went, scenario: Scenario, player: LinePlayer): Generator<Breach | null> {
  for (const [index, left] of right.taken.entries()) {
    for (const [ahead, other] of right.taken.slice(index + 1, index + 5).entries()) {
      if (!isSameCost(left, other) || !isDisjoint(scenario, left.line, other.line)) continue;
      if (!isQuietBetween(right, scenario, left, other)) continue;
      const [first, second] = [right.moves[index] as Move, right.moves[index + 1 + ahead] as Move];
      const moves = right.moves.map((move, place) => {
        if (place === index) return { ...second, at: first.at };
        return place === index + 1 + ahead ? { ...first, at: second.at } : move;
      });
      const { outcome, left: dropped } = player.play(moves);
      const holds = dropped.length > 0 || outcome.points === right.points;
      const change = `after "${second.do}"`;
      const { points } = outcome;
      yield holds ? null : { law: '4c', ...first, change, points, before: right.points, moves };
    }
  }
}

const isSameCost = (left: Taken, right: Taken): boolean =>
  left.until - left.at === right.until - right.at && left.lands - left.at === right.lands - right.at;

/** Names that a line reads or writes. A notice is held against all that is true, so it is disjoint from nothing that changes anything. */
function footprint(scenario: Scenario, line: string): readonly string[] {
  const parsed = parseLine(line);
  if (!parsed.ok) return ['*'];
  const { verb, targets, to } = parsed.attempt;
  if (/^(notify|answer|correct|declare|ask|trace|verify|rebuild|deploy|resume)$/.test(verb)) return ['*'];
  return [...targets, ...(to === null ? [] : [to])].flatMap((word) => [
    word,
    word.split(/[:@#]/)[0] ?? word,
    ...(scenario.estate.caches[word] === undefined ? [] : [scenario.estate.caches[word].upstream]),
  ]);
}

function isDisjoint(scenario: Scenario, left: string, right: string): boolean {
  const one = footprint(scenario, left);
  const other = footprint(scenario, right);
  return !one.includes('*') && !other.includes('*') && !one.some((word) => other.includes(word));
}

// Nothing falls due while the two are under way but landings of others that have nothing to do with either.
function isQuietBetween(line: Went, scenario: Scenario, left: Taken, right: Taken): boolean {
  const last = Math.max(left.lands, right.lands);
  return line.history.every((fact) => {
    if (fact.at <= left.at || fact.at > last || fact.kind === 'decided') return true;
    if (fact.cause === left.seq || fact.cause === right.seq) return true;
    const other = line.taken.find((taken) => taken.seq === fact.cause)?.line ?? '';
    return (
      fact.cause !== null && isDisjoint(scenario, other, left.line) && isDisjoint(scenario, other, right.line)
    );
  });
}
