import { createHash, randomBytes } from 'node:crypto';

/** What a share link is made of: the token goes into the address its learner hands on, its hash is kept. */
export interface NewShareToken {
  readonly token: string;
  readonly hash: string;
}

/** Makes a token of 256 random bits: nobody guesses one, so that a fast hash is enough to keep it. */
export function makeShareToken(): NewShareToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: shareHashOf(token) };
}

/** What a token is looked up by. */
export function shareHashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * The address that opens a link. The token stands behind `#`, which browsers send to nobody: it is in no log of a server or
 * proxy and in no Referer (RFC 3986, 3.5; RFC 9110, 10.1.3).
 */
export function shareUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/share#${token}`;
}
