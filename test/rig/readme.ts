import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const README = join(import.meta.dirname, '../../README.md');

/** Code blocks of README in one language, in order. */
export function readmeBlocks(language: 'graphql' | 'json'): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gmsu');
  return [...readFileSync(README, 'utf8').matchAll(pattern)].map(([, block]) => block ?? '');
}
