import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Which processes use the server of a data folder, as files `users/<pid>-<n>`, and the lock that lets one of them at a time
 * start or stop it. A file names its process and when that process started, since pids are used again, in containers soon.
 */
export interface Users {
  /** Counts this process as a user once more; the function undoes it. */
  join(): () => void;
  /** Whether a live process uses the server. Files of dead ones are removed. */
  isEmpty(): boolean;
  /** Runs work while no other process or caller starts or stops the server of this folder. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

let handles = 0;
const queues = new Map<string, Promise<unknown>>();

export function openUsers(dataDir: string, options: { lockWaitMs?: number } = {}): Users {
  const folder = join(dataDir, 'users');
  const lock = join(dataDir, 'starting.lock');
  mkdirSync(folder, { recursive: true });

  return {
    join() {
      handles += 1;
      const file = join(folder, `${process.pid}-${handles}`);
      writeFileSync(file, stamp(process.pid), { mode: 0o600 });
      return () => rmSync(file, { force: true });
    },

    isEmpty() {
      const files = readdirSync(folder).map((name) => join(folder, name));
      const dead = files.filter((file) => !isStampAlive(readOrNull(file)));
      for (const file of dead) rmSync(file, { force: true });
      return dead.length === files.length;
    },

    exclusively(work) {
      // A lock file cannot tell two callers in one process apart; they queue here first.
      const before = queues.get(lock) ?? Promise.resolve();
      const turn = before.then(async () => {
        const release = await takeLock(lock, options.lockWaitMs ?? 120_000);
        try {
          return await work();
        } finally {
          release();
        }
      });
      queues.set(
        lock,
        turn.catch(() => {}),
      );
      return turn;
    },
  };
}

async function takeLock(lock: string, waitMs: number): Promise<() => void> {
  const own = stamp(process.pid);
  const deadline = Date.now() + waitMs;
  while (true) {
    try {
      writeFileSync(lock, own, { flag: 'wx', mode: 0o600 });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const held = readOrNull(lock);
    // Callers of this process are queued, so a lock with its stamp was left by a turn that could not remove it.
    if (held !== null && (held === own || !isStampAlive(held))) breakLock(lock, held);
    if (Date.now() > deadline)
      throw new Error(`another process has been starting or stopping PostgreSQL for too long; it holds ${lock}`);
    await sleep(25);
  }
}

/** Removes a lock left by a dead process, unless somebody replaced it since it was read. */
function breakLock(lock: string, held: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (readOrNull(aside) !== held) {
    try {
      linkSync(aside, lock);
    } catch {
      // Somebody holds a lock again already.
    }
  }
  rmSync(aside, { force: true });
}

/** Names a process for good: its pid and the moment it started. */
export function stamp(pid: number): string {
  return `${pid} ${startOf(pid) ?? ''}`.trim();
}

/** Whether the very process a stamp names is alive. An empty stamp is one being written at this moment. */
function isStampAlive(text: string | null): boolean {
  if (text === null) return false;
  if (text === '') return true;
  const pid = Number(text.split(' ')[0]);
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) && stamp(pid) === text;
}

/** Whether a process runs; one that ended and waits to be collected by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return process.platform !== 'linux' || statOf(pid)?.[0] !== 'Z';
}

/** When a process started, in whatever form the system states it; null where it cannot be asked cheaply. */
function startOf(pid: number): string | null {
  if (process.platform === 'linux') {
    const boot = readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
    const start = statOf(pid)?.[19];
    return start === undefined ? null : `${boot} ${start}`;
  }
  if (process.platform === 'win32') return null;
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/** `/proc/<pid>/stat` from its third field on: the name before it may hold blanks and brackets. */
function statOf(pid: number): string[] | null {
  const text = readOrNull(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
