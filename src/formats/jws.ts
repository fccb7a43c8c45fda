import { type JwsParts, readJws } from './badge-packaging/jws.ts';
import { isObject } from './badge-packaging/object.ts';

const COMPACT = /^ey[\w-]+\.[\w-]+\.[\w-]*$/u;

/** Whether a text has the look of a compact JWS whose header is a JSON object. */
export function looksLikeJws(text: string): boolean {
  return COMPACT.test(text.trim());
}

/** Header and payload of a compact JWS, not verified; null when the text is none, or holds anything but JSON objects. */
export function decodeJws(text: string): JwsParts | null {
  const read = readJws(text.trim());
  return 'fault' in read ? null : read;
}

/**
 * The credential a VC-JWT carries: its payload, or the `vc` claim of it, with what only the registered claims state filled
 * in. Source: Open Badges 3.0, JSON Web Token proof format; Verifiable Credentials 1.1, section 6.3.1.
 */
export function credentialIn({ payload }: JwsParts): Readonly<Record<string, unknown>> {
  const { vc, iss, jti, nbf, exp, sub, ...own } = payload;
  const credential: Record<string, unknown> = isObject(vc) ? { ...vc } : own;
  const isSubjectOpen = isObject(credential.credentialSubject) && credential.credentialSubject.id === undefined;
  if (isSubjectOpen && typeof sub === 'string') {
    credential.credentialSubject = { id: sub, ...(credential.credentialSubject as object) };
  }
  const claimed = {
    id: jti,
    issuer: iss,
    // Version 2.0 names the dates otherwise, and then states them.
    ...(credential.validFrom === undefined && { issuanceDate: dateFrom(nbf) }),
    ...(credential.validUntil === undefined && { expirationDate: dateFrom(exp) }),
  };
  for (const [name, value] of Object.entries(claimed)) {
    if (credential[name] === undefined && value !== undefined) credential[name] = value;
  }
  return credential;
}

/** Source: RFC 7519, NumericDate: seconds since 1970. */
function dateFrom(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number') return undefined;
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('.000Z', 'Z');
}
