import type { Engine } from '../exercise/advance.ts';
import { openSession, type Session } from '../exercise/session.ts';
import type { Seconds } from '../world/time.ts';
import { freeWalk } from './free-walk.ts';
import { type Breach, breachesOf } from './laws.ts';
import { type LinePlayer, makeLinePlayer, spent, type Tally } from './line-player.ts';
import { momentsThatMatter } from './moments.ts';
import { type Change, pairsOf, singleChanges, visit } from './near.ts';
import { type Gathered, makeReferee, type Referee } from './outcome.ts';
import { type OpenRecord, openRecord, type Record } from './record.ts';
import { foreignLines, rightLine, type Went } from './right-line.ts';
import { type KeyMaker, makeKeys } from './state-key.ts';

export interface ExploreBounds {
  /** States to be spent at most, over all parts; the laws on the first playbook are tried in any case. */
  readonly states: number;
  /** Moments that matter, at most. */
  readonly moments: number;
}

/** How much of a space was walked. A complete one is proven; of another one some was seen, and nothing follows for the rest. */
export interface Part {
  readonly id: 'playbooks' | 'one-change' | 'laws' | 'free-walk' | 'two-changes';
  readonly space: string;
  readonly complete: boolean;
  readonly lines: number;
}

export interface Explored {
  readonly tally: Tally;
  readonly moments: readonly Seconds[];
  readonly parts: readonly Part[];
  readonly record: Record;
  readonly breaches: readonly Breach[];
  readonly gathered: Gathered;
}

/** What every part of an exploration works with. */
interface Expedition {
  readonly engine: Engine;
  readonly opening: Session;
  readonly expert: Went;
  readonly moments: readonly Seconds[];
  readonly keys: KeyMaker;
  readonly player: LinePlayer;
  readonly record: OpenRecord;
  readonly referee: Referee;
  readonly bounds: ExploreBounds;
  readonly tally: Tally;
}

type Walk<T> = Generator<Tally, T>;

// Pairs are made of these many single changes; more of them would only be seen in part.
const MOST_TELLING = 60;
const MOST_FREE = 10;
const FREE_MOMENTS = 8;

/**
 * Walks the decision space of a scenario within the bounds: its playbooks as they are, everything one change away from its first
 * playbook, the laws of order on that, every order and moment of the decisions that matter most, and pairs of changes while states
 * are left. A generator: each step is a few milliseconds of work, and yields the tally so far.
 */
export function* explore(engine: Engine, bounds: ExploreBounds): Walk<Explored> {
  const { scenario } = engine;
  const opening = openSession(engine);
  const tally: Tally = { states: 0, merged: 0, scored: 0, stopped: false };
  const referee = makeReferee(opening, tally);
  const record = openRecord(opening, referee);
  record.see({ moves: [], outcome: referee.outcomeOf(opening) });
  const [first] = scenario.playbooks;
  const done = (
    moments: readonly Seconds[],
    parts: readonly Part[],
    breaches: readonly Breach[],
  ): Explored => {
    const found = record.read();
    return { tally, moments, parts, record: found, breaches, gathered: referee.gathered };
  };
  if (first === undefined) return done([], [], []);

  const expert = rightLine(opening, first, referee);
  const keys = makeKeys(scenario);
  const moments = momentsThatMatter(scenario, expert.history, bounds.moments);
  const player = makeLinePlayer(opening, keys, expert.moves, tally, referee);
  const trip: Expedition = { engine, opening, expert, moments, keys, player, record, referee, bounds, tally };
  const playbooks = yield* playAll(trip);
  const { part: single, telling } = yield* changeOne(trip);
  const { part: laws, breaches } = yield* holdToLaws(trip);
  const free = yield* walkFreely(trip, telling);
  const pairs = yield* changeTwo(trip, telling);
  return done(moments, [playbooks, single, laws, ...free, pairs], breaches);
}

function* playAll({ engine, opening, record, referee, tally }: Expedition): Walk<Part> {
  const { playbooks } = engine.scenario;
  let lines = 1;
  for (const playbook of playbooks) {
    if (tally.stopped) break;
    const went = rightLine(opening, playbook, referee);
    tally.states += went.moves.length;
    record.see({ moves: went.moves, outcome: went.outcome });
    lines += 1;
    yield tally;
  }
  const space = 'the playbooks of the file, and deciding nothing';
  return { id: 'playbooks', space, complete: lines > playbooks.length, lines };
}

