import * as path from 'node:path';
import { median, ROOT } from '../measuring.mjs';

const ROUNDS = 5;
const MOST = 100_000;
const MOMENTS = 8;
const ALPHABET = [
  'revoke hub-ci-2023',
  'notify consumers via mailing-list with digest=image:implant tag=harborlight/base:stable action=stop-pulling',
  'repoint harborlight/base:stable to image:clean',
];

async function space() {
  const { loadScenarioOne } = await import('../scenario-one.mjs');
  const from = (file) => import(path.join(ROOT, 'src', file));
  const session = await from('exercise/session.ts');
  const walk = { ...session, ...(await from('explore/free-walk.ts')) };
  const { momentsThatMatter } = await from('explore/moments.ts');
  const { makeKeys } = await from('explore/state-key.ts');
  const scenario = await loadScenarioOne();
  const opening = session.openSession(session.makeEngine(scenario));
  const moments = momentsThatMatter(scenario, session.finish(opening).course.history, MOMENTS);
  return { scenario, opening, moments, makeKeys, walk };
}

/** Every order and moment of three decisions of the first drill, as `check --explore` walks them; counts the states. */
async function ours() {
  const { scenario, opening, moments, makeKeys, walk } = await space();
  return () => {
    const tally = { states: 0, merged: 0, scored: 0 };
    const keys = makeKeys(scenario);
    const steps = walk.freeWalk({ opening, alphabet: ALPHABET, moments, keys, judge: null }, tally, MOST);
    for (let step = steps.next(); step.done !== true; step = steps.next());
    return tally.states;
  };
}

/**
 * The same sessions in an adjacency map: xstate/graph asks every event in every state, and knows a state again by its whole text,
 * which is how it comes. The scenario, the same in all states, is left out of that text.
 */
async function theirs() {
  const { fromTransition } = await import('xstate');
  const { getAdjacencyMap } = await import('xstate/graph');
  const { opening, moments, walk } = await space();
  const { decideNow, nextPoint, isOver, passTime } = walk;
  const next = (session, event) => {
    if (isOver(session)) return session;
    if (event.type !== 'wait') return decideNow(session, event.type) ?? session;
    const at = nextPoint(session, moments);
    return at === null ? session : passTime(session, at);
  };
  const events = ['wait', ...ALPHABET].map((type) => ({ type }));
  const textOf = ({ context: { course, now, free, taken } }) => {
    const { estate: _, ...world } = course.world;
    return JSON.stringify([world, course.agenda, course.story, now, free, taken]);
  };
  return () =>
    Object.keys(getAdjacencyMap(fromTransition(next, opening), { events, serializeState: textOf })).length;
}

function perSecond(work) {
  const start = performance.now();
  const units = work();
  return (units * 1000) / (performance.now() - start);
}

export const rows = [
  {
    name: 'states explored, three decisions at eight moments',
    floor: "xstate/graph's adjacency map",
    reach: { ratio: 10, atLeast: true },
    measure: async () => {
      const [mine, peer] = [await ours(), await theirs()];
      mine();
      peer();
      const [measured, floor] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        measured.push(perSecond(mine));
        floor.push(perSecond(peer));
      }
      return { measured: median(measured), floor: median(floor), unit: 'per second' };
    },
  },
];
