import type { AnswerRequest } from './owner-socket.ts';
import { type Ownership, removeLockFiles, takeOwnership } from './ownership.ts';
import { StoreError } from './store-error.ts';

/**
 * Makes this process the one that writes a session, or says who does. `runs` is what a second process is told;
 * `answer` takes whatever else such a process may ask.
 */
export async function ownSession(
  journalPath: string,
  runs: string,
  answer: AnswerRequest = () => undefined,
): Promise<Ownership> {
  const taking = await takeOwnership(lockBase(journalPath), runs, answer);
  if (taking.kind === 'taken') return taking.ownership;
  const owner = taking.info === null ? 'another process' : `process ${taking.info.pid} (${taking.info.runs})`;
  throw new StoreError('owned', `This session is in use by ${owner}.`, 'End that one first, or go on there.');
}

/** Takes the lock's own files away with a session that its owner removes. */
export function removeSessionLock(journalPath: string): void {
  removeLockFiles(lockBase(journalPath));
}

function lockBase(journalPath: string): string {
  return journalPath.replace(/\.jsonl$/, '');
}
