import { Worker } from 'node:worker_threads';
import type { Ranked } from '../ranker/ranker.ts';
import { errorOf, threadFile } from '../threads.ts';

/** What the thread is told: to open an index, to rank texts with one, to let one go. */
export type ToRanking =
  | { readonly call: number; readonly open: string; readonly bytes: Uint8Array }
  | { readonly call: number; readonly rank: string; readonly texts: readonly string[]; readonly first: number }
  | { readonly close: string };

/** What the thread answers a call with. */
export type FromRanking = { readonly call: number } & (
  | { readonly ranked: readonly (readonly Ranked[])[] }
  | { readonly failure: string }
);

/** A thread that holds indexes and ranks with them, so that neither keeps the process from answering others. */
export interface RankingThread {
  readonly isAlive: boolean;
  /** Opens an index under a name. The bytes are the thread's afterwards. */
  open(name: string, bytes: Uint8Array): Promise<void>;
  rankEach(name: string, texts: readonly string[], first: number): Promise<readonly (readonly Ranked[])[]>;
  close(name: string): void;
}

interface Waiting {
  readonly settle: (ranked: readonly (readonly Ranked[])[]) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the thread. It keeps the process alive only while it is asked something. */
export function startRankingThread(): RankingThread {
  const worker = new Worker(threadFile(import.meta.url, 'rank-thread'));
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let isAlive = true;
  const end = (error: Error) => {
    isAlive = false;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (message: FromRanking) => {
    const asked = waiting.get(message.call);
    waiting.delete(message.call);
    if (waiting.size === 0) worker.unref();
    if ('ranked' in message) asked?.settle(message.ranked);
    else asked?.reject(new Error(message.failure));
  });
  worker.on('error', (error) => end(errorOf(error)));
  worker.on('exit', () => end(new Error('the thread that ranks ended')));
  worker.unref();

  const ask = (told: (call: number) => ToRanking, transferred: ArrayBuffer[] = []) =>
    new Promise<readonly (readonly Ranked[])[]>((settle, reject) => {
      if (!isAlive) return reject(new Error('the thread that ranks has ended'));
      calls += 1;
      waiting.set(calls, { settle, reject });
      worker.ref();
      worker.postMessage(told(calls), transferred);
    });
  return {
    get isAlive() {
      return isAlive;
    },
    async open(name, bytes) {
      const transferred = bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
      await ask((call) => ({ call, open: name, bytes }), transferred);
    },
    rankEach: (name, texts, first) => ask((call) => ({ call, rank: name, texts, first })),
    close: (name) => worker.postMessage({ close: name } satisfies ToRanking),
  };
}
