import { defineConfig } from 'vitest/config';

/** Real clients (skopeo, docker, gh, kubectl, curl) against `hotwash serve`: `.ci/run` installs them and runs this, `npm test` does not. */
export default defineConfig({
  test: {
    include: ['test/clients/**/*.test.ts'],
    globalSetup: ['test/terminal/built.ts'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
