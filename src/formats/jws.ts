/** What a compact JWS carries, decoded and not verified: header and payload, both objects. Source: RFC 7515, section 7.1. */
export interface DecodedJws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

const COMPACT = /^(?<header>ey[\w-]+)\.(?<payload>[\w-]+)\.[\w-]*$/u;

/** Whether a text has the look of a compact JWS whose header is a JSON object. */
export function looksLikeJws(text: string): boolean {
  return COMPACT.test(text.trim());
}

/** Header and payload of a compact JWS; null when the text is none, or holds anything but JSON objects. */
export function decodeJws(text: string): DecodedJws | null {
  const parts = COMPACT.exec(text.trim())?.groups;
  const header = objectFrom(parts?.header);
  const payload = objectFrom(parts?.payload);
  return header && payload ? { header, payload } : null;
}

/**
 * The credential a VC-JWT carries: its payload, or the `vc` claim of it, with what only the registered claims state filled
 * in. Source: Open Badges 3.0, JSON Web Token proof format; Verifiable Credentials 1.1, section 6.3.1.
 */
export function credentialIn({ payload }: DecodedJws): Readonly<Record<string, unknown>> {
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

function objectFrom(part: string | undefined): Readonly<Record<string, unknown>> | null {
  if (part === undefined) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'));
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    // Not base64url of JSON in UTF-8: no JWS of ours.
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
