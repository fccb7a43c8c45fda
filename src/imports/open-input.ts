import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Db } from '../db/client.ts';
import type { Format, Input, InputFile } from '../formats/format.ts';
import type { Resolve } from '../http/resolve.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { ImportOptions } from '../provenance/index.ts';
import { findUploadSize, readUpload } from '../uploads/index.ts';

/** An input that was found: what a format reads, and how large it is. */
export interface OpenInput {
  readonly input: Input;
  readonly bytesTotal: number;
}

/** By what inputs elsewhere are reached: uploads in the database, addresses past the guard. */
export interface InputAccess {
  readonly db: Db;
  /** Absent where only what is here is read. */
  readonly resolve?: Resolve | undefined;
}

const UPLOAD = /^upload:(?<id>.+)$/u;
const ADDRESS = /^https?:\/\//iu;

/** Whether a location is a path of this machine, rather than an upload (`upload:ID`) or an address. */
export function isPath(location: string): boolean {
  return !UPLOAD.test(location) && !ADDRESS.test(location);
}

/**
 * Finds what a location names: a file, or the files directly inside a folder, in the order of their names; an upload; what an
 * address answers.
 *
 * @param onBytes  told of every chunk that is read
 */
export async function openInput(
  location: string,
  options: ImportOptions,
  access: InputAccess,
  onBytes: (count: number) => void = () => {},
): Promise<Result<OpenInput, 'SOURCE_UNREADABLE'>> {
  const upload = UPLOAD.exec(location)?.groups?.id;
  if (upload !== undefined) return openUpload(upload, options, access, onBytes);
  if (ADDRESS.test(location)) return openAddress(location, options, access, onBytes);
  const path = resolve(location);
  try {
    const entry = await stat(path);
    const all: Found[] = entry.isDirectory() ? await findInside(path, await readdir(path)) : [{ path, entry }];
    const files = all.filter(({ entry }) => entry?.isFile());
    const missing = all.filter(({ entry }) => entry === null).map(({ path }) => basename(path));
    const named = files.map(({ path }) => localFile(path, onBytes));
    return ok({
      input: { ...inputOf(basename(path), named, options), ...(missing.length > 0 && { missing }) },
      bytesTotal: files.reduce((sum, { entry }) => sum + (entry?.size ?? 0), 0),
    });
  } catch (error) {
    return fail('SOURCE_UNREADABLE', `${location}: ${reasonOf(error)}; check the path and its rights`, 'path');
  }
}

function inputOf(name: string, files: readonly InputFile[], options: ImportOptions): Input {
  const { columns, framework, frameworkVersion } = options;
  return {
    ...{ name, files },
    ...(columns && { columns }),
    ...(framework !== undefined && { framework }),
    ...(frameworkVersion !== undefined && { frameworkVersion }),
  };
}

async function openUpload(
  id: string,
  options: ImportOptions,
  { db }: InputAccess,
  onBytes: (count: number) => void,
): Promise<Result<OpenInput, 'SOURCE_UNREADABLE'>> {
  const size = await findUploadSize(db, id);
  if (size === null)
    return fail('SOURCE_UNREADABLE', 'the upload is gone, as after a day; leave the file again', 'uploadId');
  const file = watched('upload', () => readUpload(db, id), onBytes);
  return ok({ input: inputOf('upload', [file], options), bytesTotal: size });
}

async function openAddress(
  url: string,
  options: ImportOptions,
  { resolve }: InputAccess,
  onBytes: (count: number) => void,
): Promise<Result<OpenInput, 'SOURCE_UNREADABLE'>> {
  if (!resolve)
    return fail(
      'SOURCE_UNREADABLE',
      'addresses are asked by workers only; name the format, and start the import over the API',
      'location',
    );
  const answer = await resolve(url, { maxAgeSeconds: 0 });
  if (!answer.ok) return fail('SOURCE_UNREADABLE', answer.message, 'location');
  const name = basename(new URL(answer.url).pathname) || new URL(answer.url).hostname;
  const file = watched(name, () => Readable.from([answer.body]), onBytes);
  return ok({ input: inputOf(name, [file], options), bytesTotal: answer.body.length });
}

interface Found {
  readonly path: string;
  /** Null for a link whose target is gone, or a file that went while the folder was read. */
  readonly entry: Stats | null;
}

function findInside(folder: string, names: readonly string[]): Promise<Found[]> {
  const paths = names.map((name) => join(folder, name)).sort();
  return Promise.all(paths.map(async (path) => ({ path, entry: await stat(path).catch(nullIfGone) })));
}

function nullIfGone(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ELOOP') return null;
  throw error;
}

function localFile(path: string, onBytes: (count: number) => void): InputFile {
  return watched(basename(path), () => createReadStream(path), onBytes);
}

function watched(name: string, read: () => AsyncIterable<Uint8Array>, onBytes: (count: number) => void): InputFile {
  return {
    name,
    async *bytes() {
      for await (const chunk of read()) {
        onBytes(chunk.length);
        yield chunk;
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
