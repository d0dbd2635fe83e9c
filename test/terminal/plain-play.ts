import { spawnSync } from 'node:child_process';
import { environment, launcher } from './terminal.ts';

/** Plays these lines in plain mode on a pipe, and gives what it said. */
export function playInPlain(home: string, scenario: string, lines: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher(), 'play', scenario, '--plain'], {
    cwd: home,
    env: environment(home, {}),
    input: [...lines, ''].join('\n'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`plain play ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

/** A short and imperfect play of the tutorial: it looks, cuts the token off and closes. */
export const SHORT_PLAY: readonly string[] = [
  'inspect tags paperboat/web',
  'wait next',
  'revoke old-laptop',
  'wait next',
  'declare closed',
  'quit',
];
