import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { InputFile } from '../formats/format.ts';
import { looksLikeGzip, RATIO_AT_MOST, RATIO_COUNTS_FROM } from '../http/index.ts';

const FILES_AT_MOST = 1_000;
/** Most bytes all files of a zip unpack to, counted as they come out. */
const UNPACKED_AT_MOST = 500 * 1024 * 1024;

/** A zip, or a file in it, that is not read. */
export class ArchiveRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArchiveRefused';
  }
}

export interface OpenZip {
  /** In the order of their names; by their last part where that tells them apart. */
  readonly files: readonly InputFile[];
  readonly bytesTotal: number;
  /** Unpacks all of it once, to nowhere: what is damaged, or larger than it says, is known before anything is imported. */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/** What begins a zip: a local file's header, or the end record of an empty one. Source: PKWARE APPNOTE 4.3. */
export function looksLikeZip([p, k, a, b]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

/**
 * Opens a zip on the disk and looks at its directory; nothing of it is written anywhere.
 *
 * @throws ArchiveRefused on a damaged or encrypted zip, names that lead elsewhere, links, entries that share bytes, and too many files
 */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await refusing(() => openPromise(path, { lazyEntries: true, autoClose: false }));
  try {
    const entries = await refusing(() => entriesOf(zip));
    const names = entries.map(({ fileName }) => basename(fileName));
    const isTelling = new Set(names).size === names.length;
    const files = entries.map((entry) => ({
      name: isTelling ? basename(entry.fileName) : entry.fileName,
      bytes: () => bytesOf(zip, entry),
    }));
    return {
      files: files.sort((a, b) => (a.name < b.name ? -1 : 1)),
      bytesTotal: entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0),
      verify: () => verifyAll(zip, entries),
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** yauzl refuses names that are absolute, have a backslash or lead upwards. */
async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > FILES_AT_MOST) {
    throw new ArchiveRefused(`it holds ${zip.entryCount} files, ${FILES_AT_MOST} are read at most; split it`);
  }
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const fault = faultOf(entry);
    if (fault !== null) throw new ArchiveRefused(`${entry.fileName}: ${fault}`);
    if (!entry.fileName.endsWith('/') && !isClutter(entry.fileName)) entries.push(entry);
  }
  const places = entries.map(({ relativeOffsetOfLocalHeader: from, compressedSize }) => [from, from + compressedSize]);
  places.sort(([a = 0], [b = 0]) => a - b);
  if (places.some(([, end = 0], index) => end > (places[index + 1]?.[0] ?? Number.POSITIVE_INFINITY))) {
    throw new ArchiveRefused('its files lie over each other, as only in a bomb');
  }
  return entries;
}

/** Upper half of the attributes that Unix writes: the mode, whose type says what is a link. Source: APPNOTE 4.4.15. */
const TYPE = 0o170000;
const LINK = 0o120000;

function faultOf(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'it is encrypted; pack it without a password';
  if (((entry.externalFileAttributes >>> 16) & TYPE) === LINK) return 'it is a link; put the file itself there';
  const { compressedSize, uncompressedSize } = entry;
  return isBomb(uncompressedSize, compressedSize) ? BOMB : null;
}

const BOMB = `it is packed more than ${RATIO_AT_MOST} times smaller; hand it in unpacked`;

function isBomb(unpacked: number, packed: number): boolean {
  return unpacked > RATIO_COUNTS_FROM && unpacked > packed * RATIO_AT_MOST;
}

/** What file managers put beside the files. */
function isClutter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.)/u.test(name);
}

async function verifyAll(zip: ZipFile, entries: readonly Entry[]): Promise<void> {
  let total = 0;
  for (const entry of entries) {
    let [bytes, sum] = [0, 0];
    const head: number[] = [];
    await refusing(async () => {
      for await (const chunk of bytesOf(zip, entry)) {
        bytes += chunk.length;
        total += chunk.length;
        sum = crc32(chunk, sum);
        if (head.length < 4) head.push(...chunk.subarray(0, 4 - head.length));
        if (total > UNPACKED_AT_MOST) throw new ArchiveRefused('its files unpack to more than 500 MB; split it');
        if (isBomb(bytes, entry.compressedSize)) throw new ArchiveRefused(BOMB);
      }
      if (sum !== entry.crc32) throw new ArchiveRefused('its bytes are not those that were packed; pack it again');
      const packed = Uint8Array.from(head);
      if (looksLikeZip(packed) || looksLikeGzip(packed))
        throw new ArchiveRefused('it is packed itself; unpack it first');
    }, entry.fileName);
  }
}

/** yauzl ends a file that is longer or shorter than its directory says with an error. */
async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer;
}

async function refusing<T>(work: () => Promise<T>, name?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const sentence = error instanceof Error ? error.message.toWellFormed() : String(error);
    const isOurs = error instanceof ArchiveRefused;
    const message = isOurs ? sentence : `it is damaged or not to be read (${sentence})`;
    throw new ArchiveRefused(name === undefined ? message : `${name}: ${message}`);
  }
}
