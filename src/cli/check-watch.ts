import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

const QUIET_MS = 40;

export interface Watching {
  /** Files that matter from now on. */
  readonly follow: (paths: readonly string[]) => void;
  readonly close: () => void;
}

/**
 * Calls back shortly after one of the files was saved. Folders are watched and not files, since many editors write a new file and
 * rename it over the old one.
 */
export function watchFiles(onSaved: (path: string) => void): Watching {
  const folders = new Map<string, FSWatcher>();
  let wanted = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const saved = (folder: string, name: string | null): void => {
    const path = [...wanted].find(
      (one) => dirname(one) === folder && (name === null || basename(one) === name),
    );
    if (path === undefined) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => onSaved(path), QUIET_MS);
  };
  return {
    follow: (paths) => {
      wanted = new Set(paths);
      for (const folder of new Set(paths.map((path) => dirname(path)))) {
        if (folders.has(folder)) continue;
        try {
          const watcher = watch(folder, (_, name) => saved(folder, name));
          // A folder that goes away takes its watcher along.
          watcher.on('error', () => folders.delete(folder));
          folders.set(folder, watcher);
        } catch {
          // A playbook may be named in a folder that is not there; the diagnostics say so.
        }
      }
    },
    close: () => {
      for (const watcher of folders.values()) watcher.close();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
