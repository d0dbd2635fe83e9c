import { dirname, join, resolve } from 'node:path';
import type { PlayReport } from '../check/check-plays.ts';
import { lint } from '../check/lint.ts';
import type { PlayFinding } from '../check/play-rules.ts';
import { type ReadScenario, readScenario } from '../check/read-scenario.ts';
import { playbookText } from '../explore/playbook-text.ts';
import { hashBytes } from '../record/hash-bytes.ts';
import { readBeside, readText } from '../record/read-text.ts';
import { type Diagnostic, sortDiagnostics } from '../scenario/diagnostic.ts';

/** A diagnostic, with a playbook that shows it where one does. */
export interface Problem extends Diagnostic {
  readonly playbook: string | null;
}

/** What is known of one file so far. */
export interface CheckedFile {
  readonly file: string;
  readonly read: ReadScenario;
  /** Texts of all files that problems may lie in, by the name that is shown. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files on the disk that it was made from. */
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
  readonly plays: PlayReport | null;
}

/** Reads a file and what lies beside it, and says what the text alone shows. Throws when it is not there. */
export function checkText(file: string, isDeep: boolean): CheckedFile {
  const path = resolve(file);
  const texts = new Map([[file, readText(path, file)]]);
  const paths = [path];
  const read = readScenario(texts.get(file) ?? '', {
    file,
    hash: hashBytes,
    readPlaybook: (name) => {
      paths.push(join(dirname(path), name));
      const text = readBeside(join(dirname(path), name));
      if (text !== undefined) texts.set(name, text);
      return text;
    },
  });
  const { scenario, source, positionOf } = read;
  const linted = isDeep && scenario !== null && source !== null;
  const found = linted ? lint({ scenario, source }, file, positionOf) : [];
  const problems = [...read.diagnostics, ...found].map((one) => ({ ...one, playbook: null }));
  return { file, read, texts, paths, problems: sorted(problems), plays: null };
}

/** The file with what playing it has shown. */
export function withPlays(checked: CheckedFile, plays: PlayReport): CheckedFile {
  const found = plays.findings.map((one) => problemOf(checked, one));
  return { ...checked, plays, problems: sorted([...checked.problems, ...found]) };
}

function problemOf({ file, read }: CheckedFile, { rule, finding }: PlayFinding): Problem {
  const { path, of, message, mend, moves } = finding;
  const id = read.scenario?.id ?? '';
  return {
    severity: 'warning',
    code: rule.id,
    file,
    ...read.positionOf(path, of),
    path,
    message,
    mend,
    playbook: moves === undefined ? null : playbookText(id, moves, message),
  };
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return sortDiagnostics(problems) as readonly Problem[];
}
