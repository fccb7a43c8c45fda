import { createHmac, hkdfSync } from 'node:crypto';
import { open, seal } from '../seal.ts';

/** What is derived from one idempotency key of one principal; the key itself is kept nowhere. */
export interface Derived {
  /** Finds the row. */
  readonly keyHash: string;
  /** Equal for equal texts. Keyed: the hash of what few could have said would tell it. */
  hashOf(text: string): string;
  /** AES-256-GCM under a key of its own and a new nonce; base64. */
  seal(text: string): string;
  /** @throws where it was not sealed so, or was changed */
  open(sealed: string): string;
}

/** Derives all that a stored answer needs from the client's key (HKDF, RFC 5869), for one principal. */
export function deriveFrom(key: string, principal: string): Derived {
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', key, principal, `tessera ${purpose}`, 32));
  return {
    keyHash: derived('look-up').toString('base64url'),
    hashOf: (text) => createHmac('sha256', derived('arguments')).update(text).digest('base64url'),
    seal: (text) => seal(derived('answer'), text),
    open: (sealed) => open(derived('answer'), sealed),
  };
}
