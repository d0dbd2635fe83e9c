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
  // The package brings the sources of its scenarios beside what they were packed into.
  const folder = shelf.isPacked ? join(shelf.folder, '..', '..', 'scenarios') : shelf.folder;
  return join(folder, name, 'scenario.yaml');
}
