import { type Dispatcher, request } from 'undici';
import type { Guard } from './guard.ts';

/** One question, and what goes with it. */
export interface Question {
  readonly headers: Readonly<Record<string, string>>;
  /** Headers for the host of the first address alone: no other is told them, however it is led to. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Longest wait for the head of an answer, and between two pieces of its body, in milliseconds. */
  readonly idleMs?: number;
  /** Awaited before each address is asked. */
  readonly beforeAsking?: (url: URL) => Promise<unknown>;
}

/** The head of the answer that redirects lead to, its body still to be read; or why there is none. */
export type Followed =
  | { readonly ok: true; readonly answer: Dispatcher.ResponseData; readonly url: string }
  | { readonly ok: false; readonly reason: 'REFUSED' | 'UNREACHABLE'; readonly message: string };

const REDIRECTS_AT_MOST = 5;

/**
 * Asks an address and goes where it leads: five redirects at most, each past the guard anew, none from https to http unless
 * to a host that is set up here.
 *
 * @throws what the network throws, with the address asked as `FailedAt`
 */
export async function follow(guard: Guard, first: string, question: Question): Promise<Followed> {
  const { headers, signal, idleMs, beforeAsking } = question;
  let secretHeaders = question.secretHeaders ?? {};
  let at = first;
  for (let hop = 0; hop <= REDIRECTS_AT_MOST; hop += 1) {
    const fault = guard.faultOf(at);
    if (fault !== null) return { ok: false, reason: 'REFUSED', message: `${at} may not be asked: ${fault}` };
    try {
      await beforeAsking?.(new URL(at));
      const answer = await request(at, {
        ...{ dispatcher: guard.agent, headers: { ...headers, ...secretHeaders } },
        ...(signal && { signal }),
        ...(idleMs !== undefined && { headersTimeout: idleMs, bodyTimeout: idleMs }),
      });
      const next = redirectOf(answer.statusCode, answer.headers.location, at);
      if (next === null) return { ok: true, answer, url: at };
      await answer.body.dump();
      if (at.startsWith('https:') && next.startsWith('http:') && !guard.isListed(next)) {
        const message = `${at} leads from https to http (${next}), which is not followed`;
        return { ok: false, reason: 'REFUSED', message };
      }
      // Not given back where a later redirect leads home: who led there chose what is asked with them.
      if (new URL(next).origin !== new URL(at).origin) secretHeaders = {};
      at = next;
    } catch (error) {
      throw new FailedAt(at, error);
    }
  }
  const message = `${first} leads from one address to the next more than ${REDIRECTS_AT_MOST} times`;
  return { ok: false, reason: 'UNREACHABLE', message };
}

/** What the network threw, and at which address. */
export class FailedAt extends Error {
  readonly url: string;

  constructor(url: string, cause: unknown) {
    super(`${url} failed`, { cause });
    this.name = 'FailedAt';
    this.url = url;
  }
}

function redirectOf(status: number, location: string | string[] | undefined, at: string): string | null {
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return null;
  return URL.canParse(location, at) ? new URL(location, at).href : null;
}
