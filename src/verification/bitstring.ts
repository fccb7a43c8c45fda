import { gunzip } from 'node:zlib';

/** Fewest entries a list has, so that nobody is told apart by it. Source: Bitstring Status List 1.0, 6.1. */
const ENTRIES_AT_LEAST = 131_072;

/** Largest list that is inflated, in bytes: 2^26 entries. What it says of its own size is not believed. */
const BYTES_AT_MOST = 8 * 1024 * 1024;

/**
 * One entry of an encoded list: base64url, by multibase `u` or bare, of GZIP; the first entry is the leftmost bit. Source:
 * Bitstring Status List 1.0, 3.3 and 6.2.
 */
export async function readEntry(
  encoded: string,
  index: number,
): Promise<{ readonly isSet: boolean } | { readonly fault: string }> {
  const text = encoded.startsWith('u') ? encoded.slice(1) : encoded;
  if (!/^[\w-]+=*$/u.test(text)) return { fault: 'the list is not encoded as base64url' };
  const inflated = await inflate(Buffer.from(text, 'base64url'));
  if ('fault' in inflated) return inflated;
  const entries = inflated.bytes.length * 8;
  if (entries < ENTRIES_AT_LEAST) {
    return { fault: `the list has ${entries} entries and must have ${ENTRIES_AT_LEAST} at least` };
  }
  if (index >= entries) return { fault: `the badge names entry ${index} of a list of ${entries}` };
  const byte = inflated.bytes[Math.floor(index / 8)] ?? 0;
  return { isSet: ((byte >> (7 - (index % 8))) & 1) === 1 };
}

function inflate(bytes: Buffer): Promise<{ readonly bytes: Buffer } | { readonly fault: string }> {
  return new Promise((settle) => {
    gunzip(bytes, { maxOutputLength: BYTES_AT_MOST }, (error, inflated) => {
      if (!error) settle({ bytes: inflated });
      else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
        settle({ fault: `the list is larger than ${BYTES_AT_MOST / 1024 / 1024} MB once unpacked` });
      } else settle({ fault: 'the list is no GZIP data' });
    });
  });
}
