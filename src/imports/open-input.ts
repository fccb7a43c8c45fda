import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import type { Format, Input, InputFile } from '../formats/format.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { ImportOptions } from '../provenance/index.ts';

/** An input that was found: what a format reads, and how large it is. */
export interface OpenInput {
  readonly input: Input;
  readonly bytesTotal: number;
}

/**
 * Finds what a location names: a file, or the files directly inside a folder, in the order of their names.
 *
 * @param onBytes  told of every chunk that is read
 */
export async function openInput(
  location: string,
  options: ImportOptions,
  onBytes: (count: number) => void = () => {},
): Promise<Result<OpenInput, 'SOURCE_UNREADABLE'>> {
  const path = resolve(location);
  try {
    const found = await stat(path);
    const names = found.isDirectory() ? await readdir(path) : null;
    const inside = (names ?? []).map((name) => join(path, name)).sort();
    const all = await Promise.all((names ? inside : [path]).map(async (file) => ({ file, entry: await stat(file) })));
    const files = all.filter(({ entry }) => entry.isFile());
    const { columns, framework, frameworkVersion } = options;
    return ok({
      input: {
        name: basename(path),
        files: files.map(({ file }) => localFile(file, onBytes)),
        ...(columns && { columns }),
        ...(framework !== undefined && { framework }),
        ...(frameworkVersion !== undefined && { frameworkVersion }),
      },
      bytesTotal: files.reduce((sum, { entry }) => sum + entry.size, 0),
    });
  } catch (error) {
    return fail('SOURCE_UNREADABLE', `${location}: ${reasonOf(error)}; check the path and its rights`, 'path');
  }
}

function localFile(path: string, onBytes: (count: number) => void): InputFile {
  return {
    name: basename(path),
    async *bytes() {
      for await (const chunk of createReadStream(path)) {
        onBytes((chunk as Buffer).length);
        yield chunk as Buffer;
      }
    },
  };
}

/**
 * SHA-256 over all a reading depends on: the format's mapping, what its owner said of the input, names and bytes of every
 * file. Equal fingerprints read equally, which resuming and skipping an unchanged input rest on.
 */
export async function fingerprint({ name, version }: Pick<Format, 'name' | 'version'>, input: Input): Promise<string> {
  const { files, ...stated } = input;
  const digest = createHash('sha256').update(JSON.stringify({ format: name, version, stated }));
  for (const file of files) {
    digest.update(`${file.name}\0`);
    for await (const chunk of file.bytes()) digest.update(chunk);
  }
  return digest.digest('hex');
}

/** Whether a path lies in one of the folders; any path does when none is named. */
export function isInside(path: string, folders: readonly string[]): boolean {
  if (folders.length === 0) return true;
  return folders.some((folder) => {
    const way = relative(resolve(folder), resolve(path));
    return way === '' || (!way.startsWith('..') && !isAbsolute(way));
  });
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'this process may not read it';
  return error instanceof Error ? error.message : String(error);
}
