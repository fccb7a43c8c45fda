import { Worker } from 'node:worker_threads';
import type { Concept } from '../ranker/ranker.ts';
import { threadFile } from '../threads.ts';

/** What the thread is sent when it asks for more: some concepts, or null behind the last. */
export type ToBuilder = { readonly concepts: readonly Concept[] | null };

/** What the thread sends: that it wants more, the index, or a failure of ours. */
export type FromBuilder = { readonly wants: 'MORE' } | { readonly bytes: Uint8Array } | { readonly failure: string };

/**
 * Builds an index in a thread of its own, so that this process goes on with other work for the minutes that a large framework
 * takes. Concepts are handed over as the thread asks for them: never more than two pages are held.
 *
 * @param signal  aborted, the thread ends and the build is rejected
 */
export async function buildInThread(
  pages: AsyncGenerator<readonly Concept[]>,
  signal: AbortSignal,
): Promise<{ readonly skills: number; readonly bytes: Uint8Array }> {
  signal.throwIfAborted();
  const worker = new Worker(threadFile(import.meta.url, 'build-thread'));
  const stop = new AbortController();
  let skills = 0;
  const next = async (): Promise<ToBuilder> => {
    const { value, done } = await pages.next();
    if (done) return { concepts: null };
    skills += value.length;
    return { concepts: value };
  };
  try {
    const bytes = await new Promise<Uint8Array>((settle, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: stop.signal });
      worker.on('message', (message: FromBuilder) => {
        if ('bytes' in message) settle(message.bytes);
        else if ('failure' in message) reject(new Error(message.failure));
        else next().then((sent) => worker.postMessage(sent), reject);
      });
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread that builds an index ended without one')));
    });
    return { skills, bytes };
  } finally {
    // The process's own signal outlives many builds, and must not gather what each of them listened with.
    stop.abort();
    await worker.terminate();
    await pages.return(undefined);
  }
}
