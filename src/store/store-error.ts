export type StoreErrorKind = 'cannot-write' | 'not-found' | 'ambiguous' | 'owned' | 'damaged' | 'unusable';

const exitCodes: Readonly<Record<StoreErrorKind, number>> = {
  'cannot-write': 74,
  'not-found': 66,
  ambiguous: 66,
  owned: 75,
  damaged: 65,
  unusable: 78,
};

/** Something in the store that the person can mend: what is wrong, what to do, and the exit code of the contract. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  readonly hint: string | null;
  readonly exitCode: number;

  constructor(kind: StoreErrorKind, message: string, hint: string | null = null) {
    super(message);
    this.kind = kind;
    this.hint = hint;
    this.exitCode = exitCodes[kind];
  }
}

/** The code of a failed system call (`ENOSPC`), or null when something else was thrown. */
export function systemCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

/** Turns a failed write into the error that says so in words. What is no failed system call is a bug, and thrown on. */
export function cannotWrite(what: string, thrown: unknown): StoreError {
  const code = systemCode(thrown);
  if (code === null) throw thrown;
  return new StoreError('cannot-write', `${what} cannot be written: ${reasonOf(code)}.`, hintOf(code));
}

/** Turns a failed read into the error that says so in words. */
export function cannotRead(what: string, thrown: unknown): StoreError {
  const code = systemCode(thrown);
  if (code === null) throw thrown;
  return new StoreError('not-found', `${what} cannot be read: ${reasonOf(code)}.`, hintOf(code));
}

function reasonOf(code: string): string {
  switch (code) {
    case 'ENOSPC':
      return 'the disk is full';
    case 'EDQUOT':
      return 'your disk quota is used up';
    case 'EIO':
      return 'the disk reports an error';
    case 'EROFS':
      return 'the disk is read-only';
    case 'EACCES':
    case 'EPERM':
      return 'you may not';
    case 'ENOENT':
      return 'it is not there';
    case 'EISDIR':
      return 'it is a directory';
    case 'ENOTDIR':
      return 'a part of its path is no directory';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    default:
      return `the system says ${code}`;
  }
}

function hintOf(code: string): string | null {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'Free some space and try again; nothing that was acknowledged is lost.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'Set HOTWASH_HOME to a directory that you may write to.';
    default:
      return null;
  }
}
