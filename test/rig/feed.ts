import type { TestDatabase } from './database.ts';
import { until } from './hub.ts';

/** Waits until the feed may tell of all there is: another file's open transaction on the same server holds it back too. */
export async function untilTold({ sql }: Pick<TestDatabase, 'sql'>): Promise<void> {
  await until(
    () => sql<{ held: number }[]>`
      select count(*)::int as held from change
      where era = (select max(id) from change_era) and xid >= pg_snapshot_xmin(pg_current_snapshot())`,
    ([counted]) => counted?.held === 0,
  );
}
