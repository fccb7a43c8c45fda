import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';

/** Names the run that the transaction's further changes come through: the feed of changes says so of each (`change.run_id`). */
export async function tellRun(tx: Db, runId: ImportRunId): Promise<void> {
  await tx.execute(sql`select set_config('tessera.run', ${String(runId)}, true)`);
}
