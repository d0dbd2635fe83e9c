import { runProgram } from './cli/program.ts';
import { UserError } from './cli/user-error.ts';
import { StoreError } from './store/store-error.ts';

const OUR_BUG = 70;

/** A session that crashed tells where its journal is by this property on what it throws. */
function journalOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || !('journalPath' in thrown)) return null;
  return typeof thrown.journalPath === 'string' ? thrown.journalPath : null;
}

function report(thrown: unknown): number {
  if (thrown instanceof UserError || thrown instanceof StoreError) {
    process.stderr.write(`${thrown.message}\n${thrown.hint === null ? '' : `${thrown.hint}\n`}`);
    return thrown.exitCode;
  }
  const journal = journalOf(thrown);
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  process.stderr.write(`${stack}\nThis is a bug in hotwash, not something you did.\n`);
  if (journal !== null) process.stderr.write(`Your decisions are safe in ${journal}.\n`);
  return OUR_BUG;
}

function crash(thrown: unknown): void {
  process.exitCode = report(thrown);
  process.exit();
}

async function main(): Promise<void> {
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  try {
    process.exitCode = await runProgram(process.argv.slice(2));
  } catch (thrown) {
    process.exitCode = report(thrown);
  }
}

await main();
