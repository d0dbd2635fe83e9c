import type { PlaybookSpec } from '../exercise/definition.ts';
import type { Checker } from '../schema/checker.ts';
import type { ScenarioSource } from '../schema/scenario.ts';
import type { Diagnostic, Path } from './diagnostic.ts';
import type { Linker } from './linker.ts';
import { linkDecisions, playbookLines, readPlaybook } from './playbook.ts';
import { openProblems, type PositionOf } from './problems.ts';
import type { Drawn } from './vary.ts';
import { quoted } from './visible-text.ts';

/** Gives the text of a file beside the scenario; null or undefined when there is none. */
export type ReadPlaybook = (path: string) => string | null | undefined;

/** What reading playbooks takes: places in the scenario's file, the files beside it, and what the session's seed draws in them. */
export interface PlaybookReading extends Pick<Drawn, 'redraw'> {
  readonly positionOf: PositionOf;
  readonly read: ReadPlaybook | null;
  readonly checker: Checker;
}

export interface LinkedPlaybooks {
  readonly playbooks: readonly PlaybookSpec[];
  /** Problems inside playbook files; those of the scenario file itself are with the linker. */
  readonly diagnostics: readonly Diagnostic[];
}

type Entry = ScenarioSource['playbooks'][number];

/** Links the playbooks of a scenario. Without a reader those that stand in files of their own are left out. */
export function linkPlaybooks(linker: Linker, reading: PlaybookReading): LinkedPlaybooks {
  const { playbooks, endings } = linker.source;
  const diagnostics: Diagnostic[] = [];
  const linked = playbooks.flatMap((entry, index) => {
    const path: Path = ['playbooks', index];
    const ids = endings.map((ending) => ending.id);
    if (!ids.includes(entry.ending))
      linker.problems.unknown([...path, 'ending'], entry.ending, 'ending', ids);
    const others = playbooks.map((other) => other.id).filter((id) => id !== entry.id);
    if (entry.twin !== undefined && !others.includes(entry.twin))
      linker.problems.unknown([...path, 'twin'], entry.twin, 'playbook', others);
    checkEntry(linker, entry, path);
    const decisions = decisionsOf(linker, entry, path, reading, diagnostics);
    return decisions === null ? [] : [{ ...specOf(entry), decisions: reading.redraw(decisions) }];
  });
  return { playbooks: linked, diagnostics };
}

function specOf({ id, title, ending, band, hazard, twin }: Entry): Omit<PlaybookSpec, 'decisions'> {
  return { id, title, ending, band, hazard: hazard ?? null, twin: twin ?? null };
}

function checkEntry(linker: Linker, entry: Entry, path: Path): void {
  const { problems } = linker;
  if (entry.band[0] > entry.band[1]) {
    problems.add({
      path: [...path, 'band'],
      code: 'link/band',
      message: 'The lower end of this band is above its upper end.',
      mend: 'Write the lower number first.',
    });
  }
  if ((entry.file === undefined) === (entry.decisions === undefined)) {
    problems.add({
      path,
      code: 'link/playbook-shape',
      message: `The playbook ${quoted(entry.id)} has ${entry.file === undefined ? 'neither "file" nor' : 'both "file" and'} "decisions".`,
      mend: 'Write exactly one of the two.',
    });
  }
  if (entry.hazard !== undefined && !linker.source.hazards.includes(entry.hazard)) {
    problems.unknown([...path, 'hazard'], entry.hazard, 'hazard', linker.source.hazards);
  }
}

function decisionsOf(
  linker: Linker,
  entry: Entry,
  path: Path,
  { positionOf, read, checker }: PlaybookReading,
  diagnostics: Diagnostic[],
): PlaybookSpec['decisions'] | null {
  if (entry.decisions !== undefined) {
    linkDecisions(linker, entry.decisions, [...path, 'decisions']);
    return playbookLines(linker, entry.decisions, [...path, 'decisions'], positionOf);
  }
  if (entry.file === undefined || read === null) return null;
  const text = read(entry.file);
  if (text == null) {
    linker.problems.add({
      path: [...path, 'file'],
      code: 'link/no-such-file',
      message: `The file ${quoted(entry.file)} cannot be read.`,
      mend: 'Write its path relative to the folder of the scenario.',
    });
    return null;
  }
  const { document, diagnostics: found } = readPlaybook(text, entry.file, checker);
  diagnostics.push(...found);
  if (document === null) return null;
  const problems = openProblems(entry.file, document.positionOf);
  if (document.scenario !== linker.source.id)
    problems.unknown(['scenario'], document.scenario, 'scenario', [linker.source.id]);
  linkDecisions({ ...linker, problems }, document.decisions, ['decisions']);
  diagnostics.push(...problems.list());
  return playbookLines(linker, document.decisions, ['decisions'], document.positionOf);
}
