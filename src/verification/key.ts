import { createPublicKey } from 'node:crypto';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import type { JWK } from 'jose';
import { isObject } from '../formats/index.ts';

/** A public key as somebody states it. Source: Controlled Identifiers 1.0, 2.2.2 and 2.2.3. */
export type PublicKey = { readonly multibase: string } | { readonly jwk: JWK };

/** Multikeys begin by their kind: Ed25519, P-256, P-384. Source: Controlled Identifiers 1.0, 2.2.2. */
const ED25519 = /^z6Mk/u;
const ECDSA = /^z(Dna|82)/u;

/** Whether a text, such as a fragment, is a key that can be used here. */
export function isMultikey(text: string): boolean {
  return /^z[1-9A-HJ-NP-Za-km-z]{40,100}$/u.test(text) && (ED25519.test(text) || ECDSA.test(text));
}

/** The key a document states for itself: Multikey, JWK, or PEM as in Open Badges 2.0. Null when it states none. */
export function keyIn(document: unknown): PublicKey | null {
  if (!isObject(document)) return null;
  const { publicKeyMultibase: multibase, publicKeyPem: pem, publicKeyJwk: stated } = document;
  if (typeof multibase === 'string') return isMultikey(multibase) ? { multibase } : null;
  if (typeof pem === 'string') return keyFromPem(pem);
  const jwk = isObject(stated) ? stated : document;
  return typeof jwk.kty === 'string' && jwk.kty !== 'oct' ? { jwk: publicPart(jwk) } : null;
}

function keyFromPem(pem: string): PublicKey | null {
  try {
    return { jwk: createPublicKey(pem).export({ format: 'jwk' }) };
  } catch {
    return null;
  }
}

/** Without what a published key must not hold, and without what restricts it to a use we do not ask for. */
function publicPart({ kty, crv, x, y, n, e }: Readonly<Record<string, unknown>>): JWK {
  const texts = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as JWK;
}

/** A key as a Multikey document under a name, which the suites of embedded proofs read; null when it cannot be one. */
export async function asMultikey(key: PublicKey, id: string): Promise<object | null> {
  const multibase = 'multibase' in key ? key.multibase : await multibaseOf(key.jwk);
  if (multibase === null) return null;
  const context = 'https://w3id.org/security/multikey/v1';
  return {
    '@context': context,
    id,
    type: 'Multikey',
    controller: id.replace(/#.*$/u, ''),
    publicKeyMultibase: multibase,
  };
}

async function multibaseOf(jwk: JWK): Promise<string | null> {
  try {
    const library = jwk.kty === 'OKP' ? Ed25519Multikey : EcdsaMultikey;
    return (await (await library.fromJwk({ jwk })).export({ publicKey: true })).publicKeyMultibase;
  } catch {
    return null;
  }
}

/** A key as a JWK, which `jose` reads; null when it cannot be one. */
export async function asJwk(key: PublicKey): Promise<JWK | null> {
  if ('jwk' in key) return key.jwk;
  const multikey = { type: 'Multikey', publicKeyMultibase: key.multibase };
  try {
    const library = ED25519.test(key.multibase) ? Ed25519Multikey : EcdsaMultikey;
    const jwk: JWK = await library.toJwk({ keyPair: await library.from(multikey) });
    return publicPart(jwk as Record<string, unknown>);
  } catch {
    return null;
  }
}
