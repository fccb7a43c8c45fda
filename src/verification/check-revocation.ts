import { isObject, unpack } from '../formats/index.ts';
import { readEntry } from './bitstring.ts';
import { type Finding, failed, pass, skipped, unknown, worstOf } from './check.ts';
import { CREDENTIAL_DATES, checkDates } from './check-dates.ts';
import { checkJws } from './check-jws.ts';
import { checkProofs } from './check-proof.ts';
import { type Document, idOf, listOf, quoted } from './document.ts';
import { said, type When } from './moment.ts';
import type { Answer, Ask } from './resolve.ts';

/**
 * Oldest answer about revocation that is taken, in seconds. A verdict may rest on it for as long again before it is looked at
 * anew, and what was revoked is to stop counting within a quarter of an hour.
 */
export const LIST_AGE_AT_MOST = 6 * 60;

/** Whether a credential was withdrawn, by every status it names. */
export async function checkRevocation(document: Document, when: When, ask: Ask): Promise<Finding> {
  const statuses = listOf(document.credentialStatus);
  if (statuses.length === 0) return skipped('It names no list by which it could be revoked.');
  if (statuses.length > 10) return failed(`It names ${statuses.length} statuses; 10 are read at most.`);
  const findings: Finding[] = [];
  for (const status of statuses) {
    findings.push(
      isObject(status) ? await checkStatus(status, document, when, ask) : failed('Its credentialStatus is no object.'),
    );
  }
  return worstOf(findings);
}

async function checkStatus(status: Document, document: Document, when: When, ask: Ask): Promise<Finding> {
  const types = listOf(status.type);
  if (types.includes('1EdTechRevocationList')) return checkRevocationList(status, document, ask);
  if (types.includes('BitstringStatusListEntry')) return checkBitstring(status, document, when, ask);
  return unknown(`Its status is of a kind that is not known here: ${quoted(status.type)}.`);
}

/** Source: 1EdTech Revocation List, as in Open Badges 3.0, 8.4: a plain document that lists what was revoked. */
async function checkRevocationList(status: Document, document: Document, ask: Ask): Promise<Finding> {
  const url = idOf(status.id) ?? '';
  const answer = await ask(url, LIST_AGE_AT_MOST);
  if (!answer.ok) return unanswered(url, answer);
  const listed = answer.document?.revokedCredential ?? answer.document?.revokedCredentials;
  if (!answer.document || (listed !== undefined && !Array.isArray(listed))) {
    return unknown(`${quoted(url)} answers no revocation list.`);
  }
  const { issuer } = answer.document;
  if (issuer !== undefined && idOf(issuer) !== idOf(document.issuer)) {
    return unknown(`The revocation list ${quoted(url)} is of another issuer: ${quoted(idOf(issuer))}.`);
  }
  const entry = listOf(listed).find((each) => idOf(each) === document.id);
  if (entry === undefined) return pass(`${quoted(url)} does not list it as revoked (asked ${said(answer.fetchedAt)}).`);
  const why =
    isObject(entry) && typeof entry.revocationReason === 'string' ? `: ${quoted(entry.revocationReason)}` : '';
  return failed(`The issuer revoked it${why} (${quoted(url)}, asked ${said(answer.fetchedAt)}).`);
}

/** Source: Bitstring Status List 1.0, 3.2 (validate algorithm); the list is a credential of its own and is verified first. */
async function checkBitstring(status: Document, document: Document, when: When, ask: Ask): Promise<Finding> {
  const { statusPurpose: purpose, statusListIndex: stated, statusListCredential: url, statusSize: size = 1 } = status;
  if (typeof url !== 'string' || typeof purpose !== 'string')
    return failed('Its status names no list (statusListCredential) or purpose.');
  const index = Number(
    typeof stated === 'string' && /^\d+$/u.test(stated) ? stated : typeof stated === 'number' ? stated : -1,
  );
  if (!Number.isSafeInteger(index) || index < 0)
    return failed(`Its status names entry ${quoted(stated)} of the list, which is no index.`);
  if (size !== 1) return unknown(`Its status has entries of ${quoted(size)} bits, which are not read here.`);
  const answer = await ask(url, LIST_AGE_AT_MOST);
  if (!answer.ok) return unanswered(url, answer);
  const list = await listIn(answer, document, when, ask);
  if ('fault' in list) return unknown(`The status list ${quoted(url)} cannot be relied on: ${list.fault}`);
  if (!listOf(list.subject.statusPurpose).includes(purpose)) {
    return unknown(
      `The status list ${quoted(url)} is for ${quoted(list.subject.statusPurpose)}, but the badge names ${quoted(purpose)}.`,
    );
  }
  const entry = await readEntry(String(list.subject.encodedList), index);
  if ('fault' in entry) {
    const message = `By its status list ${quoted(url)}, ${entry.fault}.`;
    return unknown(message);
  }
  const asked = `entry ${index} of ${quoted(url)}, asked ${said(answer.fetchedAt)}`;
  if (!entry.isSet) return pass(`The issuer has not set ${purpose} for it (${asked}).`);
  if (purpose === 'suspension')
    return failed(`The issuer suspended it, which is not for good; ask again later (${asked}).`);
  if (purpose === 'revocation') return failed(`The issuer revoked it (${asked}).`);
  return pass(`The issuer set ${quoted(purpose)} for it, which does not withdraw it (${asked}).`);
}

/** The list in an answer, once its own proof, issuer and dates hold. */
async function listIn(
  answer: Answer & { ok: true },
  document: Document,
  when: When,
  ask: Ask,
): Promise<{ readonly subject: Document } | { readonly fault: string }> {
  const unpacked = await unpack(answer.bytes);
  if (!unpacked.ok) return { fault: unpacked.problem.message };
  const { document: list, jws } = unpacked.value;
  if (!listOf(list.type).includes('BitstringStatusListCredential'))
    return { fault: `its type is ${quoted(list.type)}.` };
  if (idOf(list.issuer) !== idOf(document.issuer))
    return { fault: `it is of another issuer: ${quoted(idOf(list.issuer))}.` };
  const subject = listOf(list.credentialSubject)[0];
  if (!isObject(subject) || typeof subject.encodedList !== 'string') return { fault: 'it holds no encodedList.' };
  const findings = jws === undefined ? await checkProofs(list, when.now, ask) : await checkJws(jws, list, ask);
  const proof = worstOf(findings.proof);
  if (proof.result !== 'PASS') return { fault: proof.reason };
  const issuer = worstOf(findings.issuer);
  if (issuer.result !== 'PASS') return { fault: issuer.reason };
  const dates = checkDates(list, CREDENTIAL_DATES, { ...when, from: when.now, to: when.now });
  return dates.result === 'FAIL' ? { fault: dates.reason } : { subject };
}

/** A list that cannot be read says nothing, whatever the cause. */
export function unanswered(url: string, answer: Answer & { ok: false }): Finding {
  return unknown(
    `Whether it was revoked could not be asked: ${answer.message}${answer.message.includes(url) ? '' : ` (${quoted(url)})`}.`,
  );
}
