import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keys live no longer than this. */
export const LONGEST_LIFE_DAYS = 365;
/** Live keys a client has at most: one in use and the one that replaces it. */
export const MOST_LIVE_KEYS = 2;

/** A key as it is made: the secret goes to its holder, the rest is kept. */
export interface NewApiKey {
  readonly prefix: string;
  readonly secret: string;
  readonly hash: string;
}

/** Makes a key of 256 random bits behind 8 characters it is looked up by: `tessera_<prefix>_<random>`. */
export function makeApiKey(): NewApiKey {
  const prefix = randomBytes(4).toString('hex');
  const secret = `tessera_${prefix}_${randomBytes(32).toString('base64url')}`;
  return { prefix, secret, hash: hashOf(secret) };
}

/** The characters a key is looked up by; null for what is no key of ours. */
export function prefixOf(secret: string): string | null {
  const [, prefix] = /^tessera_([0-9a-f]{8})_[\w-]{43}$/u.exec(secret) ?? [];
  return prefix ?? null;
}

/** Keys are random, so a fast hash is enough to keep them: nobody can guess 256 bits. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret is the one of a hash, in constant time. */
export function hasHash(secret: string, hash: string): boolean {
  const [one, other] = [Buffer.from(hashOf(secret)), Buffer.from(hash)];
  return one.length === other.length && timingSafeEqual(one, other);
}
