import * as path from 'node:path';
import { environment, peakMemory, withPublished } from '../measuring.mjs';

const RUN = ['run', 'poisoned-base-image', '--playbook', 'expert', '--json'];

export const rows = [
  {
    name: 'memory of a headless run',
    floor: 'node -e 0',
    reach: { ratio: 1.5 },
    measure: () =>
      withPublished(({ home, launcher }) => {
        const env = environment({ HOTWASH_HOME: path.join(home, 'home') });
        return {
          measured: peakMemory([launcher, ...RUN], { env }),
          floor: peakMemory(['-e', '0'], { env }),
          unit: 'MB',
        };
      }),
  },
];
