import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { columns } from '../../plain/wrap.ts';
import { findScenario } from '../../record/scenario-catalogue.ts';
import { builtInIds } from '../../record/shelf.ts';
import { readSettings } from '../../store/settings.ts';
import { StoreError, systemCode } from '../../store/store-error.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { placesHere } from '../here.ts';
import { printResult } from '../print.ts';

interface Finding {
  readonly what: string;
  readonly isGood: boolean;
  readonly words: string;
  /** Exit code when it is not good. */
  readonly exitCode: number;
}

export function addDoctorCommand(program: Command): void {
  program.command('doctor').description('Checks that everything hotwash needs is there.').action(doctor);
}

async function doctor(): Promise<void> {
  const places = placesHere();
  const findings = [
    node(),
    writable('data', places.data),
    writable('settings folder', dirname(places.settings)),
    settings(places.settings),
    terminal(),
    ...(await scenarios()),
  ];
  const rows = findings.map(({ what, isGood, words }) => [isGood ? 'ok' : 'BAD', what, words]);
  printResult([`hotwash ${ENGINE_VERSION}`, ...columns(rows, '  ')].join('\n'));
  const bad = findings.find((finding) => !finding.isGood);
  if (bad !== undefined) process.exitCode = bad.exitCode;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isGood = major > 22 || (major === 22 && minor >= 12);
  return {
    what: 'Node',
    isGood,
    words: `${process.versions.node}${isGood ? '' : ', but 22.12 or later is needed'}`,
    exitCode: 78,
  };
}

// The nearest folder that exists decides: nothing is made just to look.
function writable(what: string, folder: string): Finding {
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return { what, isGood: true, words: folder, exitCode: 74 };
  } catch (thrown) {
    if (systemCode(thrown) === null) throw thrown;
    return {
      what,
      isGood: false,
      words: `${folder} cannot be written; set HOTWASH_HOME to a folder that can`,
      exitCode: 74,
    };
  }
}

function settings(path: string): Finding {
  try {
    const found = readSettings(path);
    const words = Object.entries(found)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
    return { what: 'settings', isGood: true, words: words === '' ? 'none set' : words, exitCode: 78 };
  } catch (thrown) {
    if (!(thrown instanceof StoreError)) throw thrown;
    return { what: 'settings', isGood: false, words: `${thrown.message} ${thrown.hint ?? ''}`, exitCode: 78 };
  }
}

function terminal(): Finding {
  const { columns: width, isTTY } = process.stdout;
  const words = isTTY
    ? `${width} columns, TERM=${process.env.TERM ?? ''}`
    : 'none here; play --plain works without one';
  return { what: 'terminal', isGood: true, words, exitCode: 2 };
}

async function scenarios(): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const id of builtInIds()) {
    try {
      const { scenario } = await findScenario(id);
      found.push({ what: `scenario ${id}`, isGood: true, words: scenario.digest.slice(0, 19), exitCode: 65 });
    } catch (thrown) {
      if (!(thrown instanceof StoreError)) throw thrown;
      found.push({
        what: `scenario ${id}`,
        isGood: false,
        words: thrown.message.split('\n')[0] ?? '',
        exitCode: thrown.exitCode,
      });
    }
  }
  if (found.length === 0)
    return [
      { what: 'scenarios', isGood: false, words: 'none found: the installation is not whole', exitCode: 66 },
    ];
  return found;
}
