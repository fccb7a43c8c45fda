import { isObject, type Unpacked, unpackDocument, unpackJws } from '../formats/index.ts';
import { type CheckName, type Finding, failed, pass, skipped, unknown, worstOf } from './check.ts';
import { checkContext } from './check-context.ts';
import { CREDENTIAL_DATES, checkDates } from './check-dates.ts';
import { checkEndorsements } from './check-endorsements.ts';
import { checkJws } from './check-jws.ts';
import { checkProofs } from './check-proof.ts';
import { checkRecipient, recipientsOf } from './check-recipient.ts';
import { checkRevocation } from './check-revocation.ts';
import { checkStructure, INNER_AT_MOST } from './check-structure.ts';
import { idOf, listOf, quoted } from './document.ts';
import type { When } from './moment.ts';
import type { Ask } from './resolve.ts';
import { asChecks, type Verification, type VerifyOptions, whenOf } from './verification.ts';

type Findings = Partial<Record<CheckName, Finding>>;

/** Every check of a Verifiable Credential: Open Badges 3.0, CLR 2.0, endorsement, or another; and of each in a bundle. */
export async function verifyCredential(unpacked: Unpacked, options: VerifyOptions, ask: Ask): Promise<Verification> {
  const verification = await verifyOne(unpacked, options, ask);
  if (!unpacked.packaging.startsWith('CLR2')) return verification;
  return { ...verification, inner: await verifyInner(unpacked, options, ask) };
}

async function verifyOne(unpacked: Unpacked, options: VerifyOptions, ask: Ask): Promise<Verification> {
  const { packaging, container, document } = unpacked;
  const when = whenOf(options);
  const findings: Findings = {
    ...(await checkItself(unpacked, when, ask)),
    REVOCATION: await checkRevocation(document, when, ask),
    RECIPIENT: packaging.startsWith('ENDORSEMENT')
      ? skipped('An endorsement is awarded to nobody.')
      : checkRecipient(recipientsOf(document), options.recipients),
    ENDORSEMENTS: await checkEndorsements(document, async (endorsement) => {
      const found = await checkItself(endorsement, when, ask);
      return worstOf([...Object.values(found), await checkRevocation(endorsement.document, when, ask)]);
    }),
    KNOWN_ISSUER: checkKnownIssuer(idOf(document.issuer), options),
  };
  return { packaging, container, document, ...asChecks(findings) };
}

/** What decides a credential without others that it names: form, contexts, proof, issuer and dates. */
async function checkItself({ packaging, document, jws }: Unpacked, when: When, ask: Ask): Promise<Findings> {
  const structure = checkStructure(document, packaging);
  // What is not a credential at all is not given to the libraries.
  const isBadge = !packaging.startsWith('VC') && packaging !== 'ELM_JSON';
  const context = checkContext(document, isBadge);
  const isReadable = jws !== undefined || (context.result === 'PASS' && !structure.reason.startsWith('It holds more'));
  const found =
    isReadable || listOf(document.proof).length === 0 ? await proofsOf(document, jws, when.now, ask) : UNREAD;
  return {
    STRUCTURE: structure,
    CONTEXT: context,
    PROOF: worstOf(found.proof),
    ISSUER_IDENTITY: worstOf(found.issuer),
    DATES: checkDates(document, CREDENTIAL_DATES, when),
  };
}

function proofsOf(document: Unpacked['document'], jws: string | undefined, now: Date, ask: Ask) {
  return jws === undefined ? checkProofs(document, now, ask) : checkJws(jws, document, ask);
}

const UNREAD = {
  proof: [unknown('The proof was not looked at, since what it covers cannot be told.')],
  issuer: [unknown('Without a proof that was looked at nobody can tell who issued this.')],
};

/** An issuer in no registry is nothing against a badge. */
export function checkKnownIssuer(issuer: string | null, { knownIssuers }: VerifyOptions): Finding {
  if (!knownIssuers) return skipped('No registry of issuers is set up here.');
  const registry = issuer === null ? undefined : knownIssuers.get(issuer);
  return registry === undefined
    ? skipped(`The issuer ${quoted(issuer ?? 'without an id')} is in no registry that is known here.`)
    : pass(`The issuer is listed by ${registry}.`);
}

/** Each credential in a bundle, by itself; a bundle in it as one. Source: CLR 2.0, ClrSubject.verifiableCredential. */
async function verifyInner({ document }: Unpacked, options: VerifyOptions, ask: Ask): Promise<Verification[]> {
  const subject = listOf(document.credentialSubject).find(isObject);
  const inner: Verification[] = [];
  for (const value of listOf(subject?.verifiableCredential).slice(0, INNER_AT_MOST)) {
    const read = typeof value === 'string' ? unpackJws(value, 'NONE') : null;
    if (read?.ok) inner.push(await verifyOne(read.value, options, ask));
    else if (isObject(value)) inner.push(await verifyOne(unpackDocument(value), options, ask));
    else inner.push(unreadable(read?.problem.message ?? 'It is neither a credential nor a signed one.'));
  }
  return inner;
}

/** What is no badge at all, and why. */
export function unreadable(reason: string): Verification {
  return { packaging: 'UNKNOWN', container: 'NONE', document: {}, ...asChecks({ STRUCTURE: failed(reason) }) };
}
