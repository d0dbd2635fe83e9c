import { posix, win32 } from 'node:path';

/** What of the surroundings decides where files lie; passed in so that every platform can be tested on one. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly workingDirectory: string;
}

/** Where everything lies that hotwash keeps. */
export interface Places {
  readonly data: string;
  readonly sessions: string;
  readonly scenarios: string;
  readonly catalogue: string;
  readonly settings: string;
}

/** `HOTWASH_HOME` if set, else the XDG directories, else the platform's own. Nothing is created here. */
export function findPlaces(surroundings: Surroundings): Places {
  const path = surroundings.platform === 'win32' ? win32 : posix;
  const own = surroundings.environment.HOTWASH_HOME;
  if (own !== undefined && own !== '') {
    const root = path.resolve(surroundings.workingDirectory, own);
    return placesIn(root, root, path);
  }
  const data = baseDirectory(surroundings, 'XDG_DATA_HOME', path);
  const config = baseDirectory(surroundings, 'XDG_CONFIG_HOME', path);
  return placesIn(path.join(data, 'hotwash'), path.join(config, 'hotwash'), path);
}

function placesIn(data: string, config: string, path: typeof posix): Places {
  return {
    data,
    sessions: path.join(data, 'sessions'),
    scenarios: path.join(data, 'scenarios'),
    catalogue: path.join(data, 'catalogue.json'),
    settings: path.join(config, 'settings.json'),
  };
}

function baseDirectory(
  { environment, platform, home }: Surroundings,
  variable: 'XDG_DATA_HOME' | 'XDG_CONFIG_HOME',
  path: typeof posix,
): string {
  const set = environment[variable];
  // The XDG specification says that a relative path is invalid and to be ignored.
  if (set !== undefined && path.isAbsolute(set)) return set;
  switch (platform) {
    case 'darwin':
      return path.join(home, 'Library', 'Application Support');
    case 'win32': {
      const roaming = environment[variable === 'XDG_DATA_HOME' ? 'LOCALAPPDATA' : 'APPDATA'];
      return roaming ?? path.join(home, 'AppData', variable === 'XDG_DATA_HOME' ? 'Local' : 'Roaming');
    }
    default:
      return variable === 'XDG_DATA_HOME' ? path.join(home, '.local', 'share') : path.join(home, '.config');
  }
}
