import { createHash, createPrivateKey } from 'node:crypto';
import { generate } from '@digitalbazaar/ed25519-multikey';
import { SignJWT } from 'jose';

/** A provider of the demo as an issuer: the DID its badges are issued under, and its signature. */
export interface DemoIssuer {
  readonly did: string;
  sign(credential: Readonly<Record<string, unknown>>): Promise<string>;
}

/** What comes before the seed of an Ed25519 key in PKCS #8. Source: RFC 8410, 7. */
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The issuer that a provider of the demo is; its key is made of its name, so that the world is the same everywhere. */
export async function issuerOf(providerUri: string): Promise<DemoIssuer> {
  const seed = createHash('sha256').update(`demo issuer ${providerUri}`).digest();
  const { publicKeyMultibase } = await generate({ seed });
  const did = `did:key:${publicKeyMultibase}`;
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_OF_ED25519, seed]), format: 'der', type: 'pkcs8' });
  return {
    did,
    // Source: Open Badges 3.0, JSON Web Token Proof Format: the payload is the credential with the registered claims.
    sign: (credential) =>
      new SignJWT({ ...credential })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: `${did}#${publicKeyMultibase}` })
        .setIssuer(did)
        .setJti(String(credential.id))
        .setNotBefore(new Date(String(credential.validFrom)))
        .sign(key),
  };
}

/** An Open Badges 3.0 credential whose issuer is a provider of the demo, by the provider's URI. */
export type SignableBadge = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly issuer: { readonly id: string };
};

/** Badges signed by their providers, as compact JWS, and the DID each provider signs as. */
export async function signBadges(
  badges: readonly SignableBadge[],
): Promise<{ readonly signed: string[]; readonly dids: ReadonlyMap<string, string> }> {
  const issuers = new Map<string, DemoIssuer>();
  const signed: string[] = [];
  for (const badge of badges) {
    const providerUri = badge.issuer.id;
    const issuer = issuers.get(providerUri) ?? (await issuerOf(providerUri));
    issuers.set(providerUri, issuer);
    signed.push(await issuer.sign({ ...badge, issuer: { ...badge.issuer, id: issuer.did } }));
  }
  return { signed, dids: new Map([...issuers].map(([uri, { did }]) => [uri, did])) };
}
