import type { SpawnOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedError } from './platform.ts';

/** The system user PostgreSQL runs as when this process is root, which PostgreSQL refuses to be. */
export interface Owner {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom to run PostgreSQL as.
 *
 * @param passwd  the lines of `/etc/passwd`
 * @returns null when this process is not root and PostgreSQL can simply run as it does
 */
export function findOwner(
  uid: number | undefined = process.getuid?.(),
  passwd: () => string = () => readFileSync('/etc/passwd', 'utf8'),
): Owner | null {
  if (uid !== 0) return null;
  const users = new Map(
    passwd()
      .split('\n')
      .map((line) => [line.split(':')[0] ?? '', line.split(':')]),
  );
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const fields = users.get(name);
    // macOS writes nobody's id as -2.
    if (fields) return { name, uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 };
  }
  throw new EmbeddedError(
    'PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as.',
  );
}

/** How a program of PostgreSQL is spawned: as its owner, from a folder that owner can be in, with nothing of our settings. */
export function spawnOptions(owner: Owner | null, cwd: string): SpawnOptions {
  return {
    cwd,
    windowsHide: true,
    ...(owner ? { uid: owner.uid, gid: owner.gid } : {}),
    // PGDATA, PGPORT, LANG and their like change what PostgreSQL does; Windows needs its own variables to start at all.
    ...(process.platform === 'win32' ? {} : { env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' } }),
  };
}

/** Whether a user may pass through a folder and all folders above it. */
export function canTraverse(owner: Owner, folder: string): boolean {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Where the parts that PostgreSQL itself must reach lie. */
export interface Home {
  /** Holds `postgres/`, the database cluster. */
  readonly folder: string;
  /** True when that is not the data folder, since the owner cannot reach it. */
  readonly isElsewhere: boolean;
}

/**
 * The folder for the cluster: the data folder, or one under `/var/tmp` named after it when the owner cannot traverse it.
 * A cluster that exists stays where it is.
 *
 * @throws EmbeddedError when the folder under `/var/tmp` was made by somebody else, or an existing cluster is out of reach
 */
export function findHome(dataDir: string, owner: Owner | null, elsewhereRoot = '/var/tmp'): Home {
  const own = realpathSync(dataDir);
  if (!owner) return { folder: own, isElsewhere: false };
  const elsewhere = join(elsewhereRoot, `tessera-${createHash('sha256').update(own).digest('hex').slice(0, 16)}`);
  if (!existsSync(join(elsewhere, 'postgres'))) {
    if (canTraverse(owner, own)) return { folder: own, isElsewhere: false };
    if (existsSync(join(own, 'postgres'))) {
      throw new EmbeddedError(`The database in ${own} is out of reach of the user ${owner.name} it must run as.`);
    }
  }
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  // A sticky folder such as /var/tmp lets anybody make this name first; only one made by root can be trusted.
  const made = lstatSync(elsewhere);
  if (!made.isDirectory() || made.uid !== 0 || (made.mode & 0o022) !== 0) {
    throw new EmbeddedError(`${elsewhere} was made by somebody else.`);
  }
  chmodSync(elsewhere, 0o711);
  return { folder: elsewhere, isElsewhere: true };
}

/** Makes the data folder; a new one can be traversed by PostgreSQL's owner. */
export function makeDataDir(dataDir: string): string {
  const folder = resolve(dataDir);
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  if (isNew) chmodSync(folder, 0o755);
  return realpathSync(folder);
}

/** Hands a file or folder to the owner; without one it stays ours. */
export function handOver(path: string, owner: Owner | null): void {
  if (owner) chownSync(path, owner.uid, owner.gid);
}
