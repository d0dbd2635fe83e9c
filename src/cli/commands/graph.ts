import type { Command } from 'commander';
import { orderMermaid } from '../../debrief/graph/order-mermaid.ts';
import { storyMermaid } from '../../debrief/graph/story-mermaid.ts';
import { xstateJson } from '../../debrief/graph/xstate-json.ts';
import type { Scenario } from '../../exercise/definition.ts';
import { findScenario } from '../../record/scenario-catalogue.ts';
import { printJson, printResult } from '../print.ts';
import { UserError } from '../user-error.ts';

const USAGE = 64;
const FORMATS = ['mermaid', 'xstate'] as const;
type Format = (typeof FORMATS)[number];

export function addGraphCommand(program: Command): void {
  program
    .command('graph')
    .description('Draws the story of a scenario and its order of hazards. It gives everything away.')
    .argument('<scenario>', 'id of a scenario, or a file')
    .option('--format <format>', 'mermaid: Markdown with two diagrams; xstate: a machine as JSON', readFormat)
    .action(graph);
}

async function graph(reference: string, { format }: { readonly format?: Format }): Promise<void> {
  const { scenario } = await findScenario(reference);
  if (format === 'xstate') printJson(xstateJson(scenario.id, scenario.story));
  else printResult(markdownOf(scenario));
}

function readFormat(text: string): Format {
  const found = FORMATS.find((one) => one === text);
  if (found !== undefined) return found;
  throw new UserError(`--format is mermaid or xstate, not "${text}".`, { exitCode: USAGE });
}

function markdownOf(scenario: Scenario): string {
  return [
    `# ${scenario.title}`,
    '',
    '## Story',
    '',
    'Regions run side by side. An arrow says which fact leads on, under which condition, and what follows.',
    '',
    '```mermaid',
    storyMermaid(scenario.story),
    '```',
    '',
    '## Order',
    '',
    'What each playbook that runs into a hazard does otherwise than its twin. A solid arrow leads from what must come first.',
    ...orderMermaid(scenario).flatMap(({ title, diagram }) => [
      '',
      `### ${title}`,
      '',
      '```mermaid',
      diagram,
      '```',
    ]),
    ...exceptionLines(scenario),
  ].join('\n');
}

function exceptionLines({ exceptions }: Scenario): readonly string[] {
  if (exceptions.length === 0) return [];
  const rows = exceptions.map(
    ({ law, decision, hazard, why }) => `- \`${decision}\` (law ${law}, ${hazard}): ${why}`,
  );
  return ['', '### Where earlier is not better', '', ...rows];
}
