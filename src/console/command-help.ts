import { FILTERS } from './filter-table.ts';
import type { Tool, Usage } from './form.ts';
import { TOOLS } from './tools.ts';

export interface HelpRow {
  readonly usage: string;
  readonly does: string;
}

/** What `? skopeo` and `skopeo -h` list. */
export function usagesOf(tool: Tool): readonly Usage[] {
  return tool.forms.flatMap(({ usages }) => usages);
}

/** The forms of one tool as text, narrowed to those that begin with the words; for `-h`. */
export function toolHelp(tool: Tool, words: readonly string[]): string {
  const begun = [tool.name, ...words].join(' ');
  const fitting = usagesOf(tool).filter(({ usage }) => usage === begun || usage.startsWith(`${begun} `));
  const shown = fitting.length === 0 ? usagesOf(tool) : fitting;
  const lines = shown.flatMap(({ usage, does, counts }) => [
    `  ${usage}`,
    `      ${does}; counts as: ${counts}`,
  ]);
  return [
    `${tool.name}: ${tool.does}. Offered here:`,
    ...lines,
    `Pipe into: ${Object.keys(FILTERS).join(', ')}.`,
    '',
  ].join('\n');
}

/** The rows of `? TOOL`, or of `? commands`: every form with what it does and what it counts as. */
export function helpFor(name: string): readonly HelpRow[] {
  const tools = TOOLS.filter((tool) => name === 'commands' || tool.name === name);
  const rows = tools.flatMap((tool) => [
    { usage: `${tool.name}: ${tool.does}`, does: '' },
    ...usagesOf(tool).map(({ usage, does, counts }) => ({
      usage: `  ${usage}`,
      does: `${does}; counts as: ${counts}`,
    })),
  ]);
  const filters = Object.values(FILTERS).map(({ usage }) => ({ usage: `  | ${usage}`, does: '' }));
  return [...rows, { usage: 'Pipe into:', does: '' }, ...filters];
}
