import type { SQL } from 'drizzle-orm';

/** What the reading of one framework rests on. */
export interface FrameworkScope {
  readonly frameworkId: string;
  /** Its code, which stands for the file a record came from. */
  readonly code: string;
  /** Sources that state a concept of it. */
  readonly sourceIds: SQL;
  /** Format in which it is written: records that came in it are own ones. */
  readonly formatName: string;
}
