import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { InputFile, Issue, Place } from '../format.ts';

/** Largest zip that is read, in bytes: its directory stands at the end, so it must be whole. */
const ZIP_AT_MOST = 64 * 1024 * 1024;
const ENTRIES_AT_MOST = 20_000;
/** Most bytes all files of a zip unpack to. */
const UNPACKED_AT_MOST = 512 * 1024 * 1024;
/** JSON of badges packs to a tenth; what packs to a two-hundredth is made to fill a disk. Small files are let pass. */
const RATIO_AT_MOST = 200;
const RATIO_COUNTS_FROM = 1024 * 1024;

/** What begins a zip: a local file's header, or the end record of an empty one. Source: PKWARE APPNOTE 4.3. */
export function looksLikeZip(head: Uint8Array): boolean {
  const [p, k, a, b] = head;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

/**
 * The files of a zip, in the order of its directory. Names are told in issues and lead nowhere: nothing is written, so `../`
 * is harmless. A zip or file beyond the bounds is an issue, and what stands behind it is not read.
 */
export async function* filesInZip(zip: InputFile, report: (issue: Issue) => void): AsyncGenerator<InputFile> {
  const refuse = (message: string, file = zip.name) => report(refusal({ file, pointer: '' }, message));
  const bytes = await collect(zip.bytes());
  if (bytes === null) return refuse('the zip is larger than 64 MB; split it');
  try {
    const opened = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false });
    if (opened.entryCount > ENTRIES_AT_MOST) {
      return refuse(`the zip holds ${opened.entryCount} files, ${ENTRIES_AT_MOST} are read at most; split it`);
    }
    let unpacked = 0;
    for await (const entry of opened.eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith('/') || isClutter(name)) continue;
      unpacked += entry.uncompressedSize;
      const fault = faultOf(entry, unpacked);
      if (fault !== null) return refuse(fault, `${zip.name}/${name}`);
      yield { name: `${zip.name}/${name}`, bytes: () => bytesOf(opened, entry) };
    }
  } catch (error) {
    refuse(`the zip is damaged (${sentenceOf(error)}); pack it again`);
  }
}

function faultOf(entry: Entry, unpacked: number): string | null {
  const { compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) return 'the file is encrypted; pack it without a password';
  if (unpacked > UNPACKED_AT_MOST) return 'the files of the zip unpack to more than 512 MB; split it';
  const isBomb = uncompressedSize > RATIO_COUNTS_FROM && uncompressedSize > compressedSize * RATIO_AT_MOST;
  return isBomb ? `the file is packed more than ${RATIO_AT_MOST} times smaller; hand it in unpacked` : null;
}

/** yauzl ends a file that is longer than its directory says with an error. */
async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer;
}

/** With `decodeStrings: false` a name is bytes, and not refused for what it would do to a disk. */
function nameOf({ fileName }: Entry): string {
  const bytes: unknown = fileName;
  const name = bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : String(bytes);
  return name.replaceAll('\0', '\uFFFD').slice(0, 500);
}

/** What file managers put beside the files. */
function isClutter(name: string): boolean {
  return /(^|\/)(__MACOSX\/|\.)/u.test(name.replaceAll('../', '').replaceAll('./', ''));
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > ZIP_AT_MOST) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A file that cannot be unpacked, or is not to be. */
export function refusal(place: Place, message: string): Issue {
  return { severity: 'ERROR', code: 'ARCHIVE_REFUSED', place, message };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message.toWellFormed() : String(error);
}
