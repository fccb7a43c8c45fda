import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Door, loginPage } from './login-page.ts';

const TOKEN_LIFE = '1h';

/** An OpenID Connect issuer of the demo's own, which signs anybody in as one of its people without asking who they are. */
export interface DevIssuer {
  /** Its `iss`. */
  readonly url: string;
  readonly loginUrl: string;
  /** Shows the people one can be on the login page. */
  open(people: readonly DevPerson[]): void;
  close(): Promise<void>;
}

/** Somebody to be, by one click. */
export interface DevPerson {
  /** `sub` of their tokens. */
  readonly subject: string;
  readonly displayName: string;
  /** What they are here, in words. */
  readonly who: string;
  /** Where one looks around as them, with a token. */
  readonly linkWith: (token: string) => string;
}

/**
 * Starts the issuer on a port of its own, reachable from this machine alone: the API knows it as it knows any issuer, by its
 * address in the settings, and holds no line of it.
 *
 * @param port  taken if it is free, else another
 */
export async function startDevIssuer(port: number, audience: string): Promise<DevIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const kid = randomUUID();
  const app = fastify();
  const state: { people: readonly DevPerson[] } = { people: [] };
  const issuer = () => `${app.listeningOrigin}/dev`;

  app.addHook('onRequest', async (request, reply) => {
    // A page elsewhere may point its own name at this machine; it would be told everybody's tokens.
    const { host, port } = new URL(issuer());
    if (![host, `localhost:${port}`].includes(request.headers.host ?? '')) {
      return reply.code(421).send({ error: `ask ${host}` });
    }
  });
  app.get('/dev/.well-known/openid-configuration', () => ({ issuer: issuer(), jwks_uri: `${issuer()}/jwks` }));
  app.get('/dev/jwks', async () => ({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }] }));
  app.get('/dev/login', async (_request, reply) => {
    const doors = await Promise.all(
      state.people.map(async ({ subject, displayName, who, linkWith }): Promise<Door> => {
        const token = await new SignJWT({ name: displayName })
          .setProtectedHeader({ alg: 'EdDSA', kid })
          .setIssuer(issuer())
          .setSubject(subject)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime(TOKEN_LIFE)
          .sign(privateKey);
        return { displayName, who, token, href: linkWith(token) };
      }),
    );
    return reply
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
      })
      .type('text/html; charset=utf-8')
      .send(loginPage(doors));
  });

  await listen(app, port);
  return {
    url: issuer(),
    loginUrl: `${issuer()}/login`,
    open(people) {
      state.people = people;
    },
    close: () => app.close(),
  };
}

async function listen(app: FastifyInstance, port: number): Promise<void> {
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    await app.listen({ host: '127.0.0.1', port: 0 });
  }
}
