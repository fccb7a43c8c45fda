import { crc32 } from 'node:zlib';

/** Keywords a badge is baked under. Source: Open Badges 2.0, Baking; Open Badges 3.0, 5.3. */
const KEYWORDS = ['openbadges', 'openbadgecredential'];

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** Whether bytes begin as a PNG picture. Source: PNG (third edition), 5.2. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/** The one text a PNG picture has baked in, or why there is none that counts. */
export function readPng(bytes: Uint8Array): { readonly text: string } | { readonly fault: string } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  for (let at = SIGNATURE.length; ; ) {
    const fault = chunkFault(view, at);
    if (fault !== null) return { fault };
    const length = view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    const data = view.subarray(at + 8, at + 8 + length);
    if (type === 'IEND') break;
    const keyword = data.toString('latin1', 0, Math.max(0, data.indexOf(0)));
    if (KEYWORDS.includes(keyword)) {
      if (type !== 'iTXt')
        return { fault: `the badge is in a ${type} chunk and only iTXt is allowed; have it baked anew` };
      const text = readInternationalText(data.subarray(keyword.length + 1));
      if ('fault' in text) return text;
      texts.push(text.text);
    }
    at += length + 12;
  }
  const [only, ...others] = texts;
  if (only === undefined) return { fault: 'the picture holds no badge; download the badge itself from its issuer' };
  if (others.length > 0)
    return { fault: `the picture holds ${texts.length} badges and one is allowed; have it baked anew` };
  return { text: only };
}

function chunkFault(view: Buffer, at: number): string | null {
  const cut = 'the picture ends inside a chunk; download it again';
  if (at + 12 > view.length) return cut;
  const length = view.readUInt32BE(at);
  if (at + 12 + length > view.length) return cut;
  const stated = view.readUInt32BE(at + 8 + length);
  if (stated === crc32(view.subarray(at + 4, at + 8 + length))) return null;
  const type = view.toString('latin1', at + 4, at + 8).replace(/[^A-Za-z]/gu, '?');
  return `the checksum of the picture's ${type} chunk is wrong, so it was changed or damaged; download it again`;
}

/** What follows the keyword: compression flag and method, language, translated keyword, text. Source: PNG, 11.3.3.4. */
function readInternationalText(data: Buffer): { readonly text: string } | { readonly fault: string } {
  if (data[0] !== 0) {
    return { fault: 'the badge in the picture is compressed, which Open Badges forbids; have it baked anew' };
  }
  const language = data.indexOf(0, 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return { fault: 'the badge in the picture is cut short; download it again' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(data.subarray(translated + 1)) };
  } catch {
    return { fault: 'the badge in the picture is not UTF-8; have it baked anew' };
  }
}
