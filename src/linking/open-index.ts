import { LRUCache } from 'lru-cache';
import type { Db } from '../db/client.ts';
import type { Ranked } from '../ranker/ranker.ts';
import type { StoredIndex } from './find-indexes.ts';
import { type RankingThread, startRankingThread } from './rank-in-thread.ts';
import { readIndex } from './store-index.ts';

/** Bytes of indexes a process keeps open; the one asked for longest ago goes first. */
const OPEN_BYTES_AT_MOST = 384 * 1024 * 1024;

/** An index that can be asked. */
export interface OpenIndex {
  rankEach(texts: readonly string[], first: number): Promise<readonly (readonly Ranked[])[]>;
}

interface Held extends OpenIndex {
  readonly name: string;
  readonly size: number;
}

interface Memory {
  readonly thread: RankingThread;
  readonly indexes: LRUCache<string, Held, { readonly db: Db; readonly index: StoredIndex }>;
}

/** One a process, as its thread: builds have names of their own, whichever database they lie in. */
let memory: Memory | null = null;

/**
 * The open index of a build, read from the database where this process has not got it yet.
 *
 * @returns null where another build has taken its place
 */
export async function openStoredIndex(db: Db, index: StoredIndex): Promise<OpenIndex | null> {
  if (!memory?.thread.isAlive) memory = makeMemory();
  return (await memory.indexes.fetch(index.build, { context: { db, index } })) ?? null;
}

function makeMemory(): Memory {
  const thread = startRankingThread();
  return {
    thread,
    indexes: new LRUCache({
      maxSize: OPEN_BYTES_AT_MOST,
      sizeCalculation: ({ size }) => Math.max(1, size),
      // Behind what whoever has just been handed it asks at once.
      dispose: ({ name }) => setImmediate(() => thread.close(name)),
      async fetchMethod(build, _stale, { context: { db, index } }) {
        const bytes = await readIndex(db, index);
        if (!bytes) return undefined;
        await thread.open(build, bytes);
        return { name: build, size: index.size, rankEach: (texts, first) => thread.rankEach(build, texts, first) };
      },
    }),
  };
}
