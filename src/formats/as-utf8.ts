/**
 * The bytes of a text file as UTF-8: UTF-16 is told from its byte order mark, as Excel's "Unicode text" writes it, and
 * anything else passes as it is.
 */
export async function* asUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | null = new Uint8Array();
  let decoder: ReturnType<typeof utf16Of> = null;
  for await (const chunk of bytes) {
    let part = chunk;
    if (first) {
      part = Buffer.concat([first, chunk]);
      first = part.length < 2 ? part : null;
      if (first) continue;
      decoder = utf16Of(part);
    }
    yield decoder ? Buffer.from(decoder.decode(part, { stream: true })) : part;
  }
  if (first && first.length > 0) yield first;
  if (decoder) yield Buffer.from(decoder.decode());
}

function utf16Of([one, two]: Uint8Array) {
  if (one === 0xff && two === 0xfe) return new TextDecoder('utf-16le');
  if (one === 0xfe && two === 0xff) return new TextDecoder('utf-16be');
  return null;
}

/** What to say of a text that holds U+0000 where words should stand. */
export const LOOKS_LIKE_UTF16 =
  'the file looks like UTF-16 without a byte order mark; save it as UTF-8 and import it again';
