import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { fail, ok, type Result } from '../problem.ts';

/** Public-key algorithms only: with HS256 on the list, an issuer's public key would sign tokens. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** How far an issuer's clock may be off. Source: OpenID Connect Core 1.0, 3.1.3.7. */
const SKEW_SECONDS = 60;
const TIMEOUT_MS = 5_000;
/** After a fetch of an issuer's keys an unknown `kid` waits this long for the next one, so that strangers cannot make us ask at will. */
const COOLDOWN_MS = 30_000;

/** A person as their issuer knows them (OpenID Connect `iss`, `sub` and, when it is told, `name`). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly displayName: string | null;
}

/** An issuer's keys could not be read, so nobody can tell whether the token is good. */
export class IssuerAway extends Error {
  constructor(issuer: string, cause: unknown) {
    super(`the keys of ${issuer} cannot be read`, { cause });
    this.name = 'IssuerAway';
  }
}

/** Text PostgreSQL can hold, and as it was sent: half a surrogate pair would become another text. */
const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed() && !value.includes('\0'));

const claims = z.object({ sub: text(255), name: text(200).optional().catch(undefined) });

/**
 * Makes the reader of bearer tokens (RFC 7519): whose they are, when one of the issuers signed them for us. Keys are found by
 * OpenID Connect Discovery 1.0 and kept for ten minutes; an unknown `kid` has them fetched again once.
 *
 * @param audience  what `aud` must be or hold
 * @returns a function that throws IssuerAway when an issuer's keys cannot be read
 */
export function trustIssuers(
  issuers: readonly string[],
  audience: string,
): (token: string) => Promise<Result<Identity, 'UNAUTHENTICATED'>> {
  const keysOf = new Map(issuers.map((issuer) => [issuer, keysOfIssuer(issuer)]));
  return async (token) => {
    try {
      const { iss: issuer = '' } = decodeJwt(token);
      const keys = keysOf.get(issuer);
      if (!keys) return fail('UNAUTHENTICATED', 'the token is of no issuer that is trusted here');
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer, audience, algorithms: ALGORITHMS, clockTolerance: SKEW_SECONDS },
        requiredClaims: ['exp', 'sub'],
      });
      const { sub, name } = claims.parse(payload);
      return ok({ issuer, subject: sub, displayName: name ?? null });
    } catch (error) {
      if (error instanceof errors.JWTExpired) return fail('UNAUTHENTICATED', 'the token has expired; sign in again');
      if (error instanceof errors.JWTClaimValidationFailed) {
        return fail('UNAUTHENTICATED', `the token's ${error.claim} is not accepted here`);
      }
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
        return fail('UNAUTHENTICATED', 'the token is not valid here');
      }
      throw error;
    }
  };
}

/** The key of a token's header, from the issuer's published set; all that goes wrong on the way there is IssuerAway. */
function keysOfIssuer(issuer: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | null = null;
  return async (header, token) => {
    try {
      found ??= discover(issuer);
      const keys = await found;
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new IssuerAway(issuer, error);
    }
  };

  async function discover(of: string): Promise<JWTVerifyGetKey> {
    try {
      return createRemoteJWKSet(await findKeySet(of), { cooldownDuration: COOLDOWN_MS, timeoutDuration: TIMEOUT_MS });
    } catch (error) {
      // The next token asks again: an issuer that was away comes back.
      found = null;
      throw error;
    }
  }
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Where an issuer publishes its keys. Source: OpenID Connect Discovery 1.0, 4. */
async function findKeySet(issuer: string): Promise<URL> {
  const response = await fetch(`${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`discovery answered ${response.status}`);
  const stated = discovery.parse(await response.json());
  if (stated.issuer !== issuer) throw new Error(`discovery names another issuer, ${stated.issuer}`);
  const keySet = new URL(stated.jwks_uri);
  const isSafe = keySet.protocol === 'https:' || keySet.origin === new URL(issuer).origin;
  if (!isSafe) throw new Error(`the keys are at ${keySet.href}, which is not https`);
  return keySet;
}
