import { COMMAND_TOOLS } from '../exercise/command-line.ts';
import type { Taken } from '../exercise/session.ts';
import { hostsOf } from '../http/addresses.ts';
import { Desk, type Outcome } from '../http/desk.ts';
import { facesOf } from '../http/faces.ts';
import type { Face } from '../http/route.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import { toolHelp } from './command-help.ts';
import { dryRun } from './dry-run.ts';
import { FILTERS } from './filter-table.ts';
import { isOutput, type Plan } from './form.ts';
import { completeDigests } from './image-reference.ts';
import { chunksTo, err, type Output, out } from './output.ts';
import { chooseForm, toolNamed } from './tools.ts';
import { Wire } from './wire.ts';
import { type ReadCommand, readWords } from './words.ts';

const NOT_FOUND = 127;
const MISUSE = 2;

/** What a command line printed, and the decisions that it was. */
export interface CommandResult {
  readonly output: Output;
  readonly decisions: readonly Taken[];
  /** Whether it asked the services at all, so that "counts as nothing" is worth saying. */
  readonly hasAsked: boolean;
}

/** What a command line would come to, before it is run: its decisions in the grammar, with the waits between them. */
export type Foreseen =
  | { readonly kind: 'decisions'; readonly lines: readonly string[] }
  | { readonly kind: 'nothing' };

/** The command line of one played session: reads, foresees and runs the tools' forms. Nothing runs on this machine. */
export class CommandConsole {
  readonly #recorded: RecordedSession;
  readonly #faces: readonly Face[] = facesOf();
  readonly #desk: RemarkDesk;
  readonly #wire: Wire;

  constructor(recorded: RecordedSession) {
    this.#recorded = recorded;
    this.#desk = new RemarkDesk(recorded);
    this.#wire = new Wire(this.#desk, this.#faces);
  }

  /** What the line counts as now. A line that prints a complaint counts as nothing. */
  foresee(line: string): Foreseen {
    const planned = planFor(line, this.#recorded.session, this.#recorded.header.mode === 'headless');
    if (planned.kind === 'output') return { kind: 'nothing' };
    const { mode } = this.#recorded.header;
    const options = { mode, faces: this.#faces, login: this.#wire.login };
    const { lines } = dryRun(planned.plan, this.#recorded.session, options);
    return lines.length === 0 ? { kind: 'nothing' } : { kind: 'decisions', lines };
  }

  async run(line: string): Promise<CommandResult> {
    const before = this.#recorded.session.taken.length;
    const planned = planFor(line, this.#recorded.session, this.#recorded.header.mode === 'headless');
    if (planned.kind === 'output') return { output: planned.output, decisions: [], hasAsked: false };
    this.#desk.remark = planned.remark;
    const first = await planned.plan.run(this.#wire);
    const decisions = this.#recorded.session.taken.slice(before);
    return { output: piped(first, planned.filters), decisions, hasAsked: true };
  }
}

/** Gives each decision of a command the remark that stood behind the command: `# because …`. */
class RemarkDesk extends Desk {
  remark: string | null = null;

  override decide(line: string): Outcome {
    return super.decide(this.remark === null ? line : `${line} ${this.remark}`);
  }
}

type Planned =
  | { readonly kind: 'output'; readonly output: Output }
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly filters: readonly (readonly string[])[];
      readonly remark: string | null;
    };

/** Reads a whole line up to the plan of its tool, or up to what is said about it. */
export function planFor(line: string, session: RecordedSession['session'], isHeadless: boolean): Planned {
  const { command, remark } = readLine(line);
  if (!command.ok) return said(err(`${command.message}\n`, MISUSE));
  const [[name = '', ...typed] = [], ...filters] = command.pipeline;
  const tool = toolNamed(name);
  if (tool === null) return said(noTool(name));
  const stranger = filters.find(([filter = '']) => !Object.hasOwn(FILTERS, filter));
  if (stranger !== undefined) return said(noFilter(stranger[0] ?? ''));
  const words = typed.map((word) => completeDigests(word, session, isHeadless));
  if (words.some((word) => word === '-h' || word === '--help') || words.length === 0 || words[0] === 'help') {
    const named = words.filter((word) => !word.startsWith('-') && word !== 'help');
    return said(piped(out(toolHelp(tool, named)), filters));
  }
  const chosen = chooseForm(tool, words);
  if (chosen.form === null) return said(piped(chosen.output, filters));
  const { estate } = session.course.world;
  const { flags, operands, form } = chosen;
  const read = form.read({ flags, operands, session, hosts: hostsOf(estate), isPiped: filters.length > 0 });
  if (isOutput(read)) return said(piped(read, filters));
  return { kind: 'plan', plan: read, filters, remark };
}

/** Takes `~70%` off the end as decisions have it; the words keep their `# remark`. */
function readLine(line: string): { readonly command: ReadCommand; readonly remark: string | null } {
  const trust = /\s(~(?:100|\d{1,2})%)(?=\s*$|\s+#)/.exec(line);
  const command = readWords(
    trust === null ? line : line.slice(0, trust.index) + line.slice(trust.index + trust[0].length),
  );
  const parts = [trust?.[1] ?? null, command.ok ? command.remark : null].filter((part) => part !== null);
  return { command, remark: parts.length === 0 ? null : parts.join(' ') };
}

function said(output: Output): Planned {
  return { kind: 'output', output };
}

function noTool(name: string): Output {
  if (!Object.hasOwn(FILTERS, name)) return err(`${name}: command not found\n`, NOT_FOUND);
  return err(`${name} has nothing to read here: begin the line with ${COMMAND_TOOLS.join(', ')}.\n`, MISUSE);
}

function noFilter(name: string): Output {
  const isTool = toolNamed(name) !== null;
  return isTool
    ? err(`${name} can only begin a line here.\n`, MISUSE)
    : err(`${name}: command not found\n`, NOT_FOUND);
}

/** Sends what a command printed through the filters. What is said beside the results goes past them, as in a shell. */
export function piped(first: Output, filters: readonly (readonly string[])[]): Output {
  let current = first;
  for (const [name = '', ...words] of filters) {
    const entry = FILTERS[name];
    const beside = current.chunks.filter(({ to }) => to === 'err');
    const isHelp = words.includes('--help');
    const next =
      isHelp || entry === undefined
        ? out(`Usage: ${entry?.usage ?? name}\n`)
        : entry.run(words, chunksTo(current, 'out'));
    current = { chunks: [...beside, ...next.chunks], exit: next.exit };
  }
  return current;
}
