import { sql } from 'drizzle-orm';
import type { Database, Db } from './client.ts';

/** What subscribers can follow: a kind of thing and its id; no more than that is ever notified. */
export type Topic = `import-run ${number}` | `matches ${number}`;

const CHANNEL = 'tessera_changed';
/** So often a follower hears that time has passed, to look whether it may still follow. */
const TICK_MS = 4_000;

/** Tells followers in every process that something changed, when and if the transaction commits. */
export async function notifyChanged(db: Db, topic: Topic): Promise<void> {
  await db.execute(sql`select pg_notify(${CHANNEL}, ${topic})`);
}

/** That the topic changed, or that nothing is known to have. */
export type Tick = 'CHANGED' | 'STILL';

/** What changes in the database, as one process hears it. */
export interface Changes {
  /**
   * The ticks of a topic until it is returned. CHANGED comes first, at once; then after each change, several of them as one
   * when the reader is slow; STILL after seconds without.
   */
  follow(topic: Topic): Promise<AsyncIterableIterator<Tick>>;
  close(): Promise<void>;
}

/**
 * Hears changes on one connection for all followers of the process, opened by the first of them, and anew after it was lost:
 * then all are told to look.
 */
export function createChanges(database: Pick<Database, 'sql'>): Changes {
  const followers = new Map<string, Set<() => void>>();
  const wakeAll = () => {
    for (const wakes of followers.values()) for (const wake of wakes) wake();
  };
  const held: { listening?: Promise<{ unlisten(): Promise<void> }> } = {};
  const listen = async () => {
    held.listening ??= database.sql.listen(
      CHANNEL,
      (topic) => {
        for (const wake of followers.get(topic) ?? []) wake();
      },
      wakeAll,
    );
    try {
      await held.listening;
    } catch (error) {
      delete held.listening;
      throw error;
    }
  };
  return {
    async follow(topic) {
      await listen();
      const follower = makeFollower(() => {
        const left = followers.get(topic);
        left?.delete(follower.wake);
        if (left?.size === 0) followers.delete(topic);
      });
      followers.set(topic, (followers.get(topic) ?? new Set()).add(follower.wake));
      return follower.ticks;
    },
    async close() {
      await (await held.listening)?.unlisten();
    },
  };
}

function makeFollower(leave: () => void): { wake(): void; ticks: AsyncIterableIterator<Tick> } {
  let hasChanged = true;
  let isOver = false;
  let rouse = () => {};
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    isOver = true;
    leave();
    rouse();
    return { done: true, value: undefined };
  };
  const ticks: AsyncIterableIterator<Tick> = {
    [Symbol.asyncIterator]: () => ticks,
    async next() {
      if (!hasChanged && !isOver) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, TICK_MS);
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      if (isOver) return { done: true, value: undefined };
      const value = hasChanged ? 'CHANGED' : 'STILL';
      hasChanged = false;
      return { done: false, value };
    },
    return: end,
    throw: end,
  };
  return {
    ticks,
    wake() {
      hasChanged = true;
      rouse();
    },
  };
}
