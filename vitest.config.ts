import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const { resolve } = createRequire(import.meta.url);

/** Tests of what the queues carry run once on each backend; everything else once. */
const ON_BOTH_BACKENDS = ['test/workers/**/*.test.ts'];

const common = {
  // Our code and its libraries must share one copy of graphql, or its instance checks fail.
  resolve: { alias: [{ find: /^graphql$/u, replacement: resolve('graphql') }] },
};
const limits = { testTimeout: 120_000, hookTimeout: 120_000, pool: 'forks' as const };

export default defineConfig({
  test: {
    globalSetup: ['test/rig/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        ...common,
        test: { ...limits, name: 'postgres', include: ['test/**/*.test.ts'], provide: { queues: 'postgres' } },
      },
      { ...common, test: { ...limits, name: 'redis', include: ON_BOTH_BACKENDS, provide: { queues: 'redis' } } },
    ],
  },
});
