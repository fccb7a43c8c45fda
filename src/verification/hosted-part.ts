import { isObject } from '../formats/index.ts';
import { type Document, idOf, quoted, sameOrigin } from './document.ts';
import type { Ask } from './resolve.ts';

/** A part of an Open Badges 2.0 badge: the class or issuer, as whoever may speak for it states it. */
export interface HostedPart {
  /** Null when it could not be had. */
  readonly document: Document | null;
  /** Why it could not be had, and whether that speaks against the badge. */
  readonly fault?: { readonly isFinal: boolean; readonly reason: string };
  /** Something its reader should know, such as that it answered under another address. */
  readonly warning?: string;
}

/**
 * The class or issuer that a badge names. What is embedded counts where the one who wrote the badge may speak for it: under
 * the same host, or without an address. Else it is asked at its address. Source: Open Badges 2.0, Verification.
 *
 * @param writer  the address of the document it stands in
 */
export async function findPart(stated: unknown, writer: string, what: string, ask: Ask): Promise<HostedPart> {
  const id = idOf(stated);
  const isHosted = id !== null && /^https?:/iu.test(id);
  if (isObject(stated) && Object.keys(stated).some((name) => !['id', 'type', '@context'].includes(name))) {
    if (!isHosted || sameHost(id, writer)) return { document: stated };
  }
  if (!isHosted) {
    const reason = `Its ${what} is ${quoted(stated)}, which is neither an address nor the ${what} itself.`;
    return { document: null, fault: { isFinal: true, reason } };
  }
  return findHosted(id, what, ask);
}

/** The document at an address, when it is the one the address names. */
export async function findHosted(id: string, what: string, ask: Ask): Promise<HostedPart> {
  const answer = await ask(id);
  if (!answer.ok) {
    const reason = `The ${what} could not be asked for: ${answer.message}.`;
    return { document: null, fault: { isFinal: answer.reason === 'NOT_FOUND' || answer.reason === 'GONE', reason } };
  }
  const { document, url } = answer;
  if (!document) {
    return {
      document: null,
      fault: { isFinal: true, reason: `${quoted(id)} answers no JSON document, so there is no ${what}.` },
    };
  }
  const own = idOf(document);
  if (own !== null && own !== id && /^https?:/iu.test(own) && !sameHost(own, id) && !sameOrigin(own, url)) {
    const reason = `${quoted(id)} answers the ${what} of another address, ${quoted(own)}.`;
    return { document: null, fault: { isFinal: true, reason } };
  }
  // A host may lead anybody anywhere: where it does, what is answered must speak for the host that answered.
  if (!sameHost(url, id) && !sameHost(url, own ?? id)) {
    const reason = `${quoted(id)} leads to ${quoted(url)}, which may not speak for ${quoted(own ?? id)}.`;
    return { document: null, fault: { isFinal: false, reason } };
  }
  if (url !== id)
    return { document, warning: `The ${what} ${quoted(id)} answered under another address, ${quoted(url)}.` };
  if (own !== null && own !== id)
    return { document, warning: `The ${what} ${quoted(id)} calls itself ${quoted(own)}.` };
  return { document };
}

/** Hosts are compared without the scheme: badges of old were issued under http and are answered under https. */
export function sameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}
