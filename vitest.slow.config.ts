import { defineConfig } from 'vitest/config';

/** Checks of minutes rather than seconds: `.ci/run` runs them, `npm test` does not. */
export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
