import type { CommandConsole, CommandResult } from '../console/command-console.ts';
import type { Completion } from '../console/complete.ts';
import { COMMAND_TOOLS } from '../exercise/command-line.ts';
import type { Decision } from '../exercise/decision.ts';
import type { Session } from '../exercise/session.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import { printSpan, printTime, type Seconds } from '../world/time.ts';
import { costLine } from './costs.ts';
import { wrap } from './wrap.ts';

/**
 * One decision that a command stands for. What it will name only when the command has read it has no decision yet: its words
 * leave that out, since nobody has seen it.
 */
export interface CommandStep {
  readonly words: string;
  readonly decision: Decision | null;
}

/** Whether to go on with a step; asks where a decision typed in words would ask. */
export type Agrees = (step: CommandStep, isFirst: boolean) => Promise<boolean>;

/** What cannot be taken back and is not yet known by name. */
export function isBlindDeletion({ decision, words }: CommandStep): boolean {
  return decision === null && words.startsWith('delete ');
}

/** `? skopeo`, `help gh`, `? commands`. */
export function isCommandHelp(line: string): boolean {
  const [, name = ''] = /^(?:\?|help)\s*([a-z]+)\b/.exec(line) ?? [];
  return name === 'commands' || COMMAND_TOOLS.some((tool) => tool === name);
}

const DECODER = new TextDecoder();

/** Runs the command lines of one play. The tools are loaded with the first of them. */
export class CommandTalk {
  readonly #recorded: RecordedSession;
  #console: CommandConsole | null = null;
  #complete: ((session: Session, line: string) => readonly Completion[]) | null = null;
  #isPreparing = false;

  constructor(recorded: RecordedSession) {
    this.#recorded = recorded;
  }

  /** What the last word of a line may become; nothing until the tools are loaded, which `prepare` begins. */
  complete(line: string): readonly Completion[] {
    return this.#complete?.(this.#recorded.session, line) ?? [];
  }

  prepare(): void {
    if (this.#complete !== null || this.#isPreparing) return;
    this.#isPreparing = true;
    void import('../console/complete.ts').then(({ completeCommand }) => {
      this.#complete = completeCommand;
    });
  }

  async #loaded(): Promise<CommandConsole> {
    if (this.#console === null) {
      const { CommandConsole } = await import('../console/command-console.ts');
      this.#console = new CommandConsole(this.#recorded);
    }
    return this.#console;
  }

  /** The decisions that a line stands for now, in their order. */
  async foresee(line: string): Promise<readonly CommandStep[]> {
    const foreseen = (await this.#loaded()).foresee(line);
    if (foreseen.kind === 'nothing') return [];
    return foreseen.lines
      .filter((text) => !text.startsWith('wait '))
      .map((text) => {
        const read = this.#recorded.read(text);
        if (read.ok) return { words: read.decision.line, decision: read.decision };
        return { words: text.replace(/sha256:[0-9a-f]+/g, '(the digest that it reads)'), decision: null };
      });
  }

  /** Asks, waits for a busy role where that was agreed to, and runs. */
  async run(line: string, agrees: Agrees): Promise<readonly string[]> {
    const steps = await this.foresee(line);
    for (const [index, step] of steps.entries()) if (!(await agrees(step, index === 0))) return ['Not done.'];
    const waited = this.#waitFor(steps[0]?.decision ?? undefined);
    const result = await (await this.#loaded()).run(line);
    return [...waited, ...shownLines(result)];
  }

  /** What the decisions of a line would cost now. */
  async costs(line: string): Promise<readonly string[]> {
    const lines = (await this.foresee(line)).map(({ words, decision }) => {
      const planned = decision === null ? null : this.#recorded.plan(decision, null);
      if (decision === null || planned === null) return `counts as: ${words}`;
      const cost = planned.ok ? costLine(this.#recorded.session, decision, planned.plan) : planned.message;
      return `counts as: ${words} · ${cost}`;
    });
    return lines.length === 0 ? ['That counts as nothing.'] : lines;
  }

  /** `? skopeo` and `? commands`: the forms that are offered, each with what it counts as. */
  async help(line: string, width: number): Promise<readonly string[]> {
    const { helpFor } = await import('../console/command-help.ts');
    const name = line.replace(/^(?:\?|help)\s*/, '').split(/\s/)[0] ?? '';
    return helpFor(name).flatMap(({ usage, does }) => [
      ...wrap(usage, width, '    '),
      ...(does === '' ? [] : wrap(`    ${does}`, width, '    ')),
    ]);
  }

  // A client of the wire would be told to come again; in play the hands are waited for, as with every decision.
  #waitFor(decision: Decision | undefined): readonly string[] {
    const recorded = this.#recorded;
    const planned = decision === undefined ? null : recorded.plan(decision, null);
    if (planned?.ok !== true || planned.plan.at <= recorded.session.now) return [];
    const { at, by } = planned.plan;
    recorded.pass(at);
    return [`${by} was busy until ${printTime(at)}, so time has moved there.`];
  }
}

function shownLines(result: CommandResult): readonly string[] {
  const { chunks, exit } = result.output;
  const text = chunks.map(({ bytes }) => DECODER.decode(bytes)).join('');
  const lines =
    text === ''
      ? []
      : text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => line.replace(/\r$/, ''));
  return [...lines, ...noteLines(result, exit)];
}

/** In the play's own voice: what the command counted as, and how it ended when not well. */
function noteLines({ decisions, hasAsked }: CommandResult, exit: number): readonly string[] {
  const status = exit === 0 ? [] : [`[exit ${exit}]`];
  if (decisions.length === 0)
    return [...status, ...(hasAsked ? ['[counts as nothing: it shows nothing new]'] : [])];
  const counts = decisions.map(
    ({ line, by, at, lands }) => `[counts as: ${line} · ${by}, ${minutes(lands - at)}]`,
  );
  return [...status, ...counts];
}

function minutes(span: Seconds): string {
  const count = span / 60;
  return Number.isInteger(count) ? `${count} ${count === 1 ? 'minute' : 'minutes'}` : printSpan(span);
}
