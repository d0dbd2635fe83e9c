import { describe, expect, it } from 'vitest';
import { CommandConsole } from '../../src/console/command-console.ts';
import { chunksTo, textOf } from '../../src/console/output.ts';
import { UNRECORDED } from './contract.ts';
import { openDrill } from './open-drill.ts';

describe('a tool that Debian has not prints what the contract says of it', () => {
  it.each(UNRECORDED)('$console', async ({ console: line, out, err, exit }) => {
    const { output } = await new CommandConsole(await openDrill()).run(line);
    expect(textOf(chunksTo(output, 'out'))).toMatch(out);
    expect(textOf(chunksTo(output, 'err'))).toMatch(err);
    expect(output.exit).toBe(exit);
  });
});
