import type { AnswerRequest, OwnerInfo } from './owner-socket.ts';
import { type Ownership, removeLockFiles, takeOver, takeOwnership } from './ownership.ts';
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
  throw inUse(`by ${ownerWords(taking.info)}`);
}

/** Who owns a session, in words. */
export function ownerWords(info: OwnerInfo | null): string {
  return info === null ? 'another process' : `process ${info.pid} (${info.runs})`;
}

/** The refusal of a session that somebody else has; `how` ends the sentence. */
export function inUse(how: string): StoreError {
  return new StoreError('owned', `This session is in use ${how}.`, 'End that one first, or go on there.');
}

/** Makes this process the one that writes a session whose owner is gone; null when somebody else is there already. */
export function takeOverSession(
  journalPath: string,
  runs: string,
  answer: AnswerRequest,
  look: (path: string) => 'live' | 'dead' | 'gone',
): Ownership | null {
  return takeOver(lockBase(journalPath), runs, answer, look);
}

/** Takes the lock's own files away with a session that its owner removes. */
export function removeSessionLock(journalPath: string): void {
  removeLockFiles(lockBase(journalPath));
}

/** Where a served session answers on a Unix socket: beside its journal. */
export function servedSocket(journalPath: string): string {
  return `${lockBase(journalPath)}.http`;
}

function lockBase(journalPath: string): string {
  return journalPath.replace(/\.jsonl$/, '');
}
