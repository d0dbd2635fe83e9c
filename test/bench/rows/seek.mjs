import * as path from 'node:path';
import { median, ROOT } from '../measuring.mjs';
import { loadExpert, loadScenarioOne } from '../scenario-one.mjs';

const FACTS = 10_000;
const SEEKS = 2_000;
const REPLAYS = 5;

const from = (file) => import(path.join(ROOT, 'src', file));

/** The expert's history again and again, each time later, until it has 10,000 facts: every one changes the world as it did. */
async function longSession() {
  const { makeEngine, openSession, finish } = await from('exercise/session.ts');
  const { playLines } = await from('exercise/playbook.ts');
  const played = playLines(openSession(makeEngine(await loadScenarioOne())), await loadExpert());
  if (!played.ok) throw new Error(played.problem.message);
  const finished = finish(played.session);
  const { history } = finished.course;
  const first = history[0].at;
  const length = history.at(-1).at - first + 1;
  const long = Array.from({ length: FACTS }, (_, index) => {
    const fact = history[index % history.length];
    const round = Math.floor(index / history.length);
    return { ...fact, id: `f${index + 1}`, at: fact.at + round * length };
  });
  return { ...finished, now: long.at(-1).at, course: { ...finished.course, history: long } };
}

/** Places spread over the whole timeline in an order that jumps about; the same ones every time. */
function places(from_, to) {
  let seed = 7;
  return Array.from({ length: SEEKS }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return from_ + Math.floor((seed / 2_147_483_647) * (to - from_));
  });
}

function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Milliseconds of each of many seeks: world, story and time of any second. */
async function ourSeeks() {
  const { makeRecording } = await from('debrief/replay/recording.ts');
  const { momentAt, worldAt, storyAt } = await from('debrief/replay/cursor.ts');
  const recording = makeRecording(await longSession());
  const times = [];
  for (const at of places(recording.from, recording.to)) {
    const started = performance.now();
    const moment = momentAt(recording, at);
    const world = worldAt(recording, moment);
    const story = storyAt(recording, moment);
    times.push(performance.now() - started);
    if (world.at !== at || story === '') throw new Error('the seek went nowhere');
  }
  return times;
}

/** The same 10,000 facts as events of an XState actor, played from the start: how one seeks without checkpoints. */
async function actorReplay() {
  const { createActor, createMachine } = await import('xstate');
  const { history } = (await longSession()).course;
  const region = {
    initial: 's0',
    states: Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`s${index}`, { on: { '*': `s${(index + 1) % 8}` } }]),
    ),
  };
  const machine = createMachine({
    type: 'parallel',
    states: Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`r${index}`, region])),
  });
  const times = [];
  for (let round = 0; round < REPLAYS; round += 1) {
    const started = performance.now();
    const actor = createActor(machine).start();
    for (const fact of history) actor.send({ type: fact.kind });
    times.push(performance.now() - started);
    actor.stop();
  }
  return median(times);
}

export const rows = [
  {
    name: 'seek in 10,000 facts, 99th percentile',
    floor: 'an XState actor replayed from the start',
    reach: { value: 5 },
    measure: async () => ({
      measured: percentile(await ourSeeks(), 0.99),
      floor: await actorReplay(),
      unit: 'ms',
    }),
  },
];
