import { readFlags } from '../flags.ts';
import { bytesOf, type Chunk, err, type Output, textOf } from '../output.ts';
import type { Scope } from './access.ts';
import { isBuiltin } from './builtins.ts';
import { readDocuments } from './documents.ts';
import { evaluate } from './evaluate.ts';
import type { Filter } from './filter.ts';
import { JqError, type Json, type PrintStyle, printJson } from './json.ts';
import { parseFilter } from './parse.ts';

const USAGE = `Usage:\tjq [OPTIONS] FILTER [FILES...]
\tjq [OPTIONS] -n FILTER
Use jq --help for help with command-line options,
or see the jq manpage, or online docs  at https://stedolan.github.io/jq
`;
// The exit status of Debian's jq 1.6 for what is no JSON.
const UNREADABLE = 4;
const MOST_STEPS = 2_000_000;
const MOST_OUTPUT = 4_000_000;

interface Options {
  readonly on: ReadonlySet<string>;
  readonly filter: string;
  readonly variables: ReadonlyMap<string, Json>;
  readonly style: PrintStyle;
}

/** jq over what is piped into it. */
export function jq(words: readonly string[], input: Uint8Array): Output {
  const options = readOptions(words);
  if ('chunks' in options) return options;
  let program: Filter;
  try {
    program = parseFilter(options.filter);
    checkCalls(program, options.variables);
  } catch (error) {
    if (!(error instanceof JqError)) throw error;
    const where = error.message.startsWith('syntax')
      ? ' (Unix shell quoting issues?) at <top-level>, line 1:'
      : '';
    return err(`jq: error: ${error.message}${where}\n${options.filter}\njq: 1 compile error\n`, 3);
  }
  return run(program, options, textOf(input));
}

function readOptions(words: readonly string[]): Options | Output {
  const variables = new Map<string, Json>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word !== '--arg' && word !== '--argjson') {
      rest.push(word);
      continue;
    }
    const [name, value] = [words[at + 1], words[at + 2]];
    if (name === undefined || value === undefined)
      return err(`jq: error: ${word} takes two parameters (e.g. ${word} varname value)\n${USAGE}`, 2);
    const read = word === '--arg' ? value : jsonArgument(value);
    if (read === undefined) return err(`jq: Invalid JSON text passed to --argjson\n${USAGE}`, 2);
    variables.set(name, read);
    at += 2;
  }
  // A program may begin with a minus: `-.n` negates.
  const isProgram = (word: string): boolean => /^-[^A-Za-z-]/.test(word);
  const read = readFlags(
    rest.filter((word) => !isProgram(word)),
    {
      switches: [
        ['-r', '--raw-output'],
        ['-c', '--compact-output'],
        ['-n', '--null-input'],
        ['-s', '--slurp'],
        ['-S', '--sort-keys'],
        ['-e', '--exit-status'],
        ['-j', '--join-output'],
        ['-R', '--raw-input'],
        ['-M', '--monochrome-output'],
        ['-C', '--color-output'],
        ['--tab'],
      ],
      values: [['--indent']],
    },
  );
  if (!read.ok) return err(`jq: Unknown arguments\n${USAGE}`, 2);
  const { on, values } = read.flags;
  const operands = [...rest.filter(isProgram), ...read.flags.rest];
  const [filter, file] = operands;
  if (filter === undefined) return err(USAGE, 2);
  if (file !== undefined) return err(`jq: error: Could not open ${file}: No such file or directory\n`, 2);
  const indent = Math.min(7, Math.max(0, Number(values.get('--indent')?.at(-1) ?? 2) || 0));
  const style = {
    indent: on.has('-c') || indent === 0 ? null : on.has('--tab') ? '\t' : ' '.repeat(indent),
    sortKeys: on.has('-S'),
  };
  return { on, filter, variables, style };
}

function jsonArgument(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function inputsOf(text: string, { on }: Options): readonly Json[] {
  if (on.has('-n')) return [null];
  if (on.has('-R')) return on.has('-s') ? [text] : text.replace(/\n$/, '').split('\n');
  const values = readDocuments(text);
  return on.has('-s') ? [values] : values;
}

function run(program: Filter, options: Options, text: string): Output {
  const chunks: Chunk[] = [];
  const scope: Scope = { variables: options.variables, budget: { left: MOST_STEPS }, evaluate };
  const isRaw = options.on.has('-r') || options.on.has('-j');
  const say = (to: Chunk['to'], words: string): void => {
    chunks.push({ to, bytes: bytesOf(words) });
  };
  let exit = 0;
  let last: Json | undefined;
  let size = 0;
  try {
    for (const value of inputsOf(text, options)) {
      try {
        for (const result of evaluate(program, value, scope)) {
          const printed = isRaw && typeof result === 'string' ? result : printJson(result, options.style);
          size += printed.length;
          if (size > MOST_OUTPUT) throw new JqError('this filter prints too much');
          say('out', options.on.has('-j') ? printed : `${printed}\n`);
          last = result;
        }
      } catch (error) {
        if (!(error instanceof JqError)) throw error;
        say('err', `jq: error (at <stdin>:${text.split('\n').length - 1}): ${error.message}\n`);
        exit = 5;
      }
    }
  } catch (error) {
    if (!(error instanceof JqError)) throw error;
    say('err', `${error.message}\n`);
    exit = UNREADABLE;
  }
  if (exit === 0 && options.on.has('-e'))
    exit = last === undefined ? 4 : last === null || last === false ? 1 : 0;
  return { chunks, exit };
}

/** jq compiles before it runs: a function or variable that it does not have fails even where it is never reached. */
function checkCalls(
  filter: Filter,
  variables: ReadonlyMap<string, Json>,
  named: readonly string[] = [],
): void {
  const inner = (one: Filter | string | null): void => {
    if (one !== null && typeof one !== 'string') checkCalls(one, variables, named);
  };
  switch (filter.is) {
    case 'call':
      if (!isBuiltin(filter.name, filter.args.length))
        throw new JqError(`${filter.name}/${filter.args.length} is not defined at <top-level>, line 1:`);
      filter.args.forEach(inner);
      return;
    case 'variable':
      if (!variables.has(filter.name) && !named.includes(filter.name))
        throw new JqError(`$${filter.name} is not defined at <top-level>, line 1:`);
      return;
    case 'as':
      inner(filter.source);
      checkCalls(filter.body, variables, [...named, filter.name]);
      return;
    case 'text':
      filter.parts.forEach(inner);
      return;
    case 'object':
      for (const [key, value] of filter.entries) [key, value].forEach(inner);
      return;
    case 'pipe':
    case 'binary':
      [filter.left, filter.right].forEach(inner);
      return;
    case 'index':
      [filter.of, filter.key].forEach(inner);
      return;
    case 'slice':
      [filter.of, filter.from, filter.to].forEach(inner);
      return;
    case 'if':
      [filter.test, filter.then, filter.otherwise].forEach(inner);
      return;
    case 'each':
    case 'try':
    case 'negate':
    case 'list':
      inner(filter.of);
      return;
    case 'identity':
    case 'recurse':
    case 'literal':
    case 'format':
      return;
    default:
      filter satisfies never;
  }
}
