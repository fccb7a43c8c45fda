import { Worker } from 'node:worker_threads';
import type { Packaging } from '../formats/index.ts';
import type { Document } from './document.ts';
import type { Signed, SigningKey } from './sign-credential.ts';

/** What a thread is told to sign. */
export interface ToSign {
  readonly document: Document;
  readonly packaging: Packaging;
  readonly key: SigningKey;
  readonly now: Date;
}

/** A full record takes about a second; what takes longer than this was made to. */
const TIMEOUT_MS = 20_000;

/**
 * `signCredential` in a thread of its own: what a record holds was written by strangers, and can be made to take a processor for
 * as long as it likes to put in order. Meanwhile this process answers others; in the end the thread is stopped.
 */
export function signInThread(toSign: ToSign): Promise<Signed> {
  const worker = new Worker(threadFile(), { workerData: toSign });
  return new Promise<Signed>((settle, reject) => {
    const why = `what it holds takes longer than ${TIMEOUT_MS / 1000} seconds to put in the order that is signed`;
    const late = setTimeout(() => settle({ why }), TIMEOUT_MS);
    worker.once('message', settle);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(late);
      reject(new Error('the thread that signs ended without an answer'));
    });
  }).finally(() => worker.terminate());
}

/** Threads run what is built, also where this file is read as it was written, as tests do. */
function threadFile(): URL {
  const built = import.meta.url.endsWith('.ts') ? '../../dist/src/verification/sign-thread.js' : './sign-thread.js';
  return new URL(built, import.meta.url);
}
