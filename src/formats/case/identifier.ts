import { createHash } from 'node:crypto';

const AT_END = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/**
 * The UUID of what has a URI: the one in which the URI ends, as those of CASE, ESCO and RSDs do; else one made of it. The same URI
 * has the same identifier in every hub, and PostgreSQL's `md5` makes it, too. Source: RFC 9562, section 5.3 (version 3, namespace
 * URL).
 */
export function identifierOf(uri: string): string {
  const stated = AT_END.exec(uri)?.[0];
  if (stated !== undefined) return stated.toLowerCase();
  const digest = createHash('md5').update(NAMESPACE_URL).update(uri).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x30;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Source: RFC 9562, section 6.6. */
const NAMESPACE_URL = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
