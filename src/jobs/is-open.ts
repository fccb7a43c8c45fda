import { type SQL, sql } from 'drizzle-orm';

/** Whether a posting, the row `job` of the statement, is to be filled at a moment. */
export function isOpen(moment: SQL): SQL {
  return sql`job.state = 'OPEN' and (job.closes_at is null or job.closes_at > ${moment})`;
}
