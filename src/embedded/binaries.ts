import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Logger } from '../log.ts';
import { type Owner, spawnOptions } from './owner.ts';
import { EmbeddedError, nativeFolder, program } from './platform.ts';

/** PostgreSQL's programs, ready to be run by its owner. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * The installed binaries, or a copy of them in `folder` when they cannot be run where they are: their owner cannot traverse
 * the way to them, or the links npm drops cannot be made there.
 *
 * @throws EmbeddedError when they cannot be run at all
 */
export function prepareBinaries(
  folder: string,
  owner: Owner | null,
  log: Logger,
  native: string = nativeFolder(),
): Binaries {
  const inPlace = programs(native);
  const fault = linkFault(native) ?? runFault(inPlace, owner, folder);
  if (fault === null) return inPlace;

  // The package's folder carries its version, so that a new release is not run from an old copy.
  const copy = join(folder, `binaries-${packageVersion(native)}`);
  const copied = programs(copy);
  if (!existsSync(copy)) {
    log.info({ from: native, to: copy, reason: fault }, 'copying PostgreSQL to where it can be run');
    const unfinished = `${copy}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    makeLinks(unfinished);
    renameSync(unfinished, copy);
  }
  const copyFault = runFault(copied, owner, folder);
  if (copyFault !== null) throw new EmbeddedError(`The embedded PostgreSQL cannot be run here (${copyFault}).`);
  return copied;
}

/**
 * Makes the links the package lists in `pg-symlinks.json`: npm packs none, and the install script that would make them may
 * have been skipped. Where links are forbidden the file is copied.
 */
export function makeLinks(native: string): void {
  for (const { source, target } of listedLinks(native)) {
    if (exists(target)) continue;
    try {
      symlinkSync(relative(dirname(target), source), target);
    } catch (error) {
      // Another process may have made it meanwhile; Windows forbids links to most users.
      if (exists(target)) continue;
      if (!isCode(error, 'EPERM')) throw error;
      copyFileSync(source, target);
    }
  }
}

function linkFault(native: string): string | null {
  try {
    makeLinks(native);
    return null;
  } catch (error) {
    return `links are missing and cannot be made: ${messageOf(error)}`;
  }
}

/** The reason the server cannot be run by its owner; asked by running it, since a look at mode bits misses ACLs and mounts. */
function runFault({ postgres }: Binaries, owner: Owner | null, cwd: string): string | null {
  const { status, error, stderr } = spawnSync(postgres, ['--version'], {
    ...spawnOptions(owner, cwd),
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (status === 0) return null;
  return error ? messageOf(error) : stderr.trim() || `status ${status}`;
}

function listedLinks(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  // The list is written from the package's folder; a copy has another name than `native`.
  const here = (path: string) => join(native, path.replace(/^native\//u, ''));
  return links.map(({ source, target }) => ({ source: here(source), target: here(target) }));
}

function programs(native: string): Binaries {
  const at = (name: Parameters<typeof program>[0]) => join(native, 'bin', program(name));
  return { postgres: at('postgres'), initdb: at('initdb'), pgCtl: at('pg_ctl') };
}

function packageVersion(native: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'));
  return version;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
