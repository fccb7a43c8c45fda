import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { readConfig } from '../../src/config.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { startEmbedded } from '../../src/embedded/index.ts';
import { createLogger } from '../../src/log.ts';

/** Fresh databases and a folder, gone at the end of the work. */
export interface Scratch {
  readonly folder: string;
  /** URL of each database, in the order of their names. */
  readonly urls: readonly string[];
}

/** Runs a bench with migrated databases of the server DATABASE_URL names, else of an embedded one. */
export async function withScratch(names: readonly string[], work: (scratch: Scratch) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const config = readConfig();
  const log = createLogger('warn');
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: join(config.dataDir, 'bench'), log });
  const server = new URL(config.databaseUrl?.reveal() ?? embedded?.databaseUrl ?? '');
  const admin = postgres(server.href, { max: 1, onnotice: () => {} });
  const urls = names.map((name) => Object.assign(new URL(server.href), { pathname: `/${name}` }).href);
  try {
    for (const [index, name] of names.entries()) {
      await admin`drop database if exists ${admin(name)} with (force)`;
      await admin`create database ${admin(name)}`;
      await migrateDatabase(urls[index] ?? '');
    }
    await work({ folder, urls });
  } finally {
    for (const name of names) await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
    await embedded?.stop();
  }
}

export function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
