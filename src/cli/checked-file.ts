import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { builtInIds, ownShelf } from '../record/shelf.ts';
import { nearestName } from '../scenario/nearest-name.ts';
import { quoted } from '../scenario/visible-text.ts';
import { UserError } from './user-error.ts';

const NOT_FOUND = 66;

/** The file that a person means to check: by its path, or by the id of a built-in scenario. */
export function fileOf(name: string): string {
  const shelf = ownShelf();
  const ids = builtInIds(shelf);
  if (!ids.includes(name)) {
    const nearest = existsSync(name) ? undefined : nearestName(name, ids);
    if (nearest === undefined) return name;
    throw new UserError(`There is neither a file nor a scenario ${quoted(name)}. Did you mean ${nearest}?`, {
      exitCode: NOT_FOUND,
    });
  }
  const folder = shelf.isPacked ? join(shelf.folder, '..', '..', 'scenarios') : shelf.folder;
  const file = join(folder, name, 'scenario.yaml');
  if (existsSync(file)) return file;
  // A checkout has the sources of its scenarios beside what they were packed into; the package has not.
  throw new UserError(`${quoted(name)} is built in, and its source is only in a checkout of hotwash.`, {
    hint: 'It was checked when hotwash was built. To check a scenario of your own, name its file.',
    exitCode: NOT_FOUND,
  });
}
