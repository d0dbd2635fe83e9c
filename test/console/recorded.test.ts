import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandConsole, type CommandResult } from '../../src/console/command-console.ts';
import { lastRun } from './last-run.ts';
import { normal } from './normal.ts';
import { openDrill } from './open-drill.ts';
import { RECORDINGS, type Recording } from './recordings.ts';

interface Recorded {
  readonly exit: number;
  readonly isOneWay: boolean;
  readonly out: string;
  readonly err: string;
}

function read(name: string): Recorded {
  const text = readFileSync(join(import.meta.dirname, 'recorded', `${name}.txt`), 'utf8');
  const [head = '', body = ''] = text.split('\n--- stdout\n');
  const [out = '', err = ''] = body.split('\n--- stderr\n');
  const exit = Number(/^# exit: (-?\d+)$/m.exec(head)?.[1]);
  return { exit, isOneWay: head.includes('both ways in one'), out, err };
}

function printed({ output }: CommandResult, to: 'out' | 'err' | null): string {
  const parts = output.chunks.filter((chunk) => to === null || chunk.to === to);
  return parts.map(({ bytes }) => new TextDecoder().decode(bytes).replaceAll('\r', '')).join('');
}

async function ran({ console: line, beforeConsole = [] }: Recording): Promise<CommandResult> {
  const recorded = await openDrill();
  const commands = new CommandConsole(recorded);
  for (const before of beforeConsole) await commands.run(before);
  return commands.run(line.replaceAll('RUN', lastRun(recorded)));
}

describe('a command of the console prints and exits as the real tool did', () => {
  it.each(RECORDINGS)('$name', async (recording) => {
    const real = read(recording.name);
    const ours = await ran(recording);
    expect(normal(printed(ours, real.isOneWay ? null : 'out'))).toBe(normal(real.out));
    if (!real.isOneWay) expect(normal(printed(ours, 'err'))).toBe(normal(real.err));
    if (!recording.console.includes(' | cat')) expect(ours.output.exit).toBe(real.exit);
  });
});
