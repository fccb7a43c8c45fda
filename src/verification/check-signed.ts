import { isObject } from '../formats/index.ts';
import type { AssertionFindings, AssertionParts } from './assertion-parts.ts';
import { type Finding, failed, pass, skipped, unknown } from './check.ts';
import { checkSignature, headerFault, headerOf } from './check-jws.ts';
import { LIST_AGE_AT_MOST, unanswered } from './check-revocation.ts';
import { type Document, idOf, listOf, quoted } from './document.ts';
import { asJwk, keyIn } from './key.ts';
import { said } from './moment.ts';
import type { Ask } from './resolve.ts';

/** What a signed badge is worth: that its issuer's key signed it. Source: Open Badges 2.0, Signed Verification. */
export async function checkSigned(jws: string, parts: AssertionParts, ask: Ask): Promise<AssertionFindings> {
  const { assertion, issuer } = parts;
  const verification: Document = isObject(assertion.verification) ? assertion.verification : {};
  const stated = verification.creator ?? listOf(issuer.document?.publicKey)[0];
  const url = idOf(stated);
  const REVOCATION = await checkRevocation(assertion, issuer.document, ask);
  const fault = headerFault(headerOf(jws));
  const nobody = unknown('Without the key it is not certain who signed it.');
  if (fault !== null) return { PROOF: failed(fault), ISSUER_IDENTITY: nobody, REVOCATION };
  if (url === null) {
    const reason =
      'Neither the badge (verification.creator) nor its issuer (publicKey) names the key it was signed with.';
    return { PROOF: unknown(reason), ISSUER_IDENTITY: nobody, REVOCATION };
  }
  const answer = /^https?:/iu.test(url) ? await ask(url) : null;
  if (!answer?.ok) {
    const reason = answer ? answer.message : `its key ${quoted(url)} is no http address`;
    return { PROOF: unknown(`The signature could not be checked: ${reason}.`), ISSUER_IDENTITY: nobody, REVOCATION };
  }
  const key = keyIn(answer.document);
  const jwk = key && (await asJwk(key));
  if (!jwk)
    return { PROOF: failed(`${quoted(url)} is no key that can be used here.`), ISSUER_IDENTITY: nobody, REVOCATION };
  const owner = idOf(answer.document?.owner) ?? idOf(answer.document?.controller);
  return {
    PROOF: await checkSignature(jws, jwk),
    ISSUER_IDENTITY: checkOwner(url, owner, issuer.document),
    REVOCATION,
  };
}

/** A key is an issuer's when the issuer lists it and it names no other owner. Source: Open Badges 2.0, CryptographicKey. */
function checkOwner(url: string, owner: string | null, issuer: Document | null): Finding {
  if (!issuer) return unknown('Its issuer could not be looked at, so it is not certain that the key is its own.');
  const id = idOf(issuer) ?? '';
  if (!/^https?:/iu.test(id))
    return failed(`Its issuer calls itself ${quoted(id)}, and nobody can be asked whose key that is.`);
  if (!listOf(issuer.publicKey).some((key) => idOf(key) === url)) {
    return failed(`The issuer ${quoted(id)} does not list the key ${quoted(url)} that signed it.`);
  }
  if (owner !== null && owner !== id)
    return failed(`The key ${quoted(url)} is of ${quoted(owner)}, not of the issuer ${quoted(id)}.`);
  return pass(`The issuer ${quoted(id)} lists the key that signed it.`);
}

/** Source: Open Badges 2.0, RevocationList. */
async function checkRevocation(assertion: Document, issuer: Document | null, ask: Ask): Promise<Finding> {
  if (!issuer) return unknown('Whether it was revoked cannot be asked, since its issuer could not be looked at.');
  const url = idOf(issuer.revocationList);
  if (url === null) return skipped('Its issuer publishes no revocation list.');
  const answer = await ask(url, LIST_AGE_AT_MOST);
  if (!answer.ok) return unanswered(url, answer);
  if (!answer.document || !Array.isArray(answer.document.revokedAssertions))
    return unknown(`${quoted(url)} answers no revocation list.`);
  const names = [assertion.id, assertion.uid].filter((name) => typeof name === 'string');
  const entry = listOf(answer.document.revokedAssertions).find((each) =>
    [idOf(each), isObject(each) ? each.uid : null].some((name) => typeof name === 'string' && names.includes(name)),
  );
  if (entry === undefined) return pass(`Its issuer's list does not name it as revoked (${said(answer.fetchedAt)}).`);
  const why =
    isObject(entry) && typeof entry.revocationReason === 'string' ? `: ${quoted(entry.revocationReason)}` : '';
  return failed(`The issuer revoked it${why} (${quoted(url)}, asked ${said(answer.fetchedAt)}).`);
}
