import type { Session } from '../exercise/session.ts';
import type { Hosts } from '../http/addresses.ts';
import type { Desk } from '../http/desk.ts';
import type { FlagSpec, Flags } from './flags.ts';
import type { Output } from './output.ts';
import type { Wire, WireRequest } from './wire.ts';

/** One way to call a command, for help. */
export interface Usage {
  readonly usage: string;
  readonly does: string;
  /** The decision that it counts as, in the words of the grammar; `nothing` for what shows nothing new. */
  readonly counts: string;
}

/** What a form works with: the words behind its name, and what the team may know. */
export interface Call {
  readonly flags: Flags;
  readonly operands: readonly string[];
  readonly session: Session;
  readonly hosts: Hosts;
  /** Its output goes into another command: some tools then print for machines. */
  readonly isPiped: boolean;
}

/** What a form asks that can count: a request, whose meaning the services tell, or a line of the grammar where no service exists. */
export type Asked = WireRequest | { readonly line: string };

/**
 * What a form will do. `opening` holds, in their order, all requests that can count as a decision; one that depends on what was
 * seen before it is a function. `run` sends them all, the free ones too, and renders the answers.
 */
export interface Plan {
  readonly opening: readonly (Asked | ((desk: Desk) => Asked | null))[];
  readonly run: (wire: Wire) => Promise<Output>;
}

/** One command of a tool: `skopeo inspect` with all its flags. */
export interface Form {
  readonly tool: string;
  /** The words behind the tool's name that choose it, `['manifest', 'inspect']`. */
  readonly words: readonly string[];
  readonly usages: readonly Usage[];
  readonly spec: FlagSpec;
  /** What Tab offers for an operand. */
  readonly operand: OperandKind;
  /** The plan, or at once what the tool prints about wrong words. */
  readonly read: (call: Call) => Plan | Output;
}

export type OperandKind =
  | 'reference'
  | 'docker-reference'
  | 'repository'
  | 'docker-repository'
  | 'run'
  | 'workflow'
  | 'workload'
  | 'host'
  | 'url'
  | 'file'
  | 'none';

/** A tool: its forms, and what it says to words that are none of them. */
export interface Tool {
  readonly name: string;
  readonly does: string;
  readonly forms: readonly Form[];
  readonly unknown: (words: readonly string[]) => Output;
  readonly badFlag: (form: Form, flag: string, needsValue: boolean) => Output;
}

export function isOutput(plan: Plan | Output): plan is Output {
  return 'chunks' in plan;
}
