import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** What packs smaller than to a hundredth is made to fill a disk. Small files are let pass. Source: OWASP, zip bombs. */
export const RATIO_AT_MOST = 100;
export const RATIO_COUNTS_FROM = 1024 * 1024;

/** What unpacks to more than is allowed. */
export class TooLarge extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TooLarge';
  }
}

/** What begins gzip. Source: RFC 1952, 2.3.1. */
export function looksLikeGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

/**
 * Unpacks a file in its place, piece by piece.
 *
 * @returns how many bytes it then has
 * @throws  TooLarge, counted on bytes that came out; and what zlib throws on damaged bytes
 */
export async function unpackGzip(path: string, limits: { atMost: number; signal?: AbortSignal }): Promise<number> {
  const { atMost, signal } = limits;
  const unpacked = `${path}.unpacked`;
  const source = createReadStream(path);
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > atMost) return done(new TooLarge(`unpacks to more than ${atMost} bytes`));
      if (bytes > RATIO_COUNTS_FROM && bytes > source.bytesRead * RATIO_AT_MOST) {
        return done(new TooLarge(`is packed more than ${RATIO_AT_MOST} times smaller, as only a bomb is`));
      }
      done(null, chunk);
    },
  });
  await pipeline(source, createGunzip(), count, createWriteStream(unpacked), ...(signal ? [{ signal }] : []));
  await rename(unpacked, path);
  return bytes;
}
