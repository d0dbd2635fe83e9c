import { parseReference } from './reference.ts';
import type { Trial, World } from './state.ts';

/**
 * True for what others own and we only use: a vendor's repository, its tags and images, the pipeline that publishes there, and
 * credentials that only push there (INCIDENTS.md I-03, I-04: seen from the user's side).
 */
export function isOutside(world: World, thing: string): boolean {
  const { repositories, pipelines, credentials } = world.estate;
  if (isOutsideRepository(world, thing)) return true;
  const pipeline = pipelines[thing];
  if (pipeline !== undefined) return isOutsideRepository(world, pipeline.publishes ?? '');
  const scopes = credentials[thing]?.scopes ?? [];
  if (scopes.length > 0)
    return scopes.every((one) => repositories[one.slice('push:'.length)]?.outside === true);
  return false;
}

function isOutsideRepository(world: World, reference: string): boolean {
  const repo = parseReference(reference)?.repo ?? reference;
  return world.estate.repositories[repo]?.outside === true;
}

const OWNERS_ONLY: ReadonlySet<string> = new Set(['audit-log', 'pulls']);
const WRITING: ReadonlySet<string> = new Set([
  'revoke',
  'rotate',
  'pause',
  'resume',
  'isolate',
  'freeze',
  'quarantine',
  'protect',
  'require-signatures',
  'allow-only',
  'deny',
  'repoint',
  'delete',
  'rebuild',
  'clean-runner',
  'pin',
]);

/** What the team is told that tries to change, or to read the books of, something that is not its own; null when it may. */
export function outsideRefusal({ world, attempt, by }: Trial): string | null {
  if (world.estate.roles[by] === undefined) return null;
  const reads = attempt.verb === 'inspect' && OWNERS_ONLY.has(attempt.aspect ?? '');
  const target = attempt.targets[0] ?? '';
  if (reads && isOutside(world, target)) return `Only the owner of ${target} can read that.`;
  if (!WRITING.has(attempt.verb)) return null;
  const names = attempt.verb === 'rotate' ? attempt.targets : [target];
  const other = names.find((name) => isOutside(world, name));
  return other === undefined ? null : `${other} is not yours: you can look at it, and change nothing there.`;
}
