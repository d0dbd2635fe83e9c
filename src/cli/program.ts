import { ENGINE_VERSION } from './engine-version.ts';
import { UserError } from './user-error.ts';

/** Stands here until the commands do. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  if (argv[0] === '--version') {
    process.stdout.write(`${ENGINE_VERSION}\n`);
    return 0;
  }
  throw new UserError(`There is no command "${argv.join(' ')}" yet.`, { exitCode: 64 });
}
