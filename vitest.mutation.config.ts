import { defineConfig } from 'vitest/config';

/** The pure laws of scoring, for the mutation run: no database is started for them. */
export default defineConfig({
  test: {
    include: ['test/laws/scoring.test.ts', 'test/laws/ladders.test.ts'],
    testTimeout: 120_000,
    pool: 'forks',
  },
});
