import { checkDocument } from './check-document.ts';
import { explorationWords } from './check-exploration.ts';
import { type CheckedFile, checkText } from './check-file.ts';
import { checkJunit } from './check-junit.ts';
import { listenForStop, playFile, type StopSign, writePaths, writeReport } from './check-run.ts';
import { watchFiles } from './check-watch.ts';
import { playWords, problemWords, summaryWords } from './check-words.ts';
import { printNote, printResult } from './print.ts';

export interface CheckFlow {
  readonly files: readonly string[];
  /** Rules and plays too, not only whether it compiles. */
  readonly isDeep: boolean;
  /** For exploring; null leaves it out. */
  readonly states: number | null;
}

export interface CheckOutputs {
  readonly junit: string | null;
  readonly paths: string | null;
}

export interface CheckResult {
  readonly isClean: boolean;
  /** Somebody stopped it before its end. */
  readonly isStopped: boolean;
  readonly document: unknown;
  readonly words: string;
}

/** Checks every file to its end, and gives what there is to say. */
export async function checkOnce(flow: CheckFlow, outputs: CheckOutputs): Promise<CheckResult> {
  const stop: StopSign = { isSet: false };
  listenForStop(stop);
  const read = flow.files.map((file) => checkText(file, flow.isDeep));
  const checked: CheckedFile[] = [];
  for (const one of read) checked.push(flow.isDeep ? await playFile(one, flow.states, stop) : one);
  if (outputs.junit !== null) writeReport(outputs.junit, checkJunit(checked));
  const written = outputs.paths === null ? [] : writePaths(checked, outputs.paths);
  for (const name of written) printNote(`wrote ${name}`);
  return {
    isClean: checked.every((one) => one.problems.length === 0),
    isStopped: stop.isSet,
    document: checkDocument(checked),
    words: wordsOf(flow, checked, outputs.paths === null),
  };
}

function wordsOf(flow: CheckFlow, checked: readonly CheckedFile[], withPlaybooks: boolean): string {
  const tables = checked.flatMap(({ read, plays, file }) => {
    if (plays === null || read.scenario === null) return [];
    const heading = checked.length > 1 ? ['', `== ${file}`] : [];
    return [...heading, ...playWords(plays), ...explorationWords(read.scenario, plays, flow.states ?? 0)];
  });
  const problems = problemWords(checked, withPlaybooks);
  const summary = checked.map((one) => summaryWords(one, flow.isDeep));
  return [
    ...(problems === '' ? [] : [problems]),
    ...tables,
    ...(tables.length > 0 ? [''] : []),
    ...summary,
  ].join('\n');
}

/** Checks at once and after every save, what the text shows first and what playing shows after it, until it is ended. */
export async function checkAgain(flow: CheckFlow): Promise<void> {
  const queue: { wake: () => void; path: string | null } = { wake: () => undefined, path: null };
  let stop: StopSign = { isSet: false };
  const watching = watchFiles((path) => {
    queue.path = path;
    stop.isSet = true;
    queue.wake();
  });
  const known = new Map<string, CheckedFile>();
  for (let changed: string | null = null; ; ) {
    stop = { isSet: false };
    for (const file of flow.files) {
      const before = known.get(file);
      if (before === undefined || changed === null || before.paths.includes(changed))
        known.set(file, readAgain(file, flow, before));
    }
    const read = flow.files.flatMap((file) => known.get(file) ?? []);
    watching.follow(read.flatMap((one) => one.paths));
    show(flow, read, changed === null ? 'read' : `saved ${changed}`);
    await playAgain(flow, known, stop);
    if (queue.path === null) {
      printNote('Waiting for the next save; Ctrl+C ends it.');
      await new Promise<void>((resolve) => {
        queue.wake = resolve;
      });
    }
    changed = queue.path;
    queue.path = null;
  }
}

// A file that is gone for a moment is one that an editor is about to replace.
function readAgain(file: string, flow: CheckFlow, before: CheckedFile | undefined): CheckedFile {
  try {
    return checkText(file, flow.isDeep);
  } catch (thrown) {
    if (before === undefined) throw thrown;
    printNote(thrown instanceof Error ? thrown.message : String(thrown));
    return before;
  }
}

function show(flow: CheckFlow, files: readonly CheckedFile[], what: string): void {
  const problems = problemWords(files, false);
  const summary = files.map((one) => summaryWords(one, flow.isDeep));
  printResult(['', `— ${what}`, ...(problems === '' ? [] : [problems]), ...summary].join('\n'));
}

async function playAgain(flow: CheckFlow, known: Map<string, CheckedFile>, stop: StopSign): Promise<void> {
  if (!flow.isDeep) return;
  const played: CheckedFile[] = [];
  for (const file of flow.files) {
    const one = known.get(file);
    if (one === undefined || one.plays !== null || one.read.scenario === null) continue;
    const checked = await playFile(one, flow.states, stop);
    if (stop.isSet) return;
    known.set(file, checked);
    played.push(checked);
  }
  if (played.length === 0) return;
  printResult(wordsOf(flow, played, false));
}
