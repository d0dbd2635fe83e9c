import type { PlaybookLine } from '../exercise/definition.ts';
import type { PlaybookTexts } from '../store/scenario-store.ts';
import { printTime } from '../world/time.ts';
import type { PlayableScenario } from './playable.ts';

/**
 * The playbooks of a scenario that stand in files of their own, as files that read as the same decisions. They are written from
 * the compiled ones, since a built-in scenario comes without its files; as written, whatever a seed drew.
 */
export function playbookTexts({ scenario: played, source, drawn }: PlayableScenario): PlaybookTexts {
  const scenario = drawn?.from ?? played;
  const { playbooks } = JSON.parse(source) as { readonly playbooks?: unknown };
  const texts: Record<string, string> = {};
  for (const entry of Array.isArray(playbooks) ? playbooks : []) {
    const { id, file } = entry as { readonly id?: unknown; readonly file?: unknown };
    const found = scenario.playbooks.find((one) => one.id === id);
    if (typeof file === 'string' && found !== undefined) texts[file] = textOf(scenario.id, found.decisions);
  }
  return texts;
}

// JSON is YAML too, and its reader is the one that every playbook goes through.
function textOf(scenario: string, lines: readonly PlaybookLine[]): string {
  const decisions = lines.map(({ at, by, do: line }) => ({
    ...(at === null ? {} : { at: printTime(at) }),
    ...(by === null ? {} : { by }),
    do: line,
  }));
  return `${JSON.stringify({ scenario, decisions }, null, 1)}\n`;
}
