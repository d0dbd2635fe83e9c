import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { median, ROOT } from '../measuring.mjs';

const PEERS = path.join(ROOT, 'test', 'bench', 'peers');
const ROUNDS = 9;
const SECONDS = 0.5;

/** Calls `work` for a while and gives how many units a second it did; `work` returns the units of one call. */
function perSecond(work) {
  const start = performance.now();
  let units = 0;
  let now = start;
  while (now - start < SECONDS * 1000) {
    units += work();
    now = performance.now();
  }
  return (units * 1000) / (now - start);
}

/** A whole play of the expert's line, prologue to aftermath, story and history included; counts the attempts judged. */
async function plays() {
  const { loadScenarioOne, loadExpert } = await import('../scenario-one.mjs');
  const scenario = await loadScenarioOne();
  const lines = await loadExpert();
  const from = (file) => import(path.join(ROOT, 'src', file));
  const { makeEngine, openSession, finish } = await from('exercise/session.ts');
  const { playLines } = await from('exercise/playbook.ts');
  const engine = makeEngine(scenario);
  return () => {
    const played = playLines(openSession(engine), lines);
    if (!played.ok) throw new Error(played.problem.message);
    const { agenda } = finish(played.session).course;
    return agenda.nextSeq - 1 - agenda.entries.length;
  };
}

function requirePeer(name) {
  if (!fs.existsSync(path.join(PEERS, 'node_modules'))) {
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--silent'], {
      cwd: PEERS,
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('the peers could not be installed');
  }
  return createRequire(path.join(PEERS, 'package.json'))(name);
}

/** A table as a game of this kind keeps several of. */
function table() {
  return Object.fromEntries(
    Array.from({ length: 12 }, (_, row) => [`row${row}`, { count: 0, held: [1, 2, 3] }]),
  );
}

/** boardgame.io's reducer on a game of four tables of twelve rows, where every move changes a row and passes the turn. */
function moves() {
  process.env.NODE_ENV = 'production';
  const { CreateGameReducer, InitializeGame } = requirePeer('boardgame.io/internal');
  const game = {
    setup: () => ({ count: 0, tags: table(), credentials: table(), pipelines: table(), consumers: table() }),
    moves: {
      add: ({ G }) => {
        G.count += 1;
        G.tags.row3.count += 1;
      },
    },
    turn: { minMoves: 1, maxMoves: 1 },
  };
  const reducer = CreateGameReducer({ game });
  const makeMove = (player) => ({ type: 'MAKE_MOVE', payload: { type: 'add', args: [], playerID: player } });
  const opening = InitializeGame({ game });
  return () => {
    let state = opening;
    for (let move = 0; move < 200; move += 1) state = reducer(state, makeMove(String(move % 2)));
    if (state.G.count !== 200) throw new Error('boardgame.io did not count');
    return 200;
  };
}

/** Bare XState: one transition after another on five parallel regions of eight states. */
async function transitions() {
  const { createMachine, initialTransition, transition } = await import('xstate');
  const region = {
    initial: 's0',
    states: Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`s${index}`, { on: { next: `s${(index + 1) % 8}` } }]),
    ),
  };
  const machine = createMachine({
    type: 'parallel',
    states: Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`r${index}`, region])),
  });
  const [opening] = initialTransition(machine);
  return () => {
    let state = opening;
    for (let step = 0; step < 200; step += 1) [state] = transition(machine, state, { type: 'next' });
    return 200;
  };
}

async function measureAgainst(makePeer) {
  const ours = await plays();
  const peer = await makePeer();
  ours();
  peer();
  const [mine, theirs] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    mine.push(perSecond(ours));
    theirs.push(perSecond(peer));
  }
  return { measured: median(mine), floor: median(theirs), unit: 'per second' };
}

export const rows = [
  {
    name: 'attempts judged, whole plays of the first drill',
    floor: "boardgame.io's reducer",
    reach: { ratio: 5, atLeast: true },
    measure: () => measureAgainst(async () => moves()),
  },
  {
    name: 'attempts judged, whole plays of the first drill',
    floor: 'bare XState transitions',
    reach: { ratio: 5, atLeast: true },
    measure: () => measureAgainst(transitions),
  },
];
