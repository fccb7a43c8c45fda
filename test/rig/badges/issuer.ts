import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import { cryptosuite as ecdsa } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import { loaderWith } from '../../../src/verification/contexts.ts';

export type Suite = 'eddsa-rdfc-2022' | 'ecdsa-rdfc-2019' | 'Ed25519Signature2020';

/** Who signs: an id, and how a credential of theirs gets its proof. */
export interface TestIssuer {
  readonly id: string;
  readonly method: string;
  readonly publicKeyMultibase: string;
  sign<T extends object>(credential: T, statement?: ProofStatement): Promise<T & { proof: object }>;
}

export interface ProofStatement {
  readonly created?: string;
  readonly purpose?: string;
}

/** An issuer with a fresh key: a did:key, or one whose document lists the key under its own id. */
export async function makeIssuer(suite: Suite, id?: string): Promise<TestIssuer> {
  const key =
    suite === 'ecdsa-rdfc-2019' ? await EcdsaMultikey.generate({ curve: 'P-256' }) : await Ed25519Multikey.generate({});
  const { publicKeyMultibase } = await key.export({ publicKey: true });
  const own = id ?? `did:key:${publicKeyMultibase}`;
  const method = `${own}#${publicKeyMultibase}`;
  const signer = { ...key.signer(), id: method };
  return {
    id: own,
    method,
    publicKeyMultibase,
    sign: async (credential, { created = '2026-01-02T00:00:00Z', purpose = 'assertionMethod' } = {}) => {
      const made =
        suite === 'Ed25519Signature2020'
          ? new Ed25519Signature2020({ signer, date: created })
          : new DataIntegrityProof({ cryptosuite: suite === 'ecdsa-rdfc-2019' ? ecdsa : eddsa, signer, date: created });
      const proof = await made.createProof({
        document: credential,
        purpose: { update: async (draft: object) => ({ ...draft, proofPurpose: purpose }) },
        proofSet: [],
        documentLoader: loaderWith('none:', {}),
      });
      return { ...credential, proof };
    },
  };
}

/** The controller document an https or did:web issuer publishes. */
export function documentOf({ id, method, publicKeyMultibase }: TestIssuer): object {
  const key = { id: method, type: 'Multikey', controller: id, publicKeyMultibase };
  return { '@context': ['https://www.w3.org/ns/did/v1'], id, verificationMethod: [key], assertionMethod: [method] };
}

/** A key pair for signed texts, and what signs with it. */
export async function makeJwsKey(alg: string): Promise<{
  readonly jwk: JWK;
  sign(payload: object, header?: Readonly<Record<string, unknown>>): Promise<string>;
}> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    jwk: await exportJWK(publicKey),
    sign: (payload, header = {}) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg, ...header })
        .sign(privateKey),
  };
}
