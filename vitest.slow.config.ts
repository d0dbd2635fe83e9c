import { defineConfig } from 'vitest/config';

/** Checks of minutes rather than seconds: `.ci/run` runs them, `npm test` does not. */
export default defineConfig({
  test: {
    // All cores: left alone, a machine with two of them would use one.
    maxWorkers: '100%',
    include: ['test/slow/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
