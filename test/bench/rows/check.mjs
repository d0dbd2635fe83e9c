import * as path from 'node:path';
import { alternate, median, ROOT, withPublished } from '../measuring.mjs';

const SCENARIO_ONE = path.join(ROOT, 'scenarios', 'poisoned-base-image', 'scenario.yaml');

const FILES = [
  {
    what: 'a file of 5 KB',
    file: path.join(ROOT, 'test', 'bench', 'files', 'small-scenario.yaml'),
    ratio: 3.5,
  },
  { what: 'the first drill', file: SCENARIO_ONE, ratio: 8 },
];

const syntax = FILES.map(({ what, file, ratio }) => ({
  name: `hotwash check --only syntax, ${what}`,
  floor: 'node -e 0',
  reach: { ratio },
  measure: () =>
    withPublished(({ launcher }) => {
      const [floor, measured] = alternate([
        ['-e', '0'],
        [launcher, 'check', '--only', 'syntax', file],
      ]);
      return { measured, floor, unit: 'ms' };
    }),
}));

const SAVES = 12;

/** What `check --watch` does at each save before it plays: read, compile, and hold to the rules about the file. */
const save = {
  name: 'hotwash check --watch, one save of the first drill',
  floor: null,
  reach: { value: 300 },
  measure: async () => {
    const { checkText } = await import(path.join(ROOT, 'src', 'cli', 'check-file.ts'));
    const times = Array.from({ length: SAVES }, () => {
      const started = performance.now();
      checkText(SCENARIO_ONE, true);
      return performance.now() - started;
    });
    return { measured: median(times), floor: null, unit: 'ms' };
  },
};

export const rows = [...syntax, save];
