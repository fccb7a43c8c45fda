import { lookup as lookupHost } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { createReach, type Reach } from './reach.ts';

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

export interface GuardOptions {
  /** Host names and networks that may be asked although they are not public. */
  readonly allowHosts?: readonly string[];
  /** Longest wait for a connection, and for an answer as a whole, in milliseconds. */
  readonly connectTimeoutMs?: number;
  readonly timeoutMs?: number;
  /** Largest answer, in bytes, as it arrives. */
  readonly maxBytes?: number;
  /** Stands in for the resolver of host names, for tests. */
  readonly lookup?: LookupFunction;
}

/** A client that asks public hosts alone. */
export interface GuardedFetch {
  (url: string, options?: FetchOptions): Promise<Fetched>;
  close(): Promise<void>;
}

const REDIRECTS_AT_MOST = 5;

/**
 * Makes the one client by which addresses from outside are asked. The address a host name stands for is looked at when the
 * connection is made, at each redirect anew, so that a name cannot change its meaning in between. It sends no cookies or
 * credentials, follows five redirects at most and none from https to http, and never throws.
 */
export function createGuardedFetch(options: GuardOptions = {}): GuardedFetch {
  const { allowHosts = [], connectTimeoutMs = 5_000, timeoutMs = 15_000, maxBytes = 10 * 1024 * 1024 } = options;
  const reach = createReach(allowHosts);
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs, lookup: guardedLookup(reach, options.lookup ?? lookupHost) },
    maxHeaderSize: 32 * 1024,
    connections: 8,
  });
  const fetchOne = async (url: string, { accept = '*/*' }: FetchOptions = {}): Promise<Fetched> => {
    const signal = AbortSignal.timeout(timeoutMs);
    let at = url;
    for (let hop = 0; hop <= REDIRECTS_AT_MOST; hop += 1) {
      const fault = addressFault(at, reach);
      if (fault !== null) return { ok: false, reason: 'REFUSED', message: `${at} may not be asked: ${fault}` };
      try {
        const answer = await request(at, { dispatcher: agent, signal, headers: { accept, 'user-agent': 'Tessera' } });
        const next = redirectOf(answer.statusCode, answer.headers.location, at);
        if (next === null) return await readAnswer(answer, at, maxBytes);
        await answer.body.dump();
        if (at.startsWith('https:') && next.startsWith('http:') && !reach.allowsHost(new URL(next).hostname)) {
          return {
            ok: false,
            reason: 'REFUSED',
            message: `${at} leads from https to http (${next}), which is not followed`,
          };
        }
        at = next;
      } catch (error) {
        return failure(at, error, timeoutMs);
      }
    }
    return {
      ok: false,
      reason: 'UNREACHABLE',
      message: `${url} leads from one address to the next more than ${REDIRECTS_AT_MOST} times`,
    };
  };
  return Object.assign(fetchOne, { close: () => agent.close() });
}

/** Why an address may not be asked by what is written in it; null when it may. */
function addressFault(address: string, reach: Reach): string | null {
  if (!URL.canParse(address)) return 'it is no address';
  const { protocol, username, password, hostname, port } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return 'only http and https are asked';
  if (username !== '' || password !== '') return 'it holds a user name or password';
  const host = hostname.replace(/^\[|\]$/gu, '');
  const isListed = reach.allowsHost(host);
  if (isIP(host) !== 0 && !isListed && !reach.allowsAddress(host)) return 'it is no public address';
  return port === '' || isListed || reach.lists(host)
    ? null
    : `port ${port} is asked of hosts alone that are set up here`;
}

/** Looks a name up and refuses it when any of its addresses may not be reached. */
function guardedLookup(reach: Reach, lookup: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const refused = addresses.find(({ address }) => !reach.allowsHost(host) && !reach.allowsAddress(address));
      if (error) return callback(error, '', 0);
      if (refused || addresses.length === 0) return callback(new Refused(host), '', 0);
      if (options.all) return (callback as (error: null, addresses: unknown) => void)(null, addresses);
      return callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
    });
  };
}

class Refused extends Error {
  constructor(host: string) {
    super(`${host} stands for no public address`);
    this.name = 'Refused';
  }
}

function redirectOf(status: number, location: string | string[] | undefined, at: string): string | null {
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return null;
  return URL.canParse(location, at) ? new URL(location, at).href : null;
}

async function readAnswer(
  answer: Awaited<ReturnType<typeof request>>,
  url: string,
  maxBytes: number,
): Promise<Fetched> {
  const { statusCode: status, body } = answer;
  if (status !== 200) {
    await body.dump();
    const reason =
      status === 410
        ? 'GONE'
        : status >= 400 && status < 500 && ![408, 425, 429].includes(status)
          ? 'NOT_FOUND'
          : 'UNREACHABLE';
    return { ok: false, reason, message: `${url} answered HTTP ${status}` };
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

function failure(url: string, error: unknown, timeoutMs: number): Fetched {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Refused)
      return { ok: false, reason: 'REFUSED', message: `${url} may not be asked: ${cause.message}` };
  }
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'it did not answer';
  const message = isLate
    ? `${url} did not answer within ${timeoutMs / 1000} seconds`
    : `${url} could not be reached (${code})`;
  return { ok: false, reason: 'UNREACHABLE', message };
}
