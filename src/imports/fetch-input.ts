import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { SourceSettings } from '../config.ts';
import type { InputFile, Issue } from '../formats/format.ts';
import { type Download, type Downloaded, looksLikeGzip, TooLarge, unpackGzip, type Validators } from '../http/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Fetching, LastFetch } from '../provenance/index.ts';
import { type FetchedFile, fetchPages, holdNothing, type PagesFetched } from './fetch-pages.ts';
import { ArchiveRefused, looksLikeZip, openZip } from './open-zip.ts';
import { sinceLast } from './since.ts';
import { openCredentials } from './source-credentials.ts';
import { nameOf } from './source-location.ts';
import type { Spool } from './spool.ts';

/** By what addresses are reached: workers have it; requests to the API wait for no other host. */
export interface SourceAccess {
  readonly download: Download;
  /** Opens credentials. */
  readonly settings: SourceSettings;
  /** Bytes one reading may fetch at most. */
  readonly bytesAtMost: number;
}

/** An address, and how it is asked. */
export interface AddressAsked {
  readonly location: string;
  readonly fetching: Fetching;
  /** Sealed; null for none. */
  readonly credentials: string | null;
  /** What the last complete fetch left, where this one may rest on it. */
  readonly lastFetch: LastFetch | null;
  /** Whether a file that has not changed since need not come. */
  readonly isConditional: boolean;
}

/** What came. NOTHING_NEW: a host that was asked for what changed has nothing. */
export type FetchedInput =
  | { readonly state: 'UNCHANGED' | 'NOTHING_NEW' }
  | {
      readonly state: 'FETCHED';
      readonly name: string;
      readonly files: readonly FetchedFile[];
      readonly validators: Validators;
      readonly doubts: readonly Issue[];
      readonly isDelta: boolean;
    };

export type FetchRefusal = 'ADDRESS_REFUSED' | 'SOURCE_TOO_LARGE' | 'SOURCE_UNREADABLE';

/**
 * Fetches what an address gives, all of it or nothing: one file, or all its pages. Credentials go to the host of the address and
 * to no other; a next page elsewhere is asked only of hosts that are set up here.
 *
 * @throws the reason of `signal` where the process is told to stop
 */
export async function fetchInput(
  asked: AddressAsked,
  { download, settings, bytesAtMost }: SourceAccess,
  spool: Spool,
  asOf: Date,
  signal?: AbortSignal,
): Promise<Result<FetchedInput, FetchRefusal>> {
  const { location, fetching, credentials, lastFetch } = asked;
  const opened = credentials === null ? null : openCredentials(credentials, location, settings);
  if (credentials !== null && opened === null) {
    const message = 'its credentials were sealed with a secret this hub no longer has; state them again (updateSource)';
    return fail('SOURCE_UNREADABLE', message, 'credentials');
  }
  const { url, isDelta } = sinceLast(location, fetching.since, lastFetch, asOf);
  const { origin } = new URL(location);
  let [left, count] = [bytesAtMost, 0];
  const fetchFile = async (at: string, known?: Validators): Promise<Downloaded & { path: string }> => {
    count += 1;
    const path = spool.path(`file-${count}`);
    const isHome = new URL(at).origin === origin;
    const fetched = await download({
      ...{ url: at, path, atMost: left },
      ...(opened && isHome && { secretHeaders: opened.headers }),
      ...(known && { known }),
      ...(signal && { signal }),
    });
    if (fetched.ok && !fetched.isUnchanged) left -= fetched.bytes;
    return { ...fetched, path };
  };
  const mayLeave = (at: string) => new URL(at).origin === origin || download.isListed(at);
  const known = isDelta || !asked.isConditional ? undefined : validatorsOf(lastFetch);
  const pages = fetching.paging
    ? { ...(await fetchPages(url, fetching.paging, (at) => fetchFile(at), mayLeave)), validators: {} }
    : await fetchOne(url, (at) => fetchFile(at, known));
  if (!pages.ok) return refusalOf(pages);
  if ('isUnchanged' in pages) return ok({ state: 'UNCHANGED' });
  const { files, doubts, validators } = pages;
  if (isDelta && (await holdNothing(files))) return ok({ state: 'NOTHING_NEW' });
  return ok({ state: 'FETCHED', name: nameOf(location), files, validators, doubts, isDelta });
}

type OneFetched =
  | (Extract<PagesFetched, { ok: true }> & { readonly validators: Validators })
  | Extract<PagesFetched, { ok: false }>
  | { readonly ok: true; readonly isUnchanged: true };

async function fetchOne(
  url: string,
  fetchFile: (url: string) => Promise<Downloaded & { path: string }>,
): Promise<OneFetched> {
  const fetched = await fetchFile(url);
  if (!fetched.ok) return fetched;
  if (fetched.isUnchanged) return { ok: true, isUnchanged: true };
  const { path, bytes, validators } = fetched;
  return { ok: true, files: [{ name: nameOf(url), path, bytes }], doubts: [], validators };
}

function validatorsOf(last: LastFetch | null): Validators {
  const { etag, lastModified } = last ?? {};
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

function refusalOf({ reason, message }: Extract<Downloaded, { ok: false }>): Result<never, FetchRefusal> {
  switch (reason) {
    case 'REFUSED':
      return fail('ADDRESS_REFUSED', message, 'location');
    case 'TOO_LARGE':
      return fail('SOURCE_TOO_LARGE', message, 'location');
    default:
      return fail('SOURCE_UNREADABLE', message, 'location');
  }
}

/** Files of an input that lie on the disk, ready to be read, and what holds them open. */
export interface UnpackedFiles {
  readonly name: string;
  readonly files: readonly InputFile[];
  readonly bytesTotal: number;
  close(): Promise<void>;
}

/**
 * The file on the disk that an input is, or those it holds: gzip is unpacked in its place, a zip read as it is.
 *
 * @param isOurs      whether the file is ours to unpack in its place
 * @param keepsZips   whether the format reads zips itself
 * @param isVerified  whether a zip is unpacked once, to know that all of it can be
 */
export async function unpackFile(
  { name, path, bytes }: FetchedFile,
  {
    atMost,
    isOurs,
    keepsZips,
    isVerified,
  }: { atMost: number; isOurs: boolean; keepsZips: boolean; isVerified: boolean },
): Promise<Result<UnpackedFiles, 'ARCHIVE_REFUSED' | 'SOURCE_TOO_LARGE'>> {
  const head = await headOf(path);
  try {
    if (looksLikeZip(head) && !keepsZips) {
      const zip = await openZip(path);
      const { files, bytesTotal, close } = zip;
      try {
        if (isVerified) await zip.verify();
      } catch (error) {
        await close();
        throw error;
      }
      return ok({ name: name.replace(/\.zip$/iu, ''), files, bytesTotal, close });
    }
    const isPacked = looksLikeGzip(head) && isOurs;
    const bytesTotal = isPacked ? await unpackGzip(path, { atMost }) : bytes;
    const plain = isPacked ? name.replace(/\.gz$/iu, '') : name;
    const file = { name: plain, bytes: () => createReadStream(path) };
    return ok({ name: plain, files: [file], bytesTotal, close: async () => {} });
  } catch (error) {
    if (error instanceof ArchiveRefused) return fail('ARCHIVE_REFUSED', `${name}: ${error.message}`, 'location');
    if (error instanceof TooLarge) return fail('SOURCE_TOO_LARGE', `${name} ${error.message}`, 'location');
    throw error;
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
