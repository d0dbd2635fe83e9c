import type { Checked } from './check.ts';
import type { Checker } from './checker.ts';
import { fitted, UNFIT } from './shape.ts';
import type { FileShapes } from './shapes.ts';

export interface QuickChecker extends Checker {
  /** Whether anything was refused so far: then only the schemas can say what is wrong. */
  readonly hasRefused: () => boolean;
}

/** Knows without the validator what is right, and of what is wrong only that it is not right. */
export function quickChecker({ shapes, scenario, playbook }: FileShapes): QuickChecker {
  let refused = false;
  const checkBy = <T>(shape: number, source: unknown): Checked<T> => {
    const value = fitted(shapes, shape, source);
    if (value !== UNFIT) return { ok: true, value: value as T };
    refused = true;
    return { ok: false, issues: [] };
  };
  return {
    scenario: (source) => checkBy(scenario, source),
    playbook: (source) => checkBy(playbook, source),
    hasRefused: () => refused,
  };
}
