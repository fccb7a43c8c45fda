import type { Database } from '../db/client.ts';
import type { Logger } from '../log.ts';
import type { JobDefinition } from './define-job.ts';
import { enqueue } from './outbox.ts';

/** A job to be asked for again and again. */
export interface Recurring {
  readonly job: JobDefinition<string, Record<string, never>>;
  readonly everyMs: number;
}

/**
 * Asks for recurring jobs at their times, through the outbox like all work: so a wiped Redis forgets none, and however many
 * processes ask, requests that wait are one. Each job runs again harmlessly.
 *
 * @returns a function that stops asking
 */
export function startSchedule(database: Database, recurring: readonly Recurring[], log: Logger): () => void {
  const timers = recurring.map(({ job, everyMs }) => {
    const ask = () => {
      // The database is away: the next turn asks again.
      enqueue(database.db, job, {}).catch((error: unknown) => log.warn({ err: error, job: job.name }, 'schedule'));
    };
    ask();
    return setInterval(ask, everyMs).unref();
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
