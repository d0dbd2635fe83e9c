import { type Node, parsePattern } from './pattern-parse.ts';

/** A compiled pattern: `find` gives the leftmost longest match from a place on, `null` when there is none. */
export interface Pattern {
  readonly find: (text: string, from: number) => { readonly start: number; readonly end: number } | null;
}

export type PatternKind = 'basic' | 'extended' | 'fixed';

export type ReadPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly message: string };

type Instruction =
  | { readonly op: 'char'; readonly holds: (char: string) => boolean }
  | { readonly op: 'assert'; readonly holds: (before: string, after: string) => boolean }
  | { readonly op: 'split'; readonly to: readonly number[] }
  | { readonly op: 'match' };

const MOST_INSTRUCTIONS = 2_000;
const MOST_STEPS = 20_000_000;

/** Compiles what grep understands into a machine of states that runs in time bounded by text times pattern; it is never a RegExp. */
export function compilePattern(source: string, kind: PatternKind, ignoreCase: boolean): ReadPattern {
  const parsed = parsePattern(source, kind, ignoreCase);
  if (!parsed.ok) return parsed;
  const program: Instruction[] = [];
  emit(program, parsed.node);
  if (program.length > MOST_INSTRUCTIONS) return { ok: false, message: 'regular expression too big' };
  program.push({ op: 'match' });
  return { ok: true, pattern: machine(program) };
}

function emit(program: Instruction[], node: Node): void {
  if (program.length > MOST_INSTRUCTIONS) return;
  switch (node.is) {
    case 'char':
      program.push({ op: 'char', holds: node.holds });
      return;
    case 'assert':
      program.push({ op: 'assert', holds: node.holds });
      return;
    case 'sequence':
      for (const part of node.parts) emit(program, part);
      return;
    case 'choice':
      emitChoice(program, node.parts);
      return;
    case 'repeat':
      emitRepeat(program, node);
      return;
    default:
      node satisfies never;
  }
}

function emitChoice(program: Instruction[], parts: readonly Node[]): void {
  const ends: number[] = [];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const split = program.length;
    if (!isLast) program.push({ op: 'split', to: [] });
    emit(program, part);
    if (isLast) break;
    ends.push(program.length);
    program.push({ op: 'split', to: [] });
    program[split] = { op: 'split', to: [split + 1, program.length] };
  }
  for (const at of ends) program[at] = { op: 'split', to: [program.length] };
}

function emitRepeat(program: Instruction[], node: Node & { readonly is: 'repeat' }): void {
  for (let count = 0; count < node.least; count += 1) emit(program, node.part);
  if (node.most === null) {
    const split = program.length;
    program.push({ op: 'split', to: [] });
    emit(program, node.part);
    program.push({ op: 'split', to: [split] });
    program[split] = { op: 'split', to: [split + 1, program.length] };
    return;
  }
  const splits: number[] = [];
  for (let count = node.least; count < node.most; count += 1) {
    splits.push(program.length);
    program.push({ op: 'split', to: [] });
    emit(program, node.part);
  }
  for (const at of splits) program[at] = { op: 'split', to: [at + 1, program.length] };
}

function machine(program: readonly Instruction[]): Pattern {
  let steps = 0;
  const follow = (states: Set<number>, from: number, before: string, after: string): void => {
    const stack = [from];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (states.has(at)) continue;
      states.add(at);
      steps += 1;
      const instruction = program[at];
      if (instruction?.op === 'split') stack.push(...instruction.to);
      if (instruction?.op === 'assert' && instruction.holds(before, after)) stack.push(at + 1);
    }
  };
  const matchAt = (text: string, start: number): number | null => {
    let states = new Set<number>();
    let end: number | null = null;
    follow(states, 0, text[start - 1] ?? '', text[start] ?? '');
    for (let at = start; states.size > 0 && steps < MOST_STEPS; at += 1) {
      if (states.has(program.length - 1)) end = at;
      const char = text[at];
      if (char === undefined) break;
      const next = new Set<number>();
      for (const state of states) {
        const instruction = program[state];
        if (instruction?.op === 'char' && instruction.holds(char))
          follow(next, state + 1, char, text[at + 1] ?? '');
      }
      states = next;
    }
    return end;
  };
  return {
    find: (text, from) => {
      for (let start = from; start <= text.length && steps < MOST_STEPS; start += 1) {
        const end = matchAt(text, start);
        if (end !== null) return { start, end };
      }
      return null;
    },
  };
}
