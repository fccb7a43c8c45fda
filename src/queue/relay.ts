import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, inArray, isNull, sql } from 'drizzle-orm';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { Logger } from '../log.ts';
import type { JobQueue, QueueBackend } from './backend.ts';
import { JOBS } from './jobs.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { outbox } from './tables.ts';

const BATCH = 100;
const IDLE_MS = 1_000;
/** After this long without an end a request is handed over again; BullMQ ignores it while it still knows the job. */
const RESEND_AFTER = sql`interval '2 minutes'`;

/** Carries requests from the outbox to the queues. Any number may run; `SKIP LOCKED` keeps them out of each other's way. */
export interface Relay {
  /** Stops after the batch in hand and closes the queues. */
  stop(): Promise<void>;
}

export async function startRelay(database: Database, backend: QueueBackend, log: Logger): Promise<Relay> {
  const queues = new Map<string, JobQueue>();
  for (const job of JOBS) {
    const queue = backend.queue(job.name);
    queue.on('error', (error) => log.warn({ err: error, queue: job.name }, 'queue connection'));
    queues.set(job.name, queue);
  }

  let stopped = false;
  let wake = () => {};
  const idle = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const listening = await database.sql.listen(OUTBOX_CHANNEL, () => wake());
  const loop = (async () => {
    while (!stopped) {
      try {
        const moved = await relayBatch(database.db, queues);
        if (moved === BATCH) continue;
      } catch (error) {
        // PostgreSQL or the queue is away: the rows stay where they are and the next turn tries again.
        log.warn({ err: error }, 'outbox relay');
      }
      if (!stopped) await idle();
    }
  })();

  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
      await listening.unlisten();
      await Promise.allSettled([...queues.values()].map((queue) => inTime(queue.close(), 'a queue did not close')));
    },
  };
}

const PATIENCE_MS = 5_000;

/** A queue that never reached its server waits for ever, and would hold rows that a healthy relay could hand over. */
export async function inTime<T>(work: Promise<T>, otherwise: string): Promise<T> {
  const isLate = Symbol('late');
  const first = await Promise.race([work, sleep(PATIENCE_MS, isLate, { ref: false })]);
  if (first === isLate) throw new Error(`${otherwise} within ${PATIENCE_MS / 1_000} s`);
  return first as T;
}

/** Hands over at most one batch; a row counts as sent only after the queue took it. Returns how many were sent. */
async function relayBatch(db: Db, queues: ReadonlyMap<string, JobQueue>): Promise<number> {
  return transaction(db, async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(
        and(isNull(outbox.failedAt), sql`(${outbox.sentAt} is null or ${outbox.sentAt} < now() - ${RESEND_AFTER})`),
      )
      .orderBy(asc(outbox.id))
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (rows.length === 0) return 0;

    for (const row of rows) {
      const definition = JOBS.find((job) => job.name === row.job);
      const queue = queues.get(row.job);
      if (!definition || !queue) continue;
      await inTime(
        queue.add(
          row.job,
          { outboxId: row.id, payload: row.payload },
          // A database made anew counts its rows from 1 again, and Redis may still know the jobs of the last one.
          { ...definition.options, jobId: `outbox-${row.id}-${row.createdAt.getTime()}` },
        ),
        'the queue did not take a job',
      );
    }
    await tx
      .update(outbox)
      .set({ sentAt: sql`now()` })
      .where(
        inArray(
          outbox.id,
          rows.map((row) => row.id),
        ),
      );
    return rows.length;
  });
}
