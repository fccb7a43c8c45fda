import { fail, ok, type Result } from '../../problem.ts';
import { parseJson } from './json.ts';
import { looksLikeJws, readJws } from './jws.ts';
import { isObject } from './object.ts';
import { type Container, type Packaging, packagingOf, typesOf } from './packaging.ts';
import { isPng, readPng } from './png.ts';
import { looksLikeSvg, readSvg } from './svg.ts';

/** A badge taken out of whatever it came in; nothing about it is verified. */
export interface Unpacked {
  readonly packaging: Packaging;
  readonly container: Container;
  /**
   * The document: the credential or assertion. Of a VC-JWT the credential in it, which is its claim `vc` (Verifiable
   * Credentials 1.1, 6.3.1) or the payload itself (Open Badges 3.0, 8.2). Of an address empty.
   */
  readonly document: Readonly<Record<string, unknown>>;
  /** The compact JWS it came as. */
  readonly jws?: string;
  /** Where the document lies, when only that was given: packaging ADDRESS. */
  readonly address?: string;
}

/** Largest picture or document that is looked at, in bytes. */
const BYTES_AT_MOST = 10 * 1024 * 1024;

/**
 * Takes a badge out of its bytes: JSON, compact JWS, baked PNG or SVG, or an address that was given instead.
 *
 * @returns BADGE_UNREADABLE with what is wrong and the way out
 */
export async function unpack(bytes: Uint8Array): Promise<Result<Unpacked, 'BADGE_UNREADABLE'>> {
  if (bytes.length > BYTES_AT_MOST) return unreadable('it is larger than 10 MB; a badge is a few kilobytes');
  if (isPng(bytes)) return unpackBaked(readPng(bytes), 'PNG');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return unreadable('it is neither a PNG picture nor text in UTF-8; give the badge as its issuer did');
  }
  return looksLikeSvg(text) ? unpackBaked(readSvg(text), 'SVG') : unpackText(text, 'NONE');
}

function unpackBaked(
  baked: { readonly text: string } | { readonly fault: string },
  container: Container,
): Result<Unpacked, 'BADGE_UNREADABLE'> {
  return 'fault' in baked ? unreadable(baked.fault) : unpackText(baked.text.trim(), container);
}

function unpackText(text: string, container: Container): Result<Unpacked, 'BADGE_UNREADABLE'> {
  if (text === '') return unreadable('it is empty; give the badge as its issuer did');
  if (isAddress(text)) return ok({ packaging: 'ADDRESS', container, document: {}, address: text });
  if (looksLikeJws(text)) return unpackJws(text, container);
  const parsed = parseJson(text);
  if ('fault' in parsed) return unreadable(parsed.fault);
  // A string of JSON may hold what else would stand alone.
  if (typeof parsed.value === 'string' && (isAddress(parsed.value) || looksLikeJws(parsed.value))) {
    return unpackText(parsed.value, container);
  }
  if (!isObject(parsed.value)) return unreadable('it is JSON but no object; give one badge document');
  return ok({ packaging: packagingOf(parsed.value, false), container, document: parsed.value });
}

/** The badge that a compact JWS carries. */
export function unpackJws(jws: string, container: Container): Result<Unpacked, 'BADGE_UNREADABLE'> {
  const read = readJws(jws);
  if ('fault' in read) return unreadable(read.fault);
  const document = credentialIn(read.payload);
  return ok({ packaging: packagingOf(document, true), container, document, jws });
}

/** What registered claims say where the credential itself is silent. Source: Verifiable Credentials 1.1, 6.3.1, JWT decoding. */
function credentialIn(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const credential = isObject(payload.vc) ? payload.vc : payload;
  if (!typesOf(credential).includes('VerifiableCredential')) return credential;
  const { iss, jti, sub, nbf, exp } = payload;
  const isVersion2 = [credential['@context']].flat()[0] === 'https://www.w3.org/ns/credentials/v2';
  const { credentialSubject: subject } = credential;
  const said = {
    ...(typeof iss === 'string' && { issuer: iss }),
    ...(typeof jti === 'string' && { id: jti }),
    ...momentOf(isVersion2 ? 'validFrom' : 'issuanceDate', nbf),
    ...momentOf(isVersion2 ? 'validUntil' : 'expirationDate', exp),
    ...credential,
  };
  const isNameless = typeof sub === 'string' && isObject(subject) && subject.id === undefined;
  return isNameless ? { ...said, credentialSubject: { id: sub, ...subject } } : said;
}

function momentOf(name: string, seconds: unknown): Record<string, string> {
  const date = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN);
  return Number.isNaN(date.getTime()) ? {} : { [name]: date.toISOString().replace('.000Z', 'Z') };
}

/** The badge that a parsed document is, such as one inside a bundle. */
export function unpackDocument(document: Readonly<Record<string, unknown>>): Unpacked {
  return { packaging: packagingOf(document, false), container: 'NONE', document };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/iu.test(text) && URL.canParse(text);
}

function unreadable(message: string): Result<never, 'BADGE_UNREADABLE'> {
  return fail('BADGE_UNREADABLE', `This cannot be read as a badge: ${message}`);
}
