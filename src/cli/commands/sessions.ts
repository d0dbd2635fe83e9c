import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { columns } from '../../plain/wrap.ts';
import { readCatalogue } from '../../store/catalogue.ts';
import type { CatalogueEntry } from '../../store/catalogue-entry.ts';
import { findSession } from '../../store/find-session.ts';
import { exportSession, importSession, readArchiveFile, removeSession } from '../../store/session-archive.ts';
import { cannotWrite } from '../../store/store-error.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { placesHere } from '../here.ts';
import { printJson, printNote, printResult } from '../print.ts';
import { readInput } from '../read-input.ts';

export function addSessionsCommand(program: Command): void {
  const sessions = program
    .command('sessions')
    .description('Lists, exports, imports or removes sessions.')
    .helpCommand(false);
  sessions
    .command('list', { isDefault: true })
    .description('all sessions, newest first')
    .option('--json', 'as one JSON document')
    .action(list);
  sessions
    .command('export')
    .description('one session with its scenario, as one file')
    .argument('<session>', 'id, unique prefix, file, or last')
    .option('-o, --output <file>', 'the file to write; standard output when left out')
    .action(exportOne);
  sessions
    .command('import')
    .description('takes in a session that was exported')
    .argument('<file>', 'the file; - reads standard input')
    .action(importOne);
  sessions
    .command('remove')
    .description('removes a session for good')
    .argument('<session>', 'id, unique prefix, file, or last')
    .action(removeOne);
}

async function list(options: { readonly json?: boolean }): Promise<void> {
  const entries = await readCatalogue(placesHere());
  if (options.json === true) {
    printJson({ schemaVersion: 1, engine: ENGINE_VERSION, sessions: entries.map(documentOf) });
    return;
  }
  if (entries.length === 0) printResult('There are no sessions yet. hotwash play begins one.');
  else printResult(sessionRows(entries).join('\n'));
}

function documentOf({
  size,
  modifiedMs,
  ...entry
}: CatalogueEntry): Omit<CatalogueEntry, 'size' | 'modifiedMs'> {
  return entry;
}

/** One line a session, under a line of headings. */
export function sessionRows(entries: readonly CatalogueEntry[]): readonly string[] {
  const rows = entries.map((entry) => [
    entry.id,
    entry.created?.slice(0, 16).replace('T', ' ') ?? '-',
    entry.scenario?.id ?? '-',
    entry.mode ?? '-',
    entry.team ?? '-',
    `${entry.decisions}`,
    entry.state === 'ended'
      ? `${entry.ending ?? ''} ${entry.percent ?? ''} %`
      : entry.state === 'running'
        ? 'goes on'
        : 'damaged',
  ]);
  return columns([['SESSION', 'BEGUN (UTC)', 'SCENARIO', 'MODE', 'TEAM', 'DECISIONS', 'STATE'], ...rows]);
}

function exportOne(reference: string, options: { readonly output?: string }): void {
  const places = placesHere();
  const text = exportSession(places, findSession(places, reference));
  if (options.output === undefined) {
    printResult(text);
    return;
  }
  try {
    writeFileSync(resolve(options.output), text, { mode: 0o600 });
  } catch (thrown) {
    throw cannotWrite(options.output, thrown);
  }
}

async function importOne(file: string): Promise<void> {
  const text = file === '-' ? await readInput() : readArchiveFile(resolve(file));
  const { id, isNew } = await importSession(placesHere(), text);
  printResult(id);
  if (!isNew) printNote('It was here already.');
}

async function removeOne(reference: string): Promise<void> {
  const places = placesHere();
  await removeSession(places, findSession(places, reference));
  printNote('Removed.');
}
