import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // All cores: left alone, a machine with two of them would use one.
    maxWorkers: '100%',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: [
      'test/slow/**',
      'test/bench/**',
      'test/page/**',
      'test/terminal/**',
      'test/clients/**',
      '**/node_modules/**',
    ],
    // Property tests run thousands of sessions; a slow machine must not turn that into a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
