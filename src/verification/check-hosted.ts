import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../formats/index.ts';
import type { AssertionFindings, AssertionParts } from './assertion-parts.ts';
import { type Finding, failed, pass, unknown } from './check.ts';
import { type Document, idOf, listOf, quoted } from './document.ts';
import { sameHost } from './hosted-part.ts';
import { said } from './moment.ts';
import type { Answer } from './resolve.ts';

/** What a hosted badge is worth: that its issuer's host answers the same. Source: Open Badges 2.0, Hosted Verification. */
export function checkHosted({ badge, issuer, answer }: AssertionParts, given: Document): AssertionFindings {
  const id = idOf(given) ?? '';
  const asked = answer ?? { ok: false, reason: 'OFFLINE', message: 'nobody was asked' };
  const embedded = [
    embeddedFault('badge class', given.badge, badge.document),
    embeddedFault('issuer', isObject(given.badge) ? given.badge.issuer : null, issuer.document),
  ].find((fault) => fault !== null);
  const proof = hostedProof(given, id, asked);
  const isForged = embedded !== undefined && proof.result === 'PASS';
  return {
    PROOF: isForged ? failed(embedded) : worded(proof, [badge.warning, issuer.warning]),
    ISSUER_IDENTITY: checkScope(id, asked.ok ? asked.url : id, issuer.document),
    REVOCATION: hostedRevocation(id, asked),
  };
}

/** Where a class or issuer came along, what it says must be what its host says. */
function embeddedFault(what: string, given: unknown, hosted: Document | null): string | null {
  if (!isObject(given) || !hosted) return null;
  const differing = Object.keys(given).find((name) => !isSame(name, given, hosted));
  if (differing === undefined) return null;
  return (
    `The badge says the ${differing} of its ${what} is ${quoted(given[differing])}, but its host answers ` +
    `${quoted(hosted[differing])}; use the badge as its issuer hosts it.`
  );
}

function worded(finding: Finding, warnings: readonly (string | undefined)[]): Finding {
  const said = warnings.filter((warning) => warning !== undefined);
  return said.length === 0 ? finding : { ...finding, reason: `${finding.reason} A warning: ${said.join(' ')}` };
}

function hostedProof(assertion: Document, id: string, answer: Answer): Finding {
  if (!answer.ok) {
    if (answer.reason === 'GONE') return pass(`Its issuer's host knew ${quoted(id)} and has withdrawn it.`);
    const reason = `A hosted badge is what its issuer's host answers, and that could not be asked: ${answer.message}.`;
    return answer.reason === 'NOT_FOUND' ? failed(reason) : unknown(reason);
  }
  if (!answer.document) return failed(`${quoted(id)} answers no JSON document, so the badge is not hosted there.`);
  const hosted = answer.document;
  if (hosted.revoked === true) return pass(`Its issuer's host answers it as revoked (${said(answer.fetchedAt)}).`);
  const differing = [...new Set([...Object.keys(assertion), ...Object.keys(hosted)])].find(
    (name) => !isSame(name, assertion, hosted),
  );
  if (differing !== undefined) {
    return failed(
      `The badge says ${differing} is ${quoted(assertion[differing])}, but its issuer's host answers ` +
        `${quoted(hosted[differing])}; use the badge as it is at ${quoted(id)}.`,
    );
  }
  const moved = answer.url === id ? '' : ` A warning: it answered under another address, ${quoted(answer.url)}.`;
  return pass(`Its issuer's host answers the same badge (${said(answer.fetchedAt)}).${moved}`);
}

/** Parts may be embedded in one copy and an address in the other; contexts say nothing about the award. */
function isSame(name: string, assertion: Document, hosted: Document): boolean {
  const [one, other] = [assertion[name], hosted[name]];
  if (name === '@context' || isDeepStrictEqual(one, other)) return true;
  return (
    ['badge', 'issuer', 'image', 'criteria'].includes(name) &&
    isObject(one) !== isObject(other) &&
    idOf(one) !== null &&
    idOf(one) === idOf(other)
  );
}

/**
 * Whether the issuer lets its badges be hosted where this one is: at its own host, or at those it names. Source: Open Badges
 * 2.0, VerificationObject (allowedOrigins, startsWith).
 */
function checkScope(id: string, answeredAt: string, issuer: Document | null): Finding {
  if (!issuer)
    return unknown('Its issuer could not be looked at, so it is not certain that this host may speak for it.');
  const issuerId = idOf(issuer) ?? '';
  if (!/^https?:/iu.test(issuerId)) {
    return failed(`Its issuer calls itself ${quoted(issuerId)}, which no host can be compared with.`);
  }
  const verification: Document = isObject(issuer.verification) ? issuer.verification : {};
  const origins = listOf(verification.allowedOrigins).map(String);
  const prefixes = listOf(verification.startsWith).map(String);
  const mayHost = (url: string) =>
    origins.length > 0
      ? origins.some((origin) => (URL.canParse(url) && origin === new URL(url).host) || sameHost(origin, url))
      : sameHost(url, issuerId);
  if (!mayHost(id))
    return failed(`It is hosted at ${quoted(id)}, which its issuer ${quoted(issuerId)} does not name as its own.`);
  if (prefixes.length > 0 && !prefixes.some((prefix) => id.startsWith(prefix))) {
    return failed(`Its address does not start as its issuer demands (${prefixes.map(quoted).join(' or ')}).`);
  }
  if (!mayHost(answeredAt)) {
    return unknown(
      `${quoted(id)} leads to ${quoted(answeredAt)}, which its issuer ${quoted(issuerId)} does not name as its own.`,
    );
  }
  return pass(`It is hosted where its issuer ${quoted(issuerId)} lets badges be hosted.`);
}

function hostedRevocation(id: string, answer: Answer): Finding {
  if (!answer.ok) {
    if (answer.reason === 'GONE') return failed(`The issuer revoked it: ${quoted(id)} is gone for good (HTTP 410).`);
    return unknown(`Whether it was revoked could not be asked: ${answer.message}.`);
  }
  if (answer.document?.revoked !== true)
    return pass(`Its issuer's host does not call it revoked (${said(answer.fetchedAt)}).`);
  const why = answer.document.revocationReason;
  return failed(
    `The issuer revoked it${typeof why === 'string' ? `: ${quoted(why)}` : ''} (${said(answer.fetchedAt)}).`,
  );
}
