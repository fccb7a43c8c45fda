import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';

/** A folder of the real data that lies beside the repository, or null. */
export function sharedData(name: string): string | null {
  const folder = join(import.meta.dirname, '../../../shared/data', name);
  return existsSync(folder) ? folder : null;
}

/** `describe` for tests on real data; says plainly what is missing where they are skipped. */
export function describeWithData(name: string, title: string, define: (folder: string) => void): void {
  const folder = sharedData(name);
  if (folder) describe(title, () => define(folder));
  else describe.skip(`${title} (skipped: ${name} is not beside the repository)`, () => define(''));
}
