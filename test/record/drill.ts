import type { PlaybookLine } from '../../src/exercise/definition.ts';
import { makeEngine, openSession } from '../../src/exercise/session.ts';
import type { StartOptions } from '../../src/record/open-recorded.ts';
import type { PlayableScenario } from '../../src/record/playable.ts';
import { readText } from '../../src/record/read-text.ts';
import { findScenario } from '../../src/record/scenario-catalogue.ts';
import { FILE_CHECKER } from '../../src/scenario/file-checker.ts';
import { loadPlaybook } from '../../src/scenario/playbook.ts';

/** The first drill, compiled from its source. */
export function loadDrill(): Promise<PlayableScenario> {
  return findScenario('poisoned-base-image');
}

export const options: StartOptions = { engine: '0.1.0', mode: 'coach', created: '2026-05-12T09:20:00Z' };

/** Lines of one of the drill's playbooks, with digests where it says `image:NAME`: as a person would type them. */
export function playbookLines({ scenario }: PlayableScenario, id: string): readonly PlaybookLine[] {
  const file = `scenarios/poisoned-base-image/playbooks/${id}.yaml`;
  const { playbook } = loadPlaybook(readText(file, file), file, scenario.estate.clock.calendar, FILE_CHECKER);
  if (playbook === null) throw new Error(`${file} does not load`);
  const { images } = openSession(makeEngine(scenario)).course.world.estate;
  const inFull = (line: string): string =>
    line.replace(/image:([a-z0-9-]+)(?:\/([a-z0-9]+))?/g, (whole, name: string, part?: string) => {
      const image = images[name];
      const digest = part === undefined ? image?.digest : image?.parts[part as 'amd64' | 'arm64'];
      return digest ?? whole;
    });
  return playbook.lines.map((line) => ({ ...line, do: inFull(line.do) }));
}

/** A playbook as somebody would type it into a plain play: waits and roles as words of their own. */
export function asTyped(lines: readonly PlaybookLine[]): readonly string[] {
  return lines.flatMap((line) => [
    ...(line.at === null || line.at === 0 ? [] : [`wait until T+${line.at}s`]),
    line.by === null ? line.do : `${line.by}: ${line.do}`,
  ]);
}
