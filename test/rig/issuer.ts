import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll } from 'vitest';

export const AUDIENCE = 'tessera-test';
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'PS256'] as const;
type Algorithm = (typeof ALGORITHMS)[number];
type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

/** An OpenID Connect issuer over HTTP, with one key of each algorithm, named as it; PS256 is one the hub does not accept. */
export interface TestIssuer {
  readonly url: string;
  /** How often its keys were fetched. */
  readonly fetches: number;
  /** A token for `sub: 'someone'`, good for five minutes but for what the claims and header say. */
  sign(claims?: Readonly<Record<string, unknown>>, header?: { alg?: Algorithm; kid?: string }): Promise<string>;
  /** The public part of a key, as it is published. */
  publicKeyOf(kid: string): Promise<object>;
  /** Signs with a new key from now on; the old one is no longer published. */
  rotate(alg: Algorithm): Promise<string>;
  /** Answers 500 for its keys while true. */
  isAway: boolean;
}

/** A listening issuer, there from `beforeAll` on. Its address is known before, so that settings can name it. */
export function testIssuer(port: number): TestIssuer {
  const url = `http://127.0.0.1:${port}/realm`;
  const pairs = new Map<string, Pair>();
  const state = { fetches: 0, isAway: false };
  const published = async () => ({
    keys: await Promise.all([...pairs].map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid }))),
  });
  const server = createServer(async (request, response) => {
    const answer = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (state.isAway) return response.writeHead(500).end();
    if (request.url === '/realm/.well-known/openid-configuration') {
      return answer({ issuer: url, jwks_uri: `${url}/jwks` });
    }
    if (request.url !== '/realm/jwks') return response.writeHead(404).end();
    state.fetches += 1;
    return answer(await published());
  });
  beforeAll(async () => {
    for (const alg of ALGORITHMS) pairs.set(alg, await generateKeyPair(alg));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  return {
    url,
    get fetches() {
      return state.fetches;
    },
    get isAway() {
      return state.isAway;
    },
    set isAway(isAway) {
      state.isAway = isAway;
    },
    async sign(claims = {}, { alg = 'RS256', kid = alg } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const { privateKey } = pairs.get(kid) ?? (await generateKeyPair(alg));
      const usual = { iss: url, aud: AUDIENCE, sub: 'someone', iat: now, exp: now + 300 };
      return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg, kid }).sign(privateKey);
    },
    async publicKeyOf(kid) {
      const key = (await published()).keys.find((each) => each.kid === kid);
      if (!key) throw new Error(`no key ${kid}`);
      return key;
    },
    async rotate(alg) {
      const kid = `${alg} renewed`;
      pairs.delete(alg);
      pairs.set(kid, await generateKeyPair(alg));
      return kid;
    },
  };
}
