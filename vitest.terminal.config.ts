import { defineConfig } from 'vitest/config';

/** Journeys of the built program in a real pseudo-terminal: `.ci/run` runs them twice, `npm run soak` twenty times. */
export default defineConfig({
  test: {
    include: ['test/terminal/**/*.test.ts'],
    globalSetup: ['test/terminal/built.ts'],
    // Each journey is a process of its own; more than two at once would only wait for each other.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
