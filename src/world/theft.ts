import { isIsolated } from './control.ts';
import type { PipelineSpec } from './estate.ts';
import type { Draft, Fact } from './fact.ts';
import type { Trial, World } from './state.ts';
import { draft } from './state.ts';
import { canLeave, exitOf } from './tool.ts';

/** What implants in a run send home: nothing from an isolated pipeline, nothing while every way out is blocked at our edge. */
export function copies(
  trial: Trial,
  spec: PipelineSpec,
  poisons: readonly string[],
  run: string,
): readonly Draft[] {
  const { world } = trial;
  if (poisons.length === 0 || isIsolated(world, spec.id)) return [];
  const taken = new Set<string>();
  return [...new Set(poisons)].flatMap((poison) => {
    const implant = world.estate.implants[poison];
    if (implant === undefined || exitOf(world, implant) === null) return [];
    const readable = [
      ...(implant.reads.includes('environment') ? spec.environment : []),
      ...(implant.reads.includes('checkout') ? spec.checkout : []),
    ];
    return readable.flatMap((id) => {
      const generations = world.credentials[id]?.generations ?? [];
      const generation = generations.findLastIndex((one) => one.live);
      const isKnown = generations[generation]?.holders.includes(implant.agent) === true;
      if (generation < 0 || isKnown || taken.has(`${id} ${implant.agent}`)) return [];
      taken.add(`${id} ${implant.agent}`);
      const thief = { by: implant.agent, cause: null };
      return [
        draft('credential-copied', id, thief, { generation: generation + 1, agent: implant.agent, run }),
      ];
    });
  });
}

/** An implant that persists stays on a machine of ours that it ran on (INCIDENTS.md H-34). */
export function infection(trial: Trial, spec: PipelineSpec, leaks: readonly string[]): readonly Draft[] {
  const { world } = trial;
  if (spec.selfHosted !== true || world.pipelines[spec.id]?.foothold != null) return [];
  const staying = leaks.find((one) => world.estate.implants[one]?.persists === true);
  const by = world.estate.implants[staying ?? '']?.agent;
  if (staying === undefined || by === undefined) return [];
  return [draft('runner-infected', spec.id, { by, cause: null }, { implant: staying })];
}

/** True when a run that has just begun can send away what its tools or its runner read. */
export function sendsByTools(world: World, fact: Fact<'run-started'>): boolean {
  if (isIsolated(world, fact.subject)) return false;
  return (fact.data.leaks ?? []).some((one) => canLeave(world, one));
}
