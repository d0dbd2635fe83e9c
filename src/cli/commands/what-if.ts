import type { Command } from 'commander';
import { type Change, interventionsOf, pastOfRecords } from '../../debrief/what-if.ts';
import { whatIf } from '../../debrief/what-if-difference.ts';
import { printDifference } from '../../debrief/what-if-text.ts';
import { makeFactsDigest } from '../../exercise/facts-digest.ts';
import { isPlainLine } from '../../exercise/journal-text.ts';
import { newRunningHash } from '../../record/running-hash.ts';
import { quoted } from '../../scenario/visible-text.ts';
import type { Calendar } from '../../world/time.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { readTime } from '../option-time.ts';
import { readNumber } from '../option-value.ts';
import { printJson, printResult } from '../print.ts';
import { replayHere } from '../stored.ts';
import { UserError } from '../user-error.ts';

const USAGE = 64;

const HELP = `
Changes, in the order in which they are made (replay and score show the numbers of decisions):
  --drop <n>              as if decision n had not been taken
  --move <n> <time>       decision n at another time
  --swap <n> <m>          decisions n and m in each other's place
  --insert <time> <line>  one decision more, for instance: --insert T+5m "pause api-build"

Later decisions keep their times where their role is free.`;

// The order of changes across different flags counts, so the words are read here and not by kind.
export function addWhatIfCommand(program: Command): void {
  program
    .command('what-if')
    .description(
      'Plays a session again with decisions changed, and says what differs: facts, harm and points.',
    )
    .usage('<session> (--drop <n> | --move <n> <time> | --swap <n> <m> | --insert <time> <line>)... [--json]')
    .argument('[words...]', 'a session (id, unique prefix, file, or last) and the changes')
    .option('--json', 'the comparison as one JSON document')
    .allowUnknownOption()
    .addHelpText('after', HELP)
    .action(compare);
}

async function compare(words: readonly string[], options: { readonly json?: boolean }): Promise<void> {
  const { session: reference, changes: given } = readWords(words);
  const { header, folded, replayed } = await replayHere(reference);
  const { engine } = replayed.session;
  const { id, title, digest, estate } = engine.scenario;
  const changes = given.map((one) => readChange(one, estate.clock.calendar));
  const result = whatIf(
    engine,
    pastOfRecords(folded.decisions),
    changes,
    makeFactsDigest(newRunningHash),
    interventionsOf(folded.steps),
  );
  if (!result.ok)
    throw new UserError(result.message, {
      hint: `hotwash replay ${header.session} shows the decisions.`,
      exitCode: USAGE,
    });
  if (options.json !== true) return printResult(printDifference(result.difference).join('\n'));
  printJson({
    schemaVersion: 1,
    engine: ENGINE_VERSION,
    session: header.session,
    scenario: { id, title, digest },
    ...result.difference,
  });
}

interface GivenChange {
  readonly flag: Flag;
  readonly values: readonly string[];
}

const ARITY = { '--drop': 1, '--move': 2, '--swap': 2, '--insert': 2 } as const;
type Flag = keyof typeof ARITY;

function isFlag(word: string): word is Flag {
  return Object.hasOwn(ARITY, word);
}

function readWords(words: readonly string[]): {
  readonly session: string;
  readonly changes: readonly GivenChange[];
} {
  const sessions: string[] = [];
  const changes: GivenChange[] = [];
  for (let index = 0; index < words.length; index++) {
    const [name = '', ...inline] = (words[index] ?? '').startsWith('--')
      ? (words[index] ?? '').split('=')
      : [words[index] ?? ''];
    if (isFlag(name)) {
      const first = inline.length > 0 ? [inline.join('=')] : [];
      const values = [...first, ...words.slice(index + 1, index + 1 + ARITY[name] - first.length)];
      if (values.length < ARITY[name] || values.some((value) => value.startsWith('--')))
        throw usage(`${name} needs ${ARITY[name] === 1 ? 'a value' : 'two values'}.`);
      changes.push({ flag: name, values });
      index += ARITY[name] - first.length;
    } else if (name.startsWith('-') && name !== '-') throw usage(`There is no option ${quoted(name)}.`);
    else sessions.push(name);
  }
  const [session, ...others] = sessions;
  if (session === undefined) throw usage('Which session? Name an id, a unique prefix, a file, or last.');
  if (others.length > 0) throw usage(`One session at a time, not also ${quoted(others[0] ?? '')}.`);
  return { session, changes };
}

function readChange({ flag, values }: GivenChange, calendar: Calendar): Change {
  const [first = '', second = ''] = values;
  const number = readNumber(flag);
  switch (flag) {
    case '--drop':
      return { kind: 'drop', seq: number(first) };
    case '--move':
      return { kind: 'move', seq: number(first), to: readTime(flag, second, calendar) };
    case '--swap':
      return { kind: 'swap', seq: number(first), with: number(second) };
    case '--insert':
      if (!isPlainLine(second)) throw usage('--insert takes one line of plain text.');
      return { kind: 'insert', at: readTime(flag, first, calendar), line: second };
    default:
      return flag satisfies never;
  }
}

function usage(message: string): UserError {
  return new UserError(message, { hint: 'hotwash what-if --help tells more.', exitCode: USAGE });
}
