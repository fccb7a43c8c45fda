import type { Dispatcher } from 'undici';
import { FailedAt, follow } from './follow.ts';
import { createGuard, type GuardSettings, refusalIn } from './guard.ts';

/** What was fetched, or why it was not. */
export type Fetched =
  | { readonly ok: true; readonly body: Uint8Array; readonly url: string; readonly fetchedAt: Date }
  | { readonly ok: false; readonly reason: FetchFault; readonly message: string };

/** REFUSED: it may not be asked. UNREACHABLE: it did not answer well or in time. GONE is HTTP 410, NOT_FOUND another 4xx. */
export type FetchFault = 'REFUSED' | 'UNREACHABLE' | 'NOT_FOUND' | 'GONE' | 'TOO_LARGE';

export interface FetchOptions {
  /** Media types that are understood, as in the header `Accept`. */
  readonly accept?: string;
}

export interface GuardOptions extends GuardSettings {
  /** Longest wait for an answer as a whole, in milliseconds. */
  readonly timeoutMs?: number;
  /** Largest answer, in bytes, as it arrives. */
  readonly maxBytes?: number;
}

/** A client that asks public hosts alone. */
export interface GuardedFetch {
  (url: string, options?: FetchOptions): Promise<Fetched>;
  close(): Promise<void>;
}

/**
 * Makes the client by which small answers from outside are asked: documents, keys, lists. The address a host name stands for
 * is looked at when the connection is made, at each redirect anew. It sends no cookies or credentials, and never throws.
 */
export function createGuardedFetch(options: GuardOptions = {}): GuardedFetch {
  const { timeoutMs = 15_000, maxBytes = 10 * 1024 * 1024 } = options;
  const guard = createGuard(options);
  const fetchOne = async (url: string, { accept = '*/*' }: FetchOptions = {}): Promise<Fetched> => {
    let at = url;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const followed = await follow(guard, url, { headers: { accept, 'user-agent': 'Tessera' }, signal });
      if (!followed.ok) return followed;
      at = followed.url;
      return await readAnswer(followed.answer, at, maxBytes);
    } catch (error) {
      return error instanceof FailedAt ? failure(error.url, error.cause, timeoutMs) : failure(at, error, timeoutMs);
    }
  };
  return Object.assign(fetchOne, { close: () => guard.agent.close() });
}

async function readAnswer(answer: Dispatcher.ResponseData, url: string, maxBytes: number): Promise<Fetched> {
  const { statusCode: status, body } = answer;
  if (status !== 200) {
    await body.dump();
    return { ok: false, reason: faultOfStatus(status), message: `${url} answered HTTP ${status}` };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      return { ok: false, reason: 'TOO_LARGE', message: `${url} answers more than ${Math.floor(maxBytes / 1024)} KB` };
    }
    chunks.push(chunk);
  }
  return { ok: true, body: Buffer.concat(chunks), url, fetchedAt: new Date() };
}

/** What a status other than 200 means to who asked. UNREACHABLE may be otherwise another time. */
export function faultOfStatus(status: number): 'GONE' | 'NOT_FOUND' | 'UNREACHABLE' {
  if (status === 410) return 'GONE';
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status) ? 'NOT_FOUND' : 'UNREACHABLE';
}

function failure(url: string, error: unknown, timeoutMs: number): Fetched {
  const refusal = refusalIn(error);
  if (refusal !== null) return { ok: false, reason: 'REFUSED', message: `${url} may not be asked: ${refusal}` };
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const message = isLate
    ? `${url} did not answer within ${timeoutMs / 1000} seconds`
    : `${url} could not be reached (${reasonOf(error)})`;
  return { ok: false, reason: 'UNREACHABLE', message };
}

/** The code of what the network threw, such as ECONNREFUSED. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it did not answer';
}
