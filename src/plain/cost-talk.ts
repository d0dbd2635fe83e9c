import { isCommandLine } from '../exercise/command-line.ts';
import type { RecordedSession } from '../record/recorded-session.ts';
import type { CommandTalk } from './command-talk.ts';
import { costLine } from './costs.ts';
import { readTyped } from './typed-line.ts';

/** What a decision or a command would cost, without doing it: the answer to `cost LINE`. */
export async function costOfLine(
  recorded: RecordedSession,
  commands: CommandTalk,
  line: string,
  width: number,
): Promise<readonly string[]> {
  if (line === '') return ['The cost of what? For instance: cost inspect tags REPO'];
  if (isCommandLine(line)) return commands.costs(line);
  const read = readTyped(recorded, line, width);
  if (!read.ok) return read.lines;
  const planned = recorded.plan(read.decision, read.by);
  return [planned.ok ? costLine(recorded.session, read.decision, planned.plan) : planned.message];
}
