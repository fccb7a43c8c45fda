import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite as ecdsa } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { isObject } from '../formats/index.ts';
import { type Finding, failed, pass, unknown } from './check.ts';
import { checkIssuer } from './check-issuer.ts';
import { loaderWith } from './contexts.ts';
import { type Document, idOf, listOf, quoted } from './document.ts';
import { findKey } from './find-key.ts';
import { asMultikey } from './key.ts';
import { dateFrom, isAfter, said } from './moment.ts';
import type { Ask } from './resolve.ts';
import { shareTerms } from './share-terms.ts';

/** What proofs were found to be: each by itself, and whether its key is the issuer's. */
export interface ProofFindings {
  readonly proof: readonly Finding[];
  readonly issuer: readonly Finding[];
}

/** Most proofs a document may have; each costs a signature check. */
const PROOFS_AT_MOST = 10;

type Suite = { verifyProof: InstanceType<typeof DataIntegrityProof>['verifyProof'] };

/** Name of a suite to a new one of it: suites remember the last document they canonicalised. */
const SUITES: Readonly<Record<string, () => Suite>> = {
  'eddsa-rdfc-2022': () => new DataIntegrityProof({ cryptosuite: eddsa }),
  'ecdsa-rdfc-2019': () => new DataIntegrityProof({ cryptosuite: ecdsa }),
  Ed25519Signature2020: () => new Ed25519Signature2020(),
};

/**
 * Every embedded proof of a credential, each decided by itself. Source: Data Integrity 1.0, 4.4; Data Integrity EdDSA and
 * ECDSA Cryptosuites 1.0; Open Badges 3.0, 8.3.
 */
export async function checkProofs(document: Document, now: Date, ask: Ask): Promise<ProofFindings> {
  const proofs = listOf(document.proof);
  if (proofs.length === 0) {
    const nobody = 'Without a proof nobody can tell who issued this.';
    return {
      proof: [unknown('It carries no proof, so it cannot be verified; ask the issuer for a signed badge.')],
      issuer: [unknown(nobody)],
    };
  }
  if (proofs.length > PROOFS_AT_MOST) {
    return { proof: [failed(`It carries ${proofs.length} proofs; ${PROOFS_AT_MOST} are read at most.`)], issuer: [] };
  }
  const found: { proof: Finding; issuer: Finding | null }[] = [];
  for (const [index, proof] of proofs.entries()) {
    const one = isObject(proof)
      ? await checkOne(document, proof, now, ask)
      : { proof: failed('It is no object.'), issuer: null };
    const label = proofs.length === 1 ? '' : `Proof ${index + 1} of ${proofs.length}: `;
    found.push({ ...one, proof: { ...one.proof, reason: `${label}${one.proof.reason}` } });
  }
  const issuer = found.flatMap(({ issuer }) => (issuer ? [issuer] : []));
  const undecided = unknown('No proof names a key, so nobody can tell who issued this.');
  return { proof: found.map(({ proof }) => proof), issuer: issuer.length > 0 ? issuer : [undecided] };
}

async function checkOne(document: Document, proof: Document, now: Date, ask: Ask) {
  const name = proof.type === 'DataIntegrityProof' ? proof.cryptosuite : proof.type;
  const makeSuite = typeof name === 'string' && Object.hasOwn(SUITES, name) ? SUITES[name] : undefined;
  if (!makeSuite)
    return { proof: unknown(`The proof is of a kind that is not known here: ${quoted(name)}.`), issuer: null };
  const fault = statementFault(proof, now);
  if (fault !== null) return { proof: failed(fault), issuer: null };
  const method = idOf(proof.verificationMethod) ?? '';
  const found = await findKey(method, ask);
  const issuer = checkIssuer(document, method, found);
  if (!found.key) {
    const finding = found.standing === 'STATED' ? unknown : failed;
    return { proof: finding(`${found.reason} Without the key the proof cannot be checked.`), issuer };
  }
  const key = await asMultikey(found.key, method);
  if (!key) return { proof: failed(`The key ${quoted(method)} is not of the kind the proof ${name} needs.`), issuer };
  await shareTerms();
  const { '@context': _own, ...options } = proof;
  const { proof: _proof, ...unsigned } = document;
  const { verified, error } = await makeSuite().verifyProof({
    // As the library hands it to its suites: under the contexts of the document.
    proof: { '@context': document['@context'], ...options },
    proofSet: [],
    document: unsigned,
    documentLoader: loaderWith(method, key),
  });
  return {
    proof: verified ? pass(`The signature (${name}) is right.`) : failed(reasonOf(error, String(name))),
    issuer,
  };
}

/** What is wrong with what a proof says of itself; null when nothing is. */
function statementFault(proof: Document, now: Date): string | null {
  if (proof.proofPurpose !== 'assertionMethod') {
    return `The proof was made for ${quoted(proof.proofPurpose)}; a badge needs one made for assertionMethod.`;
  }
  if (idOf(proof.verificationMethod) === null) return 'The proof names no key (verificationMethod).';
  const created = dateFrom(proof.created);
  if (proof.created !== undefined && !created)
    return `The proof was created at ${quoted(proof.created)}, which is no moment.`;
  if (created && isAfter(created, now)) return `The proof was created ${said(created)}, which is yet to come.`;
  const expires = dateFrom(proof.expires);
  if (proof.expires !== undefined && !expires)
    return `The proof expires at ${quoted(proof.expires)}, which is no moment.`;
  if (expires && expires <= now) return `The proof expired ${said(expires)}; ask the issuer for the badge anew.`;
  return null;
}

/** Why a proof does not hold, in our words: the library says that a term is unknown, and not which. */
export function reasonOf(error: unknown, suite: string): string {
  const details: unknown = error instanceof Error && 'details' in error ? error.details : null;
  const event = isObject(details) && isObject(details.event) ? details.event : null;
  if (event) {
    const about = isObject(event.details)
      ? Object.values(event.details).find((value) => typeof value === 'string')
      : null;
    const what = typeof event.message === 'string' ? event.message.replace(/\.$/u, '') : 'a value would be dropped';
    return `The badge says something its contexts do not define, which no proof can cover: ${what} (${quoted(about ?? 'unnamed')}).`;
  }
  if (isObject(details) && typeof details.code === 'string') {
    const about = [details.term, details.url, details.value].find((value) => typeof value === 'string');
    return `The badge cannot be read by its contexts: ${details.code}${about === undefined ? '' : ` (${quoted(about)})`}.`;
  }
  const message = error instanceof Error ? error.message : '';
  if (/^Invalid signature/u.test(message)) {
    return `The signature (${suite}) is wrong: the badge was changed after it was signed, or with another key; ask the issuer for it anew.`;
  }
  return `The proof (${suite}) cannot be read: ${quoted(message)}.`;
}
