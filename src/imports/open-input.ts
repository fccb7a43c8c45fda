import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Db } from '../db/client.ts';
import type { Format, Input, InputFile, Issue } from '../formats/format.ts';
import type { Validators } from '../http/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Fetching, ImportOptions, LastFetch } from '../provenance/index.ts';
import { findUploadSize, readUpload } from '../uploads/index.ts';
import { type FetchRefusal, fetchInput, type SourceAccess, unpackFile } from './fetch-input.ts';
import type { FetchedFile } from './fetch-pages.ts';
import { placeOf } from './source-location.ts';
import { openSpool, type Spool } from './spool.ts';

/** What is to be opened: a source, or a location that may become one. */
export interface InputAsked {
  readonly location: string;
  readonly options: ImportOptions;
  readonly isPartial?: boolean;
  readonly fetching?: Fetching;
  readonly credentials?: string | null;
  readonly lastFetch?: LastFetch | null;
  /** Whether an address need not give what has not changed since `lastFetch`. */
  readonly isConditional?: boolean;
  /** Whether the format reads zips itself; else the files in a zip are the input's. */
  readonly keepsZips?: boolean;
  /** Whether only beginnings of files are looked at: a zip is then not unpacked once beforehand. */
  readonly isGlance?: boolean;
}

/** An input that was found: what a format reads, and how large it is. */
export interface OpenInput {
  readonly state: 'OPEN';
  readonly input: Input;
  readonly bytesTotal: number;
  /** What is doubtful about it before it is read. */
  readonly doubts: readonly Issue[];
  /** How its host knows it again; nothing of what was not fetched. */
  readonly validators: Validators;
  /** Whether it was asked for as what changed since the last reading. */
  readonly isDelta: boolean;
  /** Lets go of its files, and removes what was fetched. */
  close(): Promise<void>;
}

/** An input that needs no reading: its host says that nothing changed, or that there is nothing new. */
export interface NothingToRead {
  readonly state: 'UNCHANGED' | 'NOTHING_NEW';
}

