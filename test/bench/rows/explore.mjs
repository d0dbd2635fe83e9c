import * as path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median, ROOT } from '../measuring.mjs';

const ROUNDS = 5;
const ROUND_MS = 2000;
const MOST = 1_000_000;
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
 * The same space in an adjacency map: xstate/graph asks every event in every state, and knows a state again by its whole text, which
 * is how it comes. The scenario, the same in all states, is left out of that text; a decision that was taken is not taken again.
 */
async function theirs() {
  const { fromTransition } = await import('xstate');
  const { getAdjacencyMap } = await import('xstate/graph');
  const { opening, moments, walk } = await space();
  const { decideNow, nextPoint, isOver, passTime } = walk;
  const next = (state, { type }) => {
    const { session, said } = state;
    if (isOver(session) || said.length === ALPHABET.length) return state;
    if (type === 'wait') {
      const at = nextPoint(session, moments);
      return at === null ? state : { session: passTime(session, at), said };
    }
    const taken = said.includes(type) ? null : decideNow(session, type);
    return taken === null ? state : { session: taken, said: [...said, type].sort() };
  };
  const events = ['wait', ...ALPHABET].map((type) => ({ type }));
  const textOf = ({ context: { session, said } }) => {
    const { course, now, free, taken } = session;
    const { estate: _, ...world } = course.world;
    return JSON.stringify([world, course.agenda, course.story, now, free, taken, said]);
  };
  return () => {
    const start = fromTransition(next, { session: opening, said: [] });
    return Object.keys(getAdjacencyMap(start, { events, serializeState: textOf })).length;
  };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Both work for about as long, so that a busy machine slows both alike, and neither clears up what the other left behind. */
function perSecond(work, least) {
  collectGarbage();
  const start = performance.now();
  let units = 0;
  while (performance.now() - start < least) units += work();
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
        measured.push(perSecond(mine, ROUND_MS));
        floor.push(perSecond(peer, ROUND_MS));
      }
      return { measured: median(measured), floor: median(floor), unit: 'per second' };
    },
  },
];
