import { createHash } from 'node:crypto';
import { isObject } from '../formats/index.ts';
import { type Finding, failed, pass, skipped, unknown } from './check.ts';
import { type Document, listOf } from './document.ts';

/** One way in which the learner is known: `email`, `did`, `url`, or another kind a badge may name. */
export interface Identity {
  readonly type: string;
  readonly value: string;
}

/** A recipient as a badge names it. */
interface Stated {
  readonly identity: string;
  readonly salt: string;
}

/** Recipients of a credential. Source: Open Badges 3.0, AchievementSubject and IdentityObject. */
export function recipientsOf(document: Document): Stated[] {
  return listOf(document.credentialSubject)
    .filter(isObject)
    .flatMap(({ id, identifier }) => [
      ...(typeof id === 'string' ? [{ identity: id, salt: '' }] : []),
      ...listOf(identifier)
        .filter(isObject)
        .map(({ identityHash, salt }) => ({ identity: String(identityHash), salt: saltOf(salt) })),
    ]);
}

/** The recipient of an assertion. Source: Open Badges 2.0, IdentityObject. */
export function recipientOf2(document: Document): Stated[] {
  return listOf(document.recipient)
    .filter(isObject)
    .filter(({ identity }) => typeof identity === 'string')
    .map(({ identity, salt }) => ({ identity: String(identity), salt: saltOf(salt) }));
}

const saltOf = (salt: unknown) => (typeof salt === 'string' ? salt : '');

/** Whether a badge names one of a learner's identities, plain or hashed. No reason repeats whose badge it is. */
export function checkRecipient(stated: readonly Stated[], learner: readonly Identity[] | undefined): Finding {
  if (!learner) return skipped('No learner was named to compare the recipient with.');
  if (stated.length === 0) return unknown('It names no recipient, so whoever holds it could be meant.');
  const match = stated.find((recipient) => learner.some((identity) => isSame(recipient, identity)));
  if (match)
    return pass(`It was awarded to this learner${isHash(match.identity) ? ', by the hash of an identity' : ''}.`);
  return failed(
    'It was awarded to somebody else, or to an address of this learner that is not known here; ' +
      'add the address or DID it was awarded to, and try again.',
  );
}

const isHash = (identity: string) => /^(sha256|md5)\$/iu.test(identity);

function isSame({ identity, salt }: Stated, { type, value }: Identity): boolean {
  const plain = value.trim();
  const forms = type === 'email' ? [plain, plain.toLowerCase()] : [plain];
  const hash = /^(sha256|md5)\$([0-9a-f]+)$/iu.exec(identity);
  if (!hash) return forms.includes(plainOf(identity, type));
  const [, algorithm = '', digest = ''] = hash;
  const hashed = (form: string) =>
    createHash(algorithm.toLowerCase())
      .update(form + salt)
      .digest('hex');
  return forms.some((form) => hashed(form) === digest.toLowerCase());
}

/** `mailto:amina%40example.org?subject=…` names amina@example.org, whichever the case. Source: RFC 6068. */
function plainOf(identity: string, type: string): string {
  if (type !== 'email') return identity.trim();
  const address = /^mailto:([^?]*)/iu.exec(identity.trim())?.[1] ?? identity;
  try {
    return decodeURIComponent(address).trim().toLowerCase();
  } catch {
    return address.trim().toLowerCase();
  }
}
