import { type Check, type Verdict, verdictOf } from '../verification/index.ts';

/**
 * What checks say of a badge whenever it is asked about: their verdict, but for its dates where these are in order and only
 * today lies outside of them. Evidence knows from when until when it holds, so a badge that ended shows what it showed until
 * then, as lapsed, rather than nothing.
 */
export function standingOf(
  checks: readonly Check[],
  { issuedAt, expiresAt }: { readonly issuedAt: Date | null; readonly expiresAt: Date | null },
  now: Date,
): Verdict {
  const isInOrder = !issuedAt || !expiresAt || issuedAt < expiresAt;
  const isOutside = (expiresAt !== null && expiresAt <= now) || (issuedAt !== null && issuedAt > now);
  return verdictOf(isInOrder && isOutside ? checks.filter(({ name }) => name !== 'DATES') : checks);
}
