import type { PlaybookLine } from '../exercise/definition.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import { utf8 } from '../world/content/bytes.ts';
import type { Hash } from '../world/content/oci.ts';
import { type Calendar, parseTimestamp, type Seconds } from '../world/time.ts';
import { shiftDelivery, shiftSchedule } from './shift-times.ts';
import { holdsName, swapInText, swapNames } from './swap-names.ts';

/** A scenario as a seed draws it. */
export interface Drawn {
  readonly source: ScenarioSource;
  /** What stands in playbook files, drawn likewise; every line keeps its place in its file. */
  readonly redraw: (lines: readonly PlaybookLine[]) => readonly PlaybookLine[];
}

interface State extends Drawn {
  readonly calendar: Calendar;
}

type Draw = ScenarioSource['vary'][number];

/**
 * The source with what its `vary` block draws from a seed; seed 0 is the file as written. Each draw depends on the scenario's id,
 * the seed and its own id alone, so that mending a text changes no draw. Draws of unknown names are left to the linker to report.
 */
export function drawn(source: ScenarioSource, seed: number, hash: Hash): Drawn {
  const calendar = parseTimestamp(source.clock.startEx);
  const asWritten: Drawn = { source, redraw: (lines) => lines };
  if (seed === 0 || calendar === null) return asWritten;
  const pick = (id: string, count: number): number => {
    const digits = hash(utf8(`${source.id} ${seed} ${id}`)).slice(0, 12);
    return Number.parseInt(digits, 16) % count;
  };
  return source.vary.reduce((state: State, draw) => applied(state, draw, pick), { ...asWritten, calendar });
}

function applied(state: State, draw: Draw, pick: (id: string, count: number) => number): State {
  if (draw.credentials !== undefined) {
    const [first = '', taken = first] = taking(draw.credentials, pick(draw.id, draw.credentials.length));
    return swapCredentials(state, first, taken);
  }
  if (draw.tags !== undefined) {
    const [first = '', taken = first] = taking(draw.tags, pick(draw.id, draw.tags.length));
    return swapTags(state, first, taken);
  }
  if (draw.minutes !== undefined) {
    const { of, plusMinus } = draw.minutes;
    return moved(state, of, (pick(draw.id, 2 * plusMinus + 1) - plusMinus) * 60);
  }
  return draw.digests === true
    ? { ...state, source: stamped(state.source, draw.id, (id) => pick(id, 2 ** 40)) }
    : state;
}

const taking = (names: readonly string[], index: number): readonly (string | undefined)[] => [
  names[0],
  names[index],
];

// What consoles call a credential is part of its name; all else belongs to the place that it takes.
function swapCredentials(state: State, first: string, taken: string): State {
  const { credentials } = state.source.world;
  const [one, other] = [own(credentials, first), own(credentials, taken)];
  if (first === taken || one === undefined || other === undefined) return state;
  const source = swapAll(state.source, first, taken);
  const swapped = source.world.credentials;
  const labelled = Object.fromEntries(
    Object.entries(swapped).map(([id, spec]) => [
      id,
      { ...spec, label: id === first ? one.label : id === taken ? other.label : spec.label },
    ]),
  );
  return {
    ...state,
    source: { ...source, world: { ...source.world, credentials: labelled } },
    redraw: renaming(state, first, taken),
  };
}

function swapTags(state: State, first: string, taken: string): State {
  const [repo, tag] = splitTag(first);
  const [otherRepo, otherTag] = splitTag(taken);
  if (first === taken || repo !== otherRepo || own(state.source.world.repositories, repo) === undefined)
    return state;
  const source = swapAll(state.source, first, taken);
  const repositories = Object.fromEntries(
    Object.entries(source.world.repositories).map(([name, spec]) => [
      name,
      name === repo ? { ...spec, tags: swapKeys(spec.tags, tag, otherTag) } : spec,
    ]),
  );
  return {
    ...state,
    source: { ...source, world: { ...source.world, repositories } },
    redraw: renaming(state, first, taken),
  };
}

// What is drawn from, where it came from and the playbooks, which are drawn when they are read, stay as they are written.
function swapAll(source: ScenarioSource, one: string, other: string): ScenarioSource {
  const { vary, sources, playbooks } = source;
  return { ...swapNames(source, one, other), vary, sources, playbooks };
}

const renaming =
  ({ redraw }: Drawn, one: string, other: string): Drawn['redraw'] =>
  (lines) =>
    redraw(lines).map((line) => ({ ...line, do: swapInText(line.do, one, other) }));

function swapKeys<T>(record: Readonly<Record<string, T>>, one: string, other: string): Record<string, T> {
  const swap = (key: string): string => (key === one ? other : key === other ? one : key);
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [swap(key), value]));
}

function splitTag(tag: string): readonly [string, string] {
  const colon = tag.lastIndexOf(':');
  return [tag.slice(0, colon), tag.slice(colon + 1)];
}

function moved(state: State, of: string, by: Seconds): State {
  const { source, calendar } = state;
  if (own(source.injects, of) === undefined)
    return { ...state, source: shiftSchedule(source, calendar, of, by) };
  const shifted = shiftDelivery(source, calendar, of, by);
  return { ...state, source: shifted.source, redraw: answering(state, of, shifted.from, shifted.to) };
}

// Nobody can speak of a message that has not come: where it comes later, lines that name it wait for it and for a moment to read it.
function answering({ redraw }: Drawn, inject: string, from: Seconds | null, to: Seconds | null) {
  return (lines: readonly PlaybookLine[]): readonly PlaybookLine[] => {
    const before = redraw(lines);
    if (from === null || to === null || to <= from) return before;
    const late = before.map((line) => {
      if (line.at === null || line.at < from || !holdsName(line.do, inject)) return line;
      return { ...line, at: Math.max(line.at, to + Math.min(line.at - from, READING)) };
    });
    const isTimed = late.every(({ at }) => at !== null);
    return isTimed ? late.toSorted((left, right) => (left.at ?? 0) - (right.at ?? 0)) : late;
  };
}

const READING: Seconds = 120;

/** Images that rest on no other get a label of their own; what is built on them inherits it, and with it other bytes. */
function stamped(source: ScenarioSource, id: string, pick: (id: string) => number): ScenarioSource {
  const images = Object.fromEntries(
    Object.entries(source.world.images).map(([name, image]) => {
      if (image.from !== undefined) return [name, image];
      const revision = [0, 1, 2, 3].map((part) => hex(pick(`${id} ${name} ${part}`))).join('');
      return [name, { ...image, labels: { ...image.labels, [REVISION]: revision } }];
    }),
  );
  return { ...source, world: { ...source.world, images } };
}

const REVISION = 'org.opencontainers.image.revision';
const hex = (value: number): string => value.toString(16).padStart(10, '0');

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
