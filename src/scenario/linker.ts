import type { ScenarioSource } from '../schema/scenario.ts';
import type { Calendar, Seconds } from '../world/time.ts';
import { parseSpan, parseTime } from '../world/time.ts';
import type { Path } from './diagnostic.ts';
import type { ImageWorks } from './images.ts';
import type { NameKind, NameTable } from './names.ts';
import type { Problems } from './problems.ts';

/** What every part of the linker needs: the source, its names, its clock, and where to put problems. */
export interface Linker {
  readonly source: ScenarioSource;
  readonly names: NameTable;
  readonly calendar: Calendar;
  readonly endEx: Seconds;
  readonly aftermath: Seconds;
  readonly problems: Problems;
  /** Null while the images themselves do not link; digests are then left empty. */
  readonly works: ImageWorks | null;
}

const KIND_WORDS: Readonly<Partial<Record<NameKind, string>>> = { repo: 'repository' };

/** Looks a name up; says so where it is unknown. */
export function expectName(
  linker: Pick<Linker, 'names' | 'problems'>,
  kind: NameKind,
  name: string,
  path: Path,
  of?: 'key' | 'value',
): boolean {
  if (linker.names[kind].has(name)) return true;
  linker.problems.unknown(path, name, KIND_WORDS[kind] ?? kind, linker.names[kind], { of });
  return false;
}

/** A name of one of several kinds. */
export function expectOneOf(
  linker: Pick<Linker, 'names' | 'problems'>,
  kinds: readonly NameKind[],
  name: string,
  path: Path,
  others: readonly string[] = [],
): boolean {
  if (others.includes(name) || kinds.some((kind) => linker.names[kind].has(name))) return true;
  const known = [...kinds.flatMap((kind) => [...linker.names[kind]]), ...others];
  linker.problems.unknown(path, name, kinds.map((kind) => KIND_WORDS[kind] ?? kind).join(' or '), known);
  return false;
}

/** The second of a time that the schema has let through. */
export function timeOf(linker: Pick<Linker, 'calendar'>, text: string): Seconds {
  return parseTime(text, linker.calendar) ?? 0;
}

/** The length of a span that the schema has let through. */
export function spanOf(text: string): Seconds {
  return parseSpan(text) ?? 0;
}

/** The second of `endEx`, `aftermath`, a time, or a span counted from StartEx. */
export function momentOf(linker: Pick<Linker, 'calendar' | 'endEx' | 'aftermath'>, text: string): Seconds {
  if (text === 'endEx') return linker.endEx;
  if (text === 'aftermath') return linker.aftermath;
  return parseSpan(text) ?? parseTime(text, linker.calendar) ?? 0;
}
