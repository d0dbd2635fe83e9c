import * as fs from 'node:fs';
import * as path from 'node:path';
import { environment, peakMemory, withPublished } from '../measuring.mjs';

/** The first playbook of the first scenario, or null while there is none. */
function headlessRun(home) {
  const scenarios = path.join(home, 'scenarios');
  const names = fs.existsSync(scenarios) ? fs.readdirSync(scenarios, { recursive: true }).sort() : [];
  const playbook = names.find((name) => name.endsWith('.yaml') && path.basename(name) !== 'scenario.yaml');
  if (playbook === undefined) return null;
  const [id] = playbook.split(path.sep);
  return ['run', id, '--playbook', path.join(scenarios, playbook), '--json'];
}

export const rows = [
  {
    name: 'memory of a headless run',
    floor: 'node -e 0',
    reach: { ratio: 1.5 },
    measure: () =>
      withPublished(({ home, launcher }) => {
        const args = headlessRun(home);
        if (args === null) return null;
        const env = environment({ HOTWASH_HOME: path.join(home, 'home') });
        return {
          measured: peakMemory([launcher, ...args], { env }),
          floor: peakMemory(['-e', '0'], { env }),
          unit: 'MB',
        };
      }),
  },
];
