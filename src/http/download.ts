import { setTimeout as sleep } from 'node:timers/promises';
import pRetry, { AbortError } from 'p-retry';
import { attempt, type Begun, Fault, type FileAsked, type Whole } from './download-attempt.ts';
import { FailedAt } from './follow.ts';
import { createGuard, type GuardSettings, refusalIn } from './guard.ts';
import { type FetchFault, reasonOf } from './guarded-fetch.ts';
import { createPace } from './pace.ts';

/** A file that lies whole where it was asked to, or why none does. */
export type Downloaded =
  | ({ readonly ok: true; readonly isUnchanged: false } & Whole)
  | { readonly ok: true; readonly isUnchanged: true }
  | { readonly ok: false; readonly reason: FetchFault; readonly message: string };

export interface DownloadSettings extends GuardSettings {
  /** Names the hub to those it asks, as in the header `User-Agent`. */
  readonly userAgent?: string;
  /** Requests a second to one host, at most. */
  readonly perSecond?: number;
  /** How often a host that fails is asked again. */
  readonly retries?: number;
  /** How long it is left alone before the first of them, in milliseconds. */
  readonly retryMs?: number;
  /** How long a host may say nothing, or next to nothing, in milliseconds. */
  readonly idleMs?: number;
  /** How long a file may take in all, its retries counted, in milliseconds. */
  readonly totalMs?: number;
}

/** A client that brings files of any size to a disk. */
export interface Download {
  (asked: FileAsked): Promise<Downloaded>;
  /** Whether an address is of a host that is set up here. */
  isListed(address: string): boolean;
  close(): Promise<void>;
}

/** A host that asks to be left alone longer than this is asked another time. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Makes the client that fetches files past the guard, politely: one connection a host, so many requests a second, a failing
 * host again after 1, 2, 4 … seconds and a random part of as many, or when its `Retry-After` says; where it can, from where it broke off.
 * A file is whole or is not there at all; memory holds one piece of it.
 *
 * @throws the reason of `signal` where that is aborted; nothing else
 */
export function createDownload(settings: DownloadSettings = {}): Download {
  const { userAgent = 'Tessera', perSecond = 5, retries = 5, retryMs = 1_000 } = settings;
  const { idleMs = 30_000, totalMs = 3_600_000 } = settings;
  const guard = createGuard({ connectTimeoutMs: 10_000, connections: 1, ...settings });
  const pace = createPace(perSecond);

  const download = async (asked: FileAsked): Promise<Downloaded> => {
    const late = AbortSignal.timeout(totalMs);
    const signal = asked.signal ? AbortSignal.any([asked.signal, late]) : late;
    const begun: Begun = { bytes: 0, validator: null, encoding: null };
    try {
      return await pRetry(
        async () => {
          try {
            return await attempt(guard, pace, { ...asked, userAgent, idleMs, signal }, begun);
          } catch (error) {
            throw asRetried(error, asked.url, signal);
          }
        },
        {
          ...{ retries, factor: 2, minTimeout: retryMs, maxTimeout: 60_000, randomize: true, signal },
          onFailedAttempt: async ({ error, retriesLeft }) => {
            if (error instanceof Fault && error.waitMs !== null && retriesLeft > 0) {
              await sleep(error.waitMs, undefined, { signal });
            }
          },
        },
      );
    } catch (error) {
      asked.signal?.throwIfAborted();
      if (late.aborted) {
        const message = `${asked.url} did not come whole within ${totalMs / 1_000} seconds`;
        return { ok: false, reason: 'UNREACHABLE', message };
      }
      if (error instanceof Fault) return { ok: false, reason: error.reason, message: error.message };
      throw error;
    }
  };
  return Object.assign(download, { isListed: guard.isListed, close: () => guard.agent.close() });
}

/** What is thrown on: a fault that is tried again, or one that is final. */
function asRetried(error: unknown, url: string, signal: AbortSignal): Error {
  if (signal.aborted) return new AbortError(new Fault('UNREACHABLE', `${url} was given up`));
  if (error instanceof Fault) {
    const { isFinal, waitMs, message } = error;
    if (isFinal) return new AbortError(error);
    if (waitMs === null || waitMs <= PATIENCE_MS) return error;
    const seconds = Math.ceil(waitMs / 1_000);
    return new AbortError(new Fault('UNREACHABLE', `${message} and asks to be left alone for ${seconds} seconds`));
  }
  const [at, cause] = error instanceof FailedAt ? [error.url, error.cause] : [url, error];
  const refusal = refusalIn(cause);
  if (refusal !== null) return new AbortError(new Fault('REFUSED', `${at} may not be asked: ${refusal}`));
  if (isOfNetwork(cause)) return new Fault('UNREACHABLE', `${at} could not be reached (${reasonOf(cause)})`);
  return new AbortError(cause instanceof Error ? cause : new Error(String(cause)));
}

/** Whether undici or the sockets below threw; a full disk is no fault of the host. */
function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  return !['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EMFILE', 'ENOENT'].includes(String(error.code));
}
