import type { Database } from '../db/client.ts';
import type { SourceId } from '../db/ids.ts';
import { tryLock } from '../db/lock.ts';

/** Keeps others from reading a source until it is let go; null while somebody reads it. */
export function lockSource(database: Database, sourceId: SourceId): Promise<(() => Promise<void>) | null> {
  return tryLock(database, `import-source ${sourceId}`);
}
