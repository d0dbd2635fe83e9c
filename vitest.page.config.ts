import { defineConfig } from 'vitest/config';

/** The report in a real browser: `.ci/run` runs it, `npm test` does not. It needs Debian's chromium. */
export default defineConfig({
  test: {
    include: ['test/page/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
