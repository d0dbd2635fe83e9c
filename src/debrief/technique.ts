import type { Session } from '../exercise/session.ts';
import { heldFrom, trackPredicates } from '../scoring/timeline.ts';
import { walk } from '../scoring/walk.ts';
import { openWorld } from '../world/opening.ts';
import type { Predicate } from '../world/predicate.ts';
import type { World } from '../world/state.ts';
import type { Seconds } from '../world/time.ts';

/** Whether a technique of the scenario was stopped for good, by what that is judged, and since when. */
export interface TechniqueAnswer {
  readonly technique: string;
  readonly verdict: 'stopped' | 'went on' | 'unknown';
  readonly since: Seconds | null;
  readonly question: string;
}

interface Question {
  readonly words: string;
  readonly when: Predicate;
}

/** Judges the techniques that a scenario names by the state of the world at the aftermath. */
export function answerTechniques(finished: Session): readonly TechniqueAnswer[] {
  const { scenario } = finished.engine;
  const { aftermath } = scenario.estate.clock;
  const asked = scenario.attack.techniques.map((technique) => ({
    technique,
    question: questionOf(technique, finished.course.world),
  }));
  const predicates = asked.flatMap(({ question }) => (question === null ? [] : [question.when]));
  const tracker = trackPredicates(predicates);
  walk(openWorld(scenario.estate), finished.course.history, aftermath, tracker.see);
  return asked.map(({ technique, question }): TechniqueAnswer => {
    if (question === null)
      return { technique, verdict: 'unknown', since: null, question: 'nothing that a session records' };
    const held = heldFrom(tracker.changesOf(question.when), aftermath);
    const verdict = held === null ? 'went on' : 'stopped';
    return { technique, verdict, since: held?.at ?? null, question: question.words };
  });
}

/** What a technique lives on in this world. A sub-technique without a question of its own is asked that of its parent. */
function questionOf(technique: string, world: World): Question | null {
  const [parent = ''] = technique.split('.');
  const ask = QUESTIONS[technique] ?? QUESTIONS[parent];
  return ask === undefined ? null : ask(world);
}

const QUESTIONS: Readonly<Record<string, (world: World) => Question>> = {
  T1078: noLiveCredential,
  T1550: noLiveCredential,
  T1552: noLiveCredential,
  T1528: noLiveCredential,
  T1098: noMintedCredential,
  T1525: nothingServed,
  T1036: nothingServed,
  T1195: consumersReached,
  T1204: nothingRuns,
  T1071: nothingRuns,
  T1041: nothingRuns,
  T1213: noCodeToken,
};

const not = (of: Predicate): Predicate => ({ is: 'not', of });
const all = (of: readonly Predicate[]): Predicate => ({ is: 'all', of });

function noLiveCredential(world: World): Question {
  return {
    words: 'no credential works for the intruders any more',
    when: all(Object.keys(world.estate.agents).map((agent) => not({ is: 'holds-live', args: { agent } }))),
  };
}

// Tracked by name: a key that was never made is held by nobody, and a play without one counts as stopped.
function noMintedCredential(world: World): Question {
  const minted = Object.keys(world.credentials).filter((id) => world.credentials[id]?.mintedFrom != null);
  return {
    words: 'no credential that the intruders made themselves works',
    when: all(minted.map((credential) => ({ is: 'held-by-nobody', args: { credential } }))),
  };
}

function nothingServed(): Question {
  return {
    words: 'no tag or cache gives out an image of the intruders',
    when: not({ is: 'serves-poison', args: {} }),
  };
}

function nothingRuns(world: World): Question {
  return {
    words: 'nothing of ours runs the implant, and no build starts on it',
    when: all([
      ...Object.keys(world.workloads).map(
        (workload): Predicate => ({ is: 'runs-clean', args: { workload } }),
      ),
      ...Object.keys(world.pipelines).map((pipeline) => not({ is: 'builds-on-poison', args: { pipeline } })),
    ]),
  };
}

function consumersReached(): Question {
  return {
    words:
      'recovered: nothing of theirs left here, services up, at least 80 % of the exposed consumers clean',
    when: { is: 'recovered', args: {} },
  };
}

function noCodeToken(world: World): Question {
  const tokens = Object.values(world.estate.credentials).filter((spec) => spec.kind === 'forge-token');
  return {
    words: 'no token for our code works for the intruders',
    when: all(tokens.map(({ id }) => ({ is: 'held-by-nobody', args: { credential: id } }))),
  };
}
