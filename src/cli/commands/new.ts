import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { readPackedText } from '../../record/packed-shelf.ts';
import { quoted } from '../../scenario/visible-text.ts';
import { systemCode } from '../../store/store-error.ts';
import { printResult } from '../print.ts';
import { UserError } from '../user-error.ts';

const USAGE = 64;
const CANNOT_WRITE = 74;
const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const TEMPLATE_ID = 'new-drill';

interface NewOptions {
  readonly dir?: string;
}

export function addNewCommand(program: Command): void {
  program
    .command('new')
    .description('Writes a small scenario to start from: commented, it checks clean and plays.')
    .argument('<id>', 'its id, also the name of its folder: lower-case letters, digits and hyphens')
    .option('--dir <folder>', 'where its folder is made; the current folder when left out')
    .action(writeNew);
}

function writeNew(id: string, options: NewOptions): void {
  if (!ID.test(id)) {
    throw new UserError(`${quoted(id)} cannot be the id of a scenario.`, {
      hint: 'An id has lower-case letters, digits and hyphens, begins with a letter or digit, and is at most 63 long.',
      exitCode: USAGE,
    });
  }
  const folder = join(options.dir ?? '.', id);
  if (existsSync(folder)) {
    throw new UserError(`${quoted(folder)} is there already, and nothing in it was touched.`, {
      hint: 'Choose another id, or --dir with another folder.',
      exitCode: USAGE,
    });
  }
  const scenario = readAsset('new-scenario.yaml').replace(`\nid: ${TEMPLATE_ID}\n`, `\nid: ${id}\n`);
  write(folder, {
    'scenario.yaml': scenario,
    // A copy of the folder's own: an editor finds it wherever the folder is moved, and whoever gets the folder gets it too.
    'scenario.schema.json': readAsset('scenario.schema.json'),
  });
  const file = shown(join(folder, 'scenario.yaml'));
  printResult(
    [
      `${file} is a small drill that checks clean. Next:`,
      `  hotwash check ${file}    after each change`,
      `  hotwash play ${file}     play it yourself`,
      `  hotwash graph ${file}    see its story and the order of its hazards`,
    ].join('\n'),
  );
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  try {
    mkdirSync(folder, { recursive: true });
    // Refuses what somebody else has made in this very moment.
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { flag: 'wx' });
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === null) throw thrown;
    throw new UserError(`${quoted(folder)} cannot be written (${code}).`, { exitCode: CANNOT_WRITE });
  }
}

/** The bundle stands in dist/, with packed copies, JSON without its white space; its sources in src/cli/commands/, three folders below the assets. */
function readAsset(name: string): string {
  const here = import.meta.dirname;
  if (basename(here) !== 'dist') return readFileSync(join(here, '..', '..', '..', 'assets', name), 'utf8');
  const text = readPackedText(join(here, 'scenarios'), name);
  return name.endsWith('.json') ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text;
}

// What is pasted into a shell: a path with blanks needs quotes.
function shown(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