function* changeOne(trip: Expedition): Walk<{ readonly part: Part; readonly telling: readonly Change[] }> {
  const { expert, moments, player, record, tally, bounds } = trip;
  const singles = singleChanges(
    expert.moves,
    moments,
    foreignLines(trip.engine.scenario.playbooks, expert.moves),
  );
  const telling: { readonly change: Change; readonly worth: number }[] = [];
  let lines = 0;
  const sets = singles.map((one) => [one]);
  const walk = visit(expert.moves, sets, player, bounds.states);
  let step = walk.next();
  for (; step.done !== true; step = walk.next()) {
    const { moves, outcome, changes } = step.value;
    record.see({ moves, outcome });
    lines += 1;
    const worth =
      Math.abs(outcome.points - expert.points) + (outcome.ending === expert.outcome.ending ? 0 : 100);
    if (worth > 0) telling.push({ change: changes[0] as Change, worth });
    yield tally;
  }
  telling.sort((left, right) => right.worth - left.worth);
  const space = `${singles.length} lines that differ from the first playbook by one decision: dropped, moved to one of ${moments.length} moments that matter, or one of another playbook put in at one of four`;
  const part: Part = { id: 'one-change', space, complete: step.value, lines };
  return { part, telling: telling.map(({ change }) => change) };
}

function* holdToLaws(trip: Expedition): Walk<{ readonly part: Part; readonly breaches: readonly Breach[] }> {
  const { expert, engine, player, record, tally } = trip;
  const breaches: Breach[] = [];
  let lines = 0;
  for (const breach of breachesOf(expert, engine.scenario, player)) {
    lines += 1;
    yield tally;
    if (tally.stopped) break;
    if (breach === null) continue;
    breaches.push(breach);
    record.see({ moves: breach.moves, outcome: player.play(breach.moves).outcome });
  }
  const space =
    'law 4 on the first playbook: each delay of the rest, each protective decision earlier, each pair of independent neighbours swapped';
  return { part: { id: 'laws', space, complete: !tally.stopped, lines }, breaches };
}

function* walkFreely(trip: Expedition, telling: readonly Change[]): Walk<readonly Part[]> {
  const { engine, opening, expert, keys, record, referee, tally, bounds } = trip;
  const alphabet = alphabetOf(telling, expert);
  const moments = momentsThatMatter(engine.scenario, expert.history, FREE_MOMENTS);
  // The other half is for pairs of changes.
  const most = spent(tally) + Math.floor((bounds.states - spent(tally)) / 2);
  const parts: Part[] = [];
  for (let size = 2; size <= Math.min(MOST_FREE, alphabet.length); size += 1) {
    const lines = alphabet.slice(0, size);
    const walk = freeWalk({ opening, alphabet: lines, moments, keys, judge: referee.judge }, tally, most);
    let walked = 0;
    let leaf = walk.next();
    for (; leaf.done !== true; leaf = walk.next()) {
      const { moves, session, judge } = leaf.value;
      record.see({ moves, outcome: referee.outcomeOf(session, judge ?? referee.judge) });
      walked += 1;
      yield tally;
    }
    const space = `every order and moment of ${size} decisions: ${lines.join(' · ')}`;
    parts.push({ id: 'free-walk', space, complete: leaf.value, lines: walked });
    if (!leaf.value) break;
  }
  return parts;
}

function* changeTwo(trip: Expedition, telling: readonly Change[]): Walk<Part> {
  const { expert, player, record, tally, bounds } = trip;
  const chosen = telling.slice(0, MOST_TELLING);
  let lines = 0;
  const walk = visit(expert.moves, pairsOf(chosen), player, bounds.states);
  let step = walk.next();
  for (; step.done !== true; step = walk.next()) {
    record.see(step.value);
    lines += 1;
    yield tally;
  }
  const space = `pairs of the ${chosen.length} single changes that mattered most`;
  return { id: 'two-changes', space, complete: step.value && !tally.stopped, lines };
}

/** The decisions behind the most telling changes, each once, the most telling first. */
function alphabetOf(changes: readonly Change[], { moves }: Went): readonly string[] {
  const texts = changes.flatMap((change) =>
    change.kind === 'insert' ? change.do : (moves[change.index]?.do ?? []),
  );
  // Closing early is tried by the single changes already; here it would only cut lines short.
  return [...new Set(texts)].filter((text) => !/^(declare|note)\b/.test(text));
}
