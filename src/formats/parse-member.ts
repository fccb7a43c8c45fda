import type { Issue } from './format.ts';

/** What a value's text is as JSON, or why it is none. */
export type ParsedMember = { readonly value: unknown } | Pick<Issue, 'code' | 'message' | 'raw'>;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param hasManyDigits  whether it may hold whole numbers that JavaScript has no number for */
export function parseMember(bytes: Uint8Array, hasManyDigits: boolean): ParsedMember {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { code: 'ENCODING_INVALID', message: 'it is not UTF-8; save the file as UTF-8 and import it again' };
  }
  try {
    return { value: JSON.parse(hasManyDigits ? withLargeAsText(text) : text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.toWellFormed() : String(error);
    const message = `it is not JSON (${reason}); correct it and import it again`;
    return { code: 'JSON_INVALID', message, raw: text.slice(0, 200).toWellFormed() };
  }
}

/** Whole numbers that would lose digits, in quotes: identifiers, in all that was met. */
function withLargeAsText(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gsu, (token) =>
    /^-?\d+$/u.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}
