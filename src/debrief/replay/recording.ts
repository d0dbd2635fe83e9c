import type { Session } from '../../exercise/session.ts';
import type { StoryState } from '../../exercise/story.ts';
import type { Fact } from '../../world/fact.ts';
import { openWorld } from '../../world/opening.ts';
import type { World } from '../../world/state.ts';
import { tell } from '../../world/tell.ts';
import type { Seconds } from '../../world/time.ts';
import { evolve } from '../../world/world.ts';
import { plainLine } from '../plain-line.ts';
import { kindOfSubject, truthOf } from './truth.ts';

/** Facts between two kept worlds: any moment is at most so many facts away from one. */
const EVERY = 100;

export type MarkKind = 'decision' | 'inject' | 'attack' | 'claim' | 'end';

/** A place in the timeline that one may want to jump to; `index` counts the facts up to and including it. */
export interface Marker {
  readonly index: number;
  readonly at: Seconds;
  readonly kind: MarkKind;
}

/** A session laid out for looking at any of its moments. Worlds share structure, so that keeping many costs little. */
export interface Recording {
  readonly session: Session;
  readonly history: readonly Fact[];
  readonly from: Seconds;
  readonly to: Seconds;
  /** The world after 0, 100, 200 … facts. */
  readonly worlds: readonly World[];
  /** The story's state from a count of facts on. */
  readonly stories: readonly { readonly index: number; readonly state: StoryState }[];
  readonly markers: readonly Marker[];
  /** Subjects that carried an implant or were held by an intruder at any time. */
  readonly trouble: ReadonlySet<string>;
  /** One sentence a fact, in the order of the history; told when it is asked for. */
  readonly sentenceAt: (position: number) => string;
}

/** Folds a history once and keeps a world every 100 facts. `session` is finished, or stands where play has come to. */
export function makeRecording(session: Session): Recording {
  const { engine } = session;
  const { clock } = engine.scenario.estate;
  const { history } = session.course;
  const last = history.at(-1)?.at ?? 0;
  return {
    session,
    history,
    from: Math.min(clock.opens, history[0]?.at ?? 0),
    to: Math.max(session.now, last),
    ...fold(session),
    sentenceAt: teller(history),
  };
}

function fold(session: Session): Pick<Recording, 'worlds' | 'stories' | 'markers' | 'trouble'> {
  const { story, scenario } = session.engine;
  let world = openWorld(scenario.estate);
  let { state } = story.initial;
  const worlds: World[] = [world];
  const stories = [{ index: 0, state }];
  const markers: Marker[] = [];
  const trouble = new Set<string>();
  // A token that leaked long ago has no fact either.
  for (const id of Object.keys(world.credentials)) note(trouble, world, id);
  for (const [position, fact] of session.course.history.entries()) {
    const index = position + 1;
    world = evolve(world, fact);
    if (index % EVERY === 0) worlds.push(world);
    if (story.listens(state, fact.kind)) {
      const next = story.step(state, fact, world).state;
      if (next !== state) stories.push({ index, state: next });
      state = next;
    }
    const kind = markOf(fact, world);
    if (kind !== null) markers.push({ index, at: fact.at, kind });
    noteTrouble(trouble, world, fact);
  }
  return { worlds, stories, markers, trouble };
}

function markOf(fact: Fact, world: World): MarkKind | null {
  switch (fact.kind) {
    case 'decided':
      return 'decision';
    case 'inject-delivered':
      return 'inject';
    case 'declared':
      return 'claim';
    case 'exercise-ended':
      return 'end';
    case 'tag-moved':
    case 'credential-copied':
    case 'repositories-cloned':
      return world.estate.agents[fact.by] === undefined && fact.kind !== 'credential-copied'
        ? null
        : 'attack';
    case 'credential-issued':
      return world.estate.agents[fact.by] === undefined ? null : 'attack';
    default:
      return null;
  }
}

function noteTrouble(trouble: Set<string>, world: World, fact: Fact): void {
  note(trouble, world, fact.subject);
  if (fact.kind === 'run-published' && fact.data.tag !== null) note(trouble, world, fact.data.tag);
  // What a pipeline would build on changes without any fact of its own.
  if (REACHES_BUILDS.has(fact.kind)) for (const id of Object.keys(world.pipelines)) note(trouble, world, id);
}

function note(trouble: Set<string>, world: World, id: string): void {
  const kind = trouble.has(id) ? null : kindOfSubject(world, id);
  if (kind !== null && truthOf(world, kind, id).bad) trouble.add(id);
}

const REACHES_BUILDS: ReadonlySet<Fact['kind']> = new Set([
  'tag-moved',
  'cache-fetched',
  'runner-fetched',
  'control-set',
  'control-lifted',
]);

function teller(history: readonly Fact[]): Recording['sentenceAt'] {
  const told: string[] = [];
  return (position) => {
    const known = told[position];
    const fact = history[position];
    if (known !== undefined || fact === undefined) return known ?? '';
    const sentence = plainLine(tell(fact));
    told[position] = sentence;
    return sentence;
  };
}

/** The world after so many facts: the nearest kept one before, and at most 99 facts more. */
export function worldAfter({ worlds, history }: Recording, index: number): World {
  const kept = Math.min(worlds.length - 1, Math.floor(index / EVERY));
  let world = worlds[kept] as World;
  for (let position = kept * EVERY; position < index; position++)
    world = evolve(world, history[position] as Fact);
  return world;
}
