import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The pure laws of scoring, for the mutation run: no database is started for them, and of the nouns only what is pure is loaded, so
 * that a mutant costs a second.
 */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^\.\.\/jobs\/index\.ts$/u, replacement: at('src/jobs/requirement.ts') },
      { find: /^\.\.\/badges\/index\.ts$/u, replacement: at('src/badges/badge.ts') },
      { find: /^\.\.\/skills\/index\.ts$/u, replacement: at('src/skills/near-skills.ts') },
    ],
  },
  test: {
    include: ['test/laws/scoring.test.ts', 'test/laws/ladders.test.ts'],
    setupFiles: ['test/rig/end-on-failure.ts'],
    testTimeout: 120_000,
    pool: 'threads',
  },
});
