import type { Command } from 'commander';
import { wrap } from '../../plain/wrap.ts';
import { builtInScenarios } from '../../record/scenario-catalogue.ts';
import { ENGINE_VERSION } from '../engine-version.ts';
import { printJson, printResult } from '../print.ts';

export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('Lists the scenarios that can be played.')
    .option('--json', 'as one JSON document')
    .action(list);
}

async function list(options: { readonly json?: boolean }): Promise<void> {
  const scenarios = await builtInScenarios();
  if (options.json === true) {
    printJson({ schemaVersion: 1, engine: ENGINE_VERSION, scenarios });
    return;
  }
  const width = Math.min(process.stdout.columns ?? 80, 100);
  const lines = scenarios.flatMap(({ id, title, level, minutes, summary }) => [
    id,
    `  ${title} (${level}, ${minutes[0]} to ${minutes[1]} minutes)`,
    ...wrap(`  ${summary}`, width, '  '),
  ]);
  printResult([...lines, '', 'Play one with: hotwash play ID'].join('\n'));
}
