import { alternate, withPublished } from '../measuring.mjs';

const QUESTIONS = ['--version', '--help', 'list'];

export const rows = QUESTIONS.map((question) => ({
  name: `hotwash ${question}`,
  floor: 'node -e 0',
  reach: { ratio: 1.5 },
  measure: () =>
    withPublished(({ launcher }) => {
      const [floor, measured] = alternate([
        ['-e', '0'],
        [launcher, question],
      ]);
      return { measured, floor, unit: 'ms' };
    }),
}));
