import { hkdfSync } from 'node:crypto';
import { and, eq, isNotNull } from 'drizzle-orm';
import { SETTINGS, type Secret, type SourceSettings } from '../config.ts';
import type { Db } from '../db/client.ts';
import { fail, ok, type Result } from '../problem.ts';
import { source } from '../provenance/tables.ts';
import { open, seal } from '../seal.ts';

/** What a host is asked with. */
export type SourceCredentials =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'header'; readonly name: string; readonly value: string };

type Headers = Readonly<Record<string, string>>;

/** Headers that are ours to say, or that would cut one request into two. Source: RFC 9110, 7.6.1. */
const OURS = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'keep-alive', 'expect'],
  ...['range', 'if-range', 'if-none-match', 'if-modified-since', 'accept-encoding', 'user-agent'],
]);
/** A header's name and value. Source: RFC 9110, 5.1 and 5.5. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/u;
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,8190}[\x21-\x7e])?$/u;

/** The headers that say them; null where they cannot be said in a header. */
function headersFor(credentials: SourceCredentials): Headers | null {
  const [name, value] = headerOf(credentials);
  return NAME.test(name) && !OURS.has(name) && VALUE.test(value) ? { [name]: value } : null;
}

function headerOf(credentials: SourceCredentials): [name: string, value: string] {
  switch (credentials.kind) {
    case 'bearer':
      return ['authorization', `Bearer ${credentials.token}`];
    case 'basic': {
      const { username, password } = credentials;
      return ['authorization', `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`];
    }
    case 'header':
      return [credentials.name.toLowerCase(), credentials.value];
  }
}

/** Each host's are sealed under a key of its own, so that they open nothing beside another address. HKDF, RFC 5869. */
function keyFor(secret: Secret, origin: string): Uint8Array {
  return Buffer.from(hkdfSync('sha256', secret.reveal(), origin, 'tessera source credentials', 32));
}

/** Credentials as they are stored, for one host alone; refused where nothing is set up to seal them. */
export function sealCredentials(
  credentials: SourceCredentials,
  location: string,
  { sourceSecret }: SourceSettings,
): Result<string, 'BAD_USER_INPUT'> {
  if (!sourceSecret) {
    const message = `this hub keeps no credentials; whoever runs it sets ${SETTINGS.sourceSecret.name} first`;
    return fail('BAD_USER_INPUT', message, 'credentials');
  }
  const headers = headersFor(credentials);
  if (headers === null) {
    return fail('BAD_USER_INPUT', 'they must be printable ASCII, and the header not one of HTTP itself', 'credentials');
  }
  return ok(seal(keyFor(sourceSecret, new URL(location).origin), JSON.stringify(headers)));
}

/** The headers that were sealed for the host of an address; null where no secret of ours opens them. */
export function openCredentials(
  sealed: string,
  location: string,
  { sourceSecret, sourceSecretBefore }: SourceSettings,
): { readonly headers: Headers; readonly isOld: boolean } | null {
  const { origin } = new URL(location);
  for (const secret of [sourceSecret, sourceSecretBefore]) {
    if (!secret) continue;
    try {
      const headers = JSON.parse(open(keyFor(secret, origin), sealed)) as Headers;
      return { headers, isOld: secret !== sourceSecret };
    } catch {
      // Sealed under the other one, or under none of ours.
    }
  }
  return null;
}

/** Seals anew what the secret before sealed, so that it can be forgotten. Returns how many. */
export async function resealCredentials(db: Db, settings: SourceSettings): Promise<number> {
  const { sourceSecret } = settings;
  if (!sourceSecret || !settings.sourceSecretBefore) return 0;
  const rows = await db
    .select({ id: source.id, location: source.location, credentials: source.credentials })
    .from(source)
    .where(isNotNull(source.credentials));
  let sealed = 0;
  for (const { id, location, credentials } of rows) {
    const opened = credentials === null ? null : openCredentials(credentials, location, settings);
    if (!opened?.isOld || credentials === null) continue;
    const anew = seal(keyFor(sourceSecret, new URL(location).origin), JSON.stringify(opened.headers));
    // Somebody may have stated others meanwhile.
    const isStill = and(eq(source.id, id), eq(source.credentials, credentials));
    await db.update(source).set({ credentials: anew }).where(isStill);
    sealed += 1;
  }
  return sealed;
}
