import { isPackage, isYanked, versionOf } from '../world/package.ts';
import type { World } from '../world/state.ts';
import type { SubjectView } from './view.ts';

/** Tags of a repository that the team knows: those of the start, and of a package every version that it was shown since. */
export function knownTagsOf(world: World, repo: string): readonly string[] {
  const atStart = Object.keys(world.estate.repositories[repo]?.tags ?? {}).map((tag) => `${repo}:${tag}`);
  if (!isPackage(world, repo)) return atStart;
  const shown = Object.keys(world.seen).flatMap((text) => {
    const [kind = '', tag = ''] = text.split(' ');
    return kind === 'tag' && tag.startsWith(`${repo}:`) ? [tag] : [];
  });
  const isVersion = (tag: string): boolean => versionOf(tag.slice(repo.length + 1)) !== null;
  const tags = [...new Set([...atStart, ...shown])].sort();
  return [...tags.filter((tag) => !isVersion(tag)), ...tags.filter(isVersion)];
}

/** A package's rows as people speak of them: a dist-tag is a version, and a version may be yanked. All of it from what was seen. */
export function asPackage(world: World, repo: string, rows: readonly SubjectView[]): readonly SubjectView[] {
  if (!isPackage(world, repo)) return rows;
  const digestOf = (row: SubjectView): string => row.seen?.split(' ')[2] ?? '';
  const numberOf = (row: SubjectView): string | null => {
    const name = row.id.slice(repo.length + 1);
    return versionOf(name) === null ? null : name;
  };
  return rows.map((row) => {
    if (row.seen === null) return row;
    if (numberOf(row) !== null)
      return isYanked(world, repo, digestOf(row)) ? { ...row, controls: [...row.controls, 'yanked'] } : row;
    const version = rows.find((one) => numberOf(one) !== null && digestOf(one) === digestOf(row));
    return version === undefined ? row : { ...row, seen: `${row.seen} ${numberOf(version) ?? ''}` };
  });
}
