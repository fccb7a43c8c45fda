import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a path of this repository lies, whether the code runs as source or from `dist/`. @throws when it is missing */
export function installedPath(path: string): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const found = join(at, path);
    if (existsSync(found)) return found;
    if (at === dirname(at)) throw new Error(`${path} is missing from this installation; fetch it whole`);
  }
}
