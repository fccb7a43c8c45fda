import { isObject, parseJson } from '../formats/index.ts';

/** Why an address was not answered. GONE is HTTP 410; NOT_FOUND another 4xx; the rest says nothing about the document. */
export type ResolveFault = 'REFUSED' | 'UNREACHABLE' | 'NOT_FOUND' | 'GONE' | 'TOO_LARGE';

export type Resolved =
  | {
      readonly ok: true;
      readonly body: Uint8Array;
      /** Where it was found at last, after redirects. */
      readonly url: string;
      readonly fetchedAt: Date;
    }
  | { readonly ok: false; readonly reason: ResolveFault; readonly message: string };

/** The one way by which a verification learns from elsewhere; the guarded fetch, a cache before it, or a test's own. */
export type Resolve = (
  url: string,
  options?: { readonly accept?: string; readonly maxAgeSeconds?: number },
) => Promise<Resolved>;

/** A document somebody publishes, as text and, where it is one, as a JSON object. */
export type Answer =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      readonly document: Readonly<Record<string, unknown>> | null;
      readonly url: string;
      readonly fetchedAt: Date;
    }
  | { readonly ok: false; readonly reason: ResolveFault | 'OFFLINE'; readonly message: string };

/** Asks an address; the same one once a verification. */
export type Ask = (url: string, maxAgeSeconds?: number) => Promise<Answer>;

/** Most addresses one badge may make us ask; a badge with its endorsements needs about ten. */
const ADDRESSES_AT_MOST = 60;

/** Asks addresses through `resolve`, each once; all are unanswered when it is null. */
export function createAsk(resolve: Resolve | null): { readonly ask: Ask; readonly askedAt: () => Date | undefined } {
  const answers = new Map<string, Promise<Answer>>();
  let earliest: Date | undefined;
  const ask: Ask = async (url, maxAgeSeconds) => {
    if (!resolve) return { ok: false, reason: 'OFFLINE', message: `${url} was not asked, since this check is offline` };
    if (!answers.has(url) && answers.size >= ADDRESSES_AT_MOST) {
      const message = `${url} was not asked, since the badge names more than ${ADDRESSES_AT_MOST} addresses`;
      return { ok: false, reason: 'REFUSED', message };
    }
    const known = answers.get(url) ?? askOnce(resolve, url, maxAgeSeconds);
    answers.set(url, known);
    const answer = await known;
    if (answer.ok && (!earliest || answer.fetchedAt < earliest)) earliest = answer.fetchedAt;
    return answer;
  };
  return { ask, askedAt: () => earliest };
}

async function askOnce(resolve: Resolve, url: string, maxAgeSeconds?: number): Promise<Answer> {
  const accept = 'application/json, application/ld+json, application/jwt, text/plain;q=0.8';
  const resolved = await resolve(url, { accept, ...(maxAgeSeconds !== undefined && { maxAgeSeconds }) });
  if (!resolved.ok) return resolved;
  const { body: bytes, fetchedAt } = resolved;
  return { ok: true, bytes, document: asObject(bytes), url: resolved.url, fetchedAt };
}

function asObject(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const parsed = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return 'value' in parsed && isObject(parsed.value) ? parsed.value : null;
  } catch {
    return null;
  }
}
