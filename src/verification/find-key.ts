import { type Document, idOf, listOf, quoted, sameOrigin } from './document.ts';
import { sameHost } from './hosted-part.ts';
import { isMultikey, keyIn, type PublicKey } from './key.ts';
import type { Answer, Ask } from './resolve.ts';

/** The key a proof names, and how far its controller stands behind it. */
export interface FoundKey {
  /** Null when there is none to check the proof with. */
  readonly key: PublicKey | null;
  /**
   * CONFIRMED: the controller publishes the key, or is the key. STATED: only the proof says so, since the controller could
   * not be asked or says nothing. CONTRADICTED: the controller says otherwise.
   */
  readonly standing: 'CONFIRMED' | 'STATED' | 'CONTRADICTED';
  /** Who controls the key; null when nobody says so. */
  readonly controller: string | null;
  /** A sentence that says where the key is from, or what is in its way. */
  readonly reason: string;
}

/**
 * The key under a verification method: `did:key`, `did:web`, or an https address of a controller document or of a key. Where
 * its controller does not answer, the key in the fragment is taken, which decides the proof and not whose it is. Source:
 * Controlled Identifiers 1.0, 3.3; did:key; did:web; Open Badges 3.0, 8.2 and 8.3.
 */
export async function findKey(method: string, ask: Ask): Promise<FoundKey> {
  const [base = '', fragment = ''] = method.split('#', 2);
  if (base.startsWith('did:key:')) return keyOfDidKey(base, fragment);
  const address = addressOf(base);
  if (address === null) {
    const known = 'did:key, did:web and https addresses are known here';
    return {
      key: null,
      standing: 'CONTRADICTED',
      controller: null,
      reason: `"${quoted(method)}" names no key: ${known}.`,
    };
  }
  const answer = await ask(address);
  if (!answer.ok) return keyOfFragment(base, fragment, answer);
  if (!answer.document) return keyOfFragment(base, fragment, notJson(address));
  // A host may lead anybody anywhere: what is answered elsewhere is not its own word.
  const isOwn = sameHost(answer.url, address);
  return (await keyIfItself(answer.document, method, isOwn, ask)) ?? keyInDocument(answer.document, method);
}

const notJson = (address: string): Answer & { ok: false } => ({
  ok: false,
  reason: 'UNREACHABLE',
  message: `${address} answers something that is no JSON document`,
});

function keyOfDidKey(did: string, fragment: string): FoundKey {
  const multibase = did.slice('did:key:'.length);
  const isKey = isMultikey(multibase);
  if (!isKey || (fragment !== '' && fragment !== multibase)) {
    const reason = isKey
      ? `The proof names ${quoted(fragment)} of ${did}, which has no key but itself.`
      : `${quoted(did)} is no key of a kind known here (Ed25519, P-256, P-384).`;
    return { key: null, standing: 'CONTRADICTED', controller: did, reason };
  }
  return { key: { multibase }, standing: 'CONFIRMED', controller: did, reason: `The key is ${did} itself.` };
}

/** Where a DID document or a controller document lies; null for schemes that are not known. */
export function addressOf(id: string): string | null {
  if (/^https?:\/\//iu.test(id)) return URL.canParse(id) ? id : null;
  const parts = /^did:web:([^#?/]+)$/u.exec(id)?.[1]?.split(':');
  if (!parts) return null;
  const [host = '', ...path] = parts;
  const folder = path.length === 0 ? '.well-known' : path.join('/');
  // did:web, 3.2: a port is percent-encoded in the host, nothing else is.
  const address = `https://${host.replace(/%3A/iu, ':')}/${folder}/did.json`;
  return URL.canParse(address) && !/[%@\\]/u.test(new URL(address).host) ? address : null;
}

/** What the proof itself offers where its controller does not answer. */
function keyOfFragment(base: string, fragment: string, answer: Answer & { ok: false }): FoundKey {
  const key = isMultikey(fragment) ? { multibase: fragment } : null;
  const reason =
    answer.reason === 'OFFLINE'
      ? `Offline, ${quoted(base)} could not be asked whether the key is its own.`
      : `${quoted(base)} could not be asked for its key (${answer.message}).`;
  return { key, standing: 'STATED', controller: null, reason };
}

/** A document that is one key. It counts for its controller when that lists it, or lies at the same host. */
async function keyIfItself(document: Document, method: string, isOwn: boolean, ask: Ask): Promise<FoundKey | null> {
  const key = keyIn(document);
  if (!key || listOf(document.verificationMethod).length > 0) return null;
  const controller = idOf(document.controller) ?? idOf(document.owner);
  const base = method.replace(/#.*$/u, '');
  if (controller === null && !isOwn) {
    const reason = `${quoted(base)} leads to another host for the key, which says of nobody that it is theirs.`;
    return { key, standing: 'STATED', controller, reason };
  }
  if (controller === null || (isOwn && sameOrigin(base, controller))) {
    return { key, standing: 'CONFIRMED', controller, reason: `The key is published at ${quoted(base)}.` };
  }
  const address = addressOf(controller);
  const answer = address === null ? null : await ask(address);
  if (!answer?.ok || !answer.document) {
    const reason = `${quoted(base)} says its key is of ${quoted(controller)}, who could not be asked.`;
    return { key, standing: 'STATED', controller, reason };
  }
  const listed = ['assertionMethod', 'verificationMethod', 'publicKey'].flatMap((name) =>
    listOf(answer.document?.[name]),
  );
  return listed.some((each) => idOf(each) === method || idOf(each) === base)
    ? { key, standing: 'CONFIRMED', controller, reason: `${quoted(controller)} lists the key.` }
    : {
        key,
        standing: 'CONTRADICTED',
        controller,
        reason: `${quoted(controller)} does not list the key ${quoted(method)}.`,
      };
}

/** The key a controller document lists for assertions. */
function keyInDocument(document: Document, method: string): FoundKey {
  const base = method.replace(/#.*$/u, '');
  const stated = keyOfFragment(base, method.split('#', 2)[1] ?? '', notJson(base)).key;
  const contradicted = (reason: string, key: PublicKey | null = stated): FoundKey => ({
    key,
    standing: 'CONTRADICTED',
    controller: base,
    reason,
  });
  if (document.id !== base) return contradicted(`The document of ${quoted(base)} calls itself ${quoted(document.id)}.`);
  const isMethod = (each: unknown) => [method, method.slice(base.length)].includes(idOf(each) ?? '');
  const assertions = listOf(document.assertionMethod);
  const entry = [...listOf(document.verificationMethod), ...assertions, ...listOf(document.publicKey)].find(
    (each) => typeof each === 'object' && isMethod(each),
  ) as Document | undefined;
  if (!entry)
    return contradicted(`${quoted(base)} does not list the key ${quoted(method)}; it may have been withdrawn.`);
  const key = keyIn(entry);
  if (!assertions.some(isMethod)) {
    return contradicted(`${quoted(base)} lists the key ${quoted(method)}, but not for issuing (assertionMethod).`, key);
  }
  if (entry.revoked !== undefined) return contradicted(`${quoted(base)} has withdrawn the key ${quoted(method)}.`, key);
  const controller = idOf(entry.controller) ?? base;
  if (controller !== base) return contradicted(`The key ${quoted(method)} is of ${quoted(controller)}.`, key);
  if (key === null) return contradicted(`The key ${quoted(method)} is of a kind that is not known here.`, key);
  return { key, standing: 'CONFIRMED', controller, reason: `${quoted(base)} publishes the key.` };
}
