import { Worker } from 'node:worker_threads';
import { errorOf, threadFile } from '../../threads.ts';
import { buffersOf, type Chunk } from './chunk.ts';
import { createPartition, type PartitionSize } from './partition.ts';
import type { Ranking, RankQuery } from './rank.ts';

/** A partition wherever it lives. What it is told is done in the order it was told. */
export interface Host {
  load(chunk: Chunk): void;
  apply(chunk: Chunk): void;
  rank(query: RankQuery): Promise<Ranking>;
  size(): Promise<PartitionSize>;
  close(): Promise<void>;
}

/** A partition in this very thread. */
export function createLocalHost(): Host {
  const partition = createPartition();
  return {
    load: (chunk) => partition.load(chunk),
    apply: (chunk) => partition.apply(chunk),
    rank: async (query) => partition.rank(query),
    size: async () => partition.size(),
    close: async () => {},
  };
}

/** What goes to a partition's thread; only questions are answered. */
export type ToHost =
  | { readonly load: Chunk }
  | { readonly apply: Chunk }
  | { readonly question: number; readonly rank: RankQuery }
  | { readonly question: number; readonly size: true };

/** What comes back. */
export type FromHost =
  | { readonly question: number; readonly answer: Ranking | PartitionSize }
  | { readonly question: number; readonly failure: string };

/** A partition in a thread of its own. What waits for it is rejected when the thread ends. */
export function createThreadHost(): Host {
  const worker = new Worker(threadFile(import.meta.url, 'host-thread'));
  const waiting = new Map<number, { settle(answer: never): void; reject(error: Error): void }>();
  let questions = 0;
  let ended: Error | null = null;
  const end = (error: Error) => {
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (message: FromHost) => {
    const asked = waiting.get(message.question);
    waiting.delete(message.question);
    if ('failure' in message) asked?.reject(new Error(message.failure));
    else asked?.settle(message.answer as never);
  });
  worker.on('error', (error) => end(errorOf(error)));
  worker.on('exit', () => end(new Error('the thread of a partition ended')));
  worker.unref();
  const tell = (message: ToHost, moved: ArrayBuffer[] = []) => {
    if (ended) throw ended;
    worker.postMessage(message, moved);
  };
  const ask = <T>(question: { rank: RankQuery } | { size: true }): Promise<T> =>
    new Promise<T>((settle, reject) => {
      const number = questions++;
      waiting.set(number, { settle: settle as (answer: never) => void, reject });
      try {
        tell({ question: number, ...question });
      } catch (error) {
        waiting.delete(number);
        reject(error as Error);
      }
    });
  return {
    load: (chunk) => tell({ load: chunk }, buffersOf(chunk)),
    apply: (chunk) => tell({ apply: chunk }, buffersOf(chunk)),
    rank: (query) => ask<Ranking>({ rank: query }),
    size: () => ask<PartitionSize>({ size: true }),
    async close() {
      await worker.terminate();
    },
  };
}
