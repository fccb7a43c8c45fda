import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for what one run fetched: its files are read twice and more, and memory holds none of them. */
export interface Spool {
  /** Where a file of that name lies, or is to. */
  path(name: string): string;
  /** Removes the folder and all in it. */
  close(): Promise<void>;
}

const PREFIX = 'tessera-spool-';
/** No run takes as long: what is older was left by a process that was killed. */
const LEFT_AFTER_MS = 24 * 3_600_000;

/** Makes such a folder where temporary files go (`TMPDIR`), and removes those that processes which were killed left there. */
export async function openSpool(): Promise<Spool> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  return {
    path: (name) => join(folder, name),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function removeLeftovers(): Promise<void> {
  const before = Date.now() - LEFT_AFTER_MS;
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    const entry = await stat(folder).catch(() => null);
    // Another process may be removing it as well.
    if (entry && entry.mtimeMs < before) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
