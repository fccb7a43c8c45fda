import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { JobDefinition } from './define-job.ts';
import { outbox } from './tables.ts';

/** Channel on which a committed request wakes the relay. */
export const OUTBOX_CHANNEL = 'tessera_outbox';

/**
 * Asks for work in the caller's transaction: it happens if and only if that commits. A request equal to one still waiting
 * to be handed over is the same request.
 *
 * @throws ZodError when the payload is not the job's
 */
export async function enqueue<Payload>(db: Db, job: JobDefinition<string, Payload>, payload: Payload): Promise<void> {
  await enqueueAll(db, job, [payload]);
}

/** `enqueue` for many payloads of one job, in one statement. */
export async function enqueueAll<Payload>(
  db: Db,
  job: JobDefinition<string, Payload>,
  payloads: readonly Payload[],
): Promise<void> {
  const rows = payloads.map((payload) => ({
    job: job.name,
    key: job.keyOf(payload),
    payload: job.payload.parse(payload),
  }));
  if (rows.length === 0) return;
  await db.insert(outbox).values(rows).onConflictDoNothing();
  await db.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
}
