import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import type { Packaging } from '../formats/index.ts';
import { checkContext } from './check-context.ts';
import { reasonOf } from './check-proof.ts';
import { checkStructure } from './check-structure.ts';
import { loaderWith } from './contexts.ts';
import type { Document } from './document.ts';
import { shareTerms } from './share-terms.ts';

/** An Ed25519 key pair as a Multikey states it. Source: Controlled Identifiers 1.0, 2.2.2. */
export interface KeyPair {
  readonly publicKeyMultibase: string;
  readonly secretKeyMultibase: string;
}

/** A key to sign with, under the name a proof gives it: the DID of its controller, `#`, and the key. */
export interface SigningKey extends KeyPair {
  readonly method: string;
}

/** A credential with its proof, or why there can be none, in a sentence. */
export type Signed = { readonly signed: Document } | { readonly why: string };

/** A new key pair, from the system's source of randomness. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKeyMultibase, secretKeyMultibase } = await Ed25519Multikey.generate({});
  return { publicKeyMultibase, secretKeyMultibase };
}

/**
 * A credential with a proof of the suite `eddsa-rdfc-2022`. What the checks of a badge would not let pass is not signed: its
 * proof could not be read by those it is shown to. Source: Data Integrity EdDSA Cryptosuites 1.0, 3.2; Data Integrity 1.0, 4.2.
 */
export async function signCredential(
  document: Document,
  packaging: Packaging,
  { method, ...pair }: SigningKey,
  now: Date,
): Promise<Signed> {
  const fault = [checkStructure(document, packaging), checkContext(document, true)].find(
    ({ result }) => result !== 'PASS',
  );
  if (fault) return { why: fault.reason };
  const controller = method.replace(/#.*$/u, '');
  const key = await Ed25519Multikey.from({ type: 'Multikey', id: method, controller, ...pair });
  const suite = new DataIntegrityProof({ cryptosuite, signer: key.signer(), date: now });
  await shareTerms();
  try {
    const proof = await suite.createProof({
      document,
      purpose: { update: async (draft) => ({ ...draft, proofPurpose: 'assertionMethod' }) },
      proofSet: [],
      documentLoader: loaderWith('none:', {}),
    });
    return { signed: { ...document, proof } };
  } catch (error) {
    const why = error instanceof Error ? faultOfDocument(error) : null;
    if (why !== null) return { why };
    throw error;
  }
}

/** What a document says that no proof can cover; null where the fault is ours. */
function faultOfDocument(error: Error): string | null {
  if (/^Maximum deep iterations/u.test(error.message)) {
    return 'It holds things without an id that name each other in too many ways to put them in one order.';
  }
  return error.name.startsWith('jsonld.') ? reasonOf(error, 'eddsa-rdfc-2022') : null;
}
