import * as fs from 'node:fs';
import * as path from 'node:path';
import { environment, peakMemory, withPublished } from '../measuring.mjs';

/** The first playbook of the first scenario, or null while there is none. */
function headlessRun(home) {
  const scenarios = path.join(home, 'scenarios');
  for (const id of fs.existsSync(scenarios) ? fs.readdirSync(scenarios).sort() : []) {
    const folder = path.join(scenarios, id, 'playbooks');
    const [playbook] = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
    if (playbook !== undefined) return ['run', id, '--playbook', path.join(folder, playbook), '--json'];
  }
  return null;
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
