import type { Command } from 'commander';
import { printJson, printResult } from '../print.ts';
import { examine, type Verification } from '../verification.ts';

const DIFFERS = 1;

export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'Replays a journal, checks its chain and judges it again: same or not, and where it first differs.',
    )
    .argument('<session>', 'id, unique prefix, file, or last')
    .option('--json', 'the answer as one JSON document')
    .action(verify);
}

async function verify(reference: string, options: { readonly json?: boolean }): Promise<void> {
  const { verification } = await examine(reference);
  if (options.json === true) printJson(verification);
  else printResult(tellVerification(verification).join('\n'));
  if (!verification.same) process.exitCode = DIFFERS;
}

function tellVerification(verification: Verification): readonly string[] {
  const { session, chain, decisions, firstDifference: difference, recomputed, madeBy, engine } = verification;
  const version =
    madeBy === null || madeBy === engine ? '' : ` It was played with hotwash ${madeBy}; this is ${engine}.`;
  const head = [
    chain.ok
      ? `The chain of ${session ?? 'this journal'} is whole: ${chain.records + 1} lines, ${decisions} decisions.${version}`
      : 'The chain is broken.',
    ...(chain.tornTail
      ? ['The last line was cut short when it was written; nobody was told of it, and resume puts it aside.']
      : []),
  ];
  if (difference === null) {
    const score =
      recomputed === null
        ? 'It has not ended, so there is no score to compare.'
        : `Facts and score are the same: ${recomputed.ending}, ${recomputed.percent} %.`;
    return [...head, score, `Head: ${chain.head ?? ''}`];
  }
  const when = difference.at === null ? '' : ` (${difference.at})`;
  return [
    ...head,
    `Not the same. It first differs in ${difference.where}${when}:`,
    `  expected: ${difference.expected}`,
    `  found:    ${difference.found}`,
  ];
}
