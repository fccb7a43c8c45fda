import { parseJson } from './json.ts';
import { isObject } from './object.ts';

/** What a compact JWS says, its signature unchecked. */
export interface JwsParts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]*$/u;

/** Whether a text is written as a compact JWS, or begins as one. Source: RFC 7515, 7.1. */
export function looksLikeJws(text: string): boolean {
  // A JSON object, encoded, begins with these letters.
  return COMPACT.test(text) || /^eyJ[\w+/=.-]+$/u.test(text);
}

/** Header and payload of a compact JWS, both JSON objects, or why it is none. */
export function readJws(text: string): JwsParts | { readonly fault: string } {
  const parts = text.split('.');
  if (parts.length !== 3 || !COMPACT.test(text)) {
    const fault = `a signed badge (JWS) is three parts joined by dots and this has ${parts.length}; copy the whole text`;
    return { fault };
  }
  const [header, payload] = [parts[0] ?? '', parts[1] ?? ''].map(readPart);
  if (!header || !('value' in header)) return { fault: `the header of the JWS: ${header?.fault ?? 'it is missing'}` };
  if (!payload || !('value' in payload))
    return { fault: `the payload of the JWS: ${payload?.fault ?? 'it is missing'}` };
  return { header: header.value, payload: payload.value };
}

function readPart(encoded: string): { readonly value: Record<string, unknown> } | { readonly fault: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64url'));
  } catch {
    return { fault: 'it is not UTF-8; copy the whole text' };
  }
  const parsed = parseJson(text);
  if ('fault' in parsed) return parsed;
  return isObject(parsed.value) ? { value: parsed.value } : { fault: 'it is no JSON object; copy the whole text' };
}
