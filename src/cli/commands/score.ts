import type { Command } from 'commander';
import { printRecordedScore, printScorecard } from '../../debrief/scorecard.ts';
import { printJson, printResult } from '../print.ts';
import { judgeStored } from '../stored.ts';

export function addScoreCommand(program: Command): void {
  program
    .command('score')
    .description('Shows the scorecard of a session: every point with its reason and the facts it rests on.')
    .argument('<session>', 'id, unique prefix, file, or last')
    .option('--json', 'the result as one JSON document')
    .action(score);
}

async function score(reference: string, options: { readonly json?: boolean }): Promise<void> {
  const judged = await judgeStored(reference);
  if (options.json === true) return printJson(judged.result);
  const lines =
    judged.kind === 'replayed'
      ? printScorecard(judged.outcome.finished, judged.outcome.score)
      : printRecordedScore(judged.result);
  printResult(lines.join('\n'));
}