/** By what inputs elsewhere are reached: uploads in the database, addresses past the guard. */
export interface InputAccess {
  readonly db: Db;
  /** Absent where only what is here is read. */
  readonly sources?: SourceAccess | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type OpenRefusal = FetchRefusal | 'ARCHIVE_REFUSED';

/** Bytes a packed upload may unpack to. */
const UNPACKED_AT_MOST = 2 * 1024 ** 3;

/**
 * Finds what a location names: a file, or the files directly inside a folder, in the order of their names; an upload; what an
 * address gives, fetched to the disk. One zip is the files in it. The caller closes what was opened.
 *
 * @param onBytes  told of every chunk that is read
 * @param asOf     now
 * @throws         where the process is told to stop
 */
export async function openInput(
  asked: InputAsked,
  access: InputAccess,
  onBytes: (count: number) => void = () => {},
  asOf: Date = new Date(),
): Promise<Result<OpenInput | NothingToRead, OpenRefusal>> {
  const place = placeOf(asked.location);
  if (place.kind === 'path') return openPath(asked, onBytes);
  const spool = await openSpool();
  let isKept = false;
  try {
    const opened =
      place.kind === 'upload'
        ? await openUpload(place.id, asked, access, spool, onBytes)
        : await openAddress(asked, access, spool, onBytes, asOf);
    isKept = opened.ok && opened.value.state === 'OPEN';
    return opened;
  } finally {
    if (!isKept) await spool.close();
  }
}

async function openPath(asked: InputAsked, onBytes: (count: number) => void): Promise<Result<OpenInput, OpenRefusal>> {
  const path = resolve(asked.location);
  try {
    const entry = await stat(path);
    if (!entry.isDirectory()) {
      const file = { name: basename(path), path, bytes: entry.size };
      return await openFiles([file], { ...asked, isOurs: false }, async () => {}, onBytes);
    }
    const all = await findInside(path, await readdir(path));
    const missing = all.filter(({ entry }) => entry === null).map(({ path }) => basename(path));
    const files = all.flatMap(({ path, entry }) => (entry?.isFile() ? [{ path, bytes: entry.size }] : []));
    const named = files.map(({ path }) => watched(basename(path), () => createReadStream(path), onBytes));
    const input = { ...inputOf(basename(path), named, asked), ...(missing.length > 0 && { missing }) };
    return ok(opened(input, sumOf(files), async () => {}));
  } catch (error) {
    return fail('SOURCE_UNREADABLE', `${asked.location}: ${reasonOf(error)}; check the path and its rights`, 'path');
  }
}

/** An upload is copied to the disk, as what is fetched is: one that is packed must lie there to be read. */
async function openUpload(
  id: string,
  asked: InputAsked,
  { db }: InputAccess,
  spool: Spool,
  onBytes: (count: number) => void,
): Promise<Result<OpenInput, OpenRefusal>> {
  const size = await findUploadSize(db, id);
  if (size === null)
    return fail('SOURCE_UNREADABLE', 'the upload is gone, as after a day; leave the file again', 'uploadId');
  const path = spool.path('upload');
  await pipeline(readUpload(db, id), createWriteStream(path));
  return openFiles([{ name: 'upload', path, bytes: size }], { ...asked, isOurs: true }, spool.close, onBytes);
}

async function openAddress(
  asked: InputAsked,
  { sources, signal }: InputAccess,
  spool: Spool,
  onBytes: (count: number) => void,
  asOf: Date,
): Promise<Result<OpenInput | NothingToRead, OpenRefusal>> {
  if (!sources)
    return fail(
      'SOURCE_UNREADABLE',
      'addresses are asked by workers only; name the format, and start the import over the API',
      'location',
    );
  const { location, fetching = {}, credentials = null, lastFetch = null, isConditional = false } = asked;
  const fetched = await fetchInput(
    { location, fetching, credentials, lastFetch, isConditional },
    ...([sources, spool, asOf, signal] as const),
  );
  if (!fetched.ok) return fetched;
  if (fetched.value.state !== 'FETCHED') return ok({ state: fetched.value.state });
  const { files, name, doubts, validators, isDelta } = fetched.value;
  const isPartial = (asked.isPartial ?? false) || isDelta || doubts.length > 0;
  const found = await openFiles(files, { ...asked, isPartial, name, isOurs: true }, spool.close, onBytes);
  return found.ok ? ok({ ...found.value, doubts, validators, isDelta }) : found;
}

/** Files on the disk as an input; a single one may be packed. */
async function openFiles(
  files: readonly FetchedFile[],
  asked: InputAsked & { readonly isOurs: boolean; readonly name?: string },
  close: () => Promise<void>,
  onBytes: (count: number) => void,
): Promise<Result<OpenInput, OpenRefusal>> {
  const [file] = files;
  if (!file || files.length > 1) {
    const named = files.map(({ name, path }) => watched(name, () => createReadStream(path), onBytes));
    return ok(opened(inputOf(asked.name ?? '', named, asked), sumOf(files), close));
  }
  const { isOurs, keepsZips = false, isGlance = false } = asked;
  const unpacked = await unpackFile(file, { atMost: UNPACKED_AT_MOST, isOurs, keepsZips, isVerified: !isGlance });
  if (!unpacked.ok) return unpacked;
  const { name, bytesTotal } = unpacked.value;
  const named = unpacked.value.files.map((each) => watched(each.name, each.bytes, onBytes));
  return ok(
    opened(inputOf(name, named, asked), bytesTotal, async () => {
      await unpacked.value.close();
      await close();
    }),
  );
}

function opened(input: Input, bytesTotal: number, close: () => Promise<void>): OpenInput {
  return { state: 'OPEN', input, bytesTotal, doubts: [], validators: {}, isDelta: false, close };
}

function inputOf(name: string, files: readonly InputFile[], { options, isPartial = false }: InputAsked): Input {
  const { columns, mapping, framework, frameworkVersion } = options;
  return {
    ...{ name, files },
    ...(isPartial && { isPartial }),
    ...(columns && { columns }),
    ...(mapping !== undefined && { mapping }),
    ...(framework !== undefined && { framework }),
    ...(frameworkVersion !== undefined && { frameworkVersion }),
  };
}

function sumOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

interface Found {
  readonly path: string;
  /** Null for a link whose target is gone, or a file that went while the folder was read. */
  readonly entry: Stats | null;
}

/** What lies directly in a folder, of the names, sorted. */
export function findInside(folder: string, names: readonly string[]): Promise<Found[]> {
  const paths = names.map((name) => join(folder, name)).sort();
  return Promise.all(paths.map(async (path) => ({ path, entry: await stat(path).catch(nullIfGone) })));
}

function nullIfGone(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ELOOP') return null;
  throw error;
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
