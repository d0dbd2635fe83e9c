/** Something the person can mend: a sentence, what to do about it, and the exit code of the contract. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string | null;
  readonly exitCode: number;

  constructor(message: string, options: { readonly hint?: string | null; readonly exitCode: number }) {
    super(message);
    this.hint = options.hint ?? null;
    this.exitCode = options.exitCode;
  }
}
