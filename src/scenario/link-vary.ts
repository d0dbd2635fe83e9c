import type { Path } from './diagnostic.ts';
import { expectName, expectOneOf, type Linker } from './linker.ts';
import { quoted } from './visible-text.ts';

/** Checks what a seed may draw: each draw is of one kind, of names that exist, and of nothing that a name means twice. */
export function linkVary(linker: Linker): void {
  for (const [index, draw] of linker.source.vary.entries()) {
    const path: Path = ['vary', index];
    const kinds = [draw.credentials, draw.tags, draw.minutes, draw.digests];
    if (kinds.filter((one) => one !== undefined).length !== 1) {
      linker.problems.add({
        path,
        code: 'link/vary-shape',
        message: `The draw ${quoted(draw.id)} says not exactly one thing to draw.`,
        mend: 'Write one of "credentials", "tags", "minutes" and "digests".',
      });
    }
    for (const [place, name] of (draw.credentials ?? []).entries())
      linkCredential(linker, name, [...path, 'credentials', place]);
    linkTags(linker, draw.tags ?? [], [...path, 'tags']);
    if (draw.minutes !== undefined)
      expectOneOf(linker, ['inject', 'pipeline', 'consumer'], draw.minutes.of, [...path, 'minutes', 'of']);
  }
}

// A draw renames everywhere, and in one place a name would mean something else.
function linkCredential(linker: Linker, name: string, path: Path): void {
  if (!expectName(linker, 'credential', name, path)) return;
  const other = Object.entries(linker.names).find(
    ([kind, names]) => kind !== 'credential' && names.has(name),
  );
  if (other === undefined) return;
  linker.problems.add({
    path,
    code: 'link/ambiguous-name',
    message: `${quoted(name)} is the name of a credential and of a ${other[0]}, so it cannot be drawn.`,
    mend: 'Rename one of the two.',
  });
}

function linkTags(linker: Linker, tags: readonly string[], path: Path): void {
  const repo = repoOf(tags[0] ?? '');
  for (const [place, tag] of tags.entries()) {
    if (!expectName(linker, 'tag', tag, [...path, place]) || repoOf(tag) === repo) continue;
    linker.problems.add({
      path: [...path, place],
      code: 'link/vary-tags',
      message: `${quoted(tag)} is a tag of another repository than ${quoted(tags[0] ?? '')}.`,
      mend: 'Draw among tags of one repository.',
    });
  }
}

const repoOf = (tag: string): string => tag.slice(0, tag.lastIndexOf(':'));
