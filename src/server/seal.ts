import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

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

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derives all that a stored answer needs from the client's key (HKDF, RFC 5869), for one principal. */
export function deriveFrom(key: string, principal: string): Derived {
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', key, principal, `tessera ${purpose}`, 32));
  return {
    keyHash: derived('look-up').toString('base64url'),
    hashOf: (text) => createHmac('sha256', derived('arguments')).update(text).digest('base64url'),
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', derived('answer'), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', derived('answer'), bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([body, decipher.final()]).toString('utf8');
    },
  };
}
