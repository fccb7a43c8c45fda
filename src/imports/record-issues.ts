import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { Issue } from '../formats/format.ts';
import { importIssue } from '../provenance/tables.ts';

const RAW_AT_MOST = 64 * 1024;

export type IssueToRecord = Omit<Issue, 'code'> & { readonly code: string };

export async function recordIssues(db: Db, runId: ImportRunId, issues: readonly IssueToRecord[]): Promise<void> {
  if (issues.length === 0) return;
  const rows = issues.map(({ severity, code, message, raw, place }) => ({
    ...place,
    severity,
    code,
    message,
    raw: raw?.slice(0, RAW_AT_MOST).replaceAll('\0', '\uFFFD').toWellFormed(),
  }));
  await db.execute(
    sql`insert into import_issue (run_id, severity, code, file, line, "column", pointer, message, raw)
        select ${runId}, severity, code, file, line, "column", pointer, message, raw
        from ${rowsOf(
          rows,
          'severity issue_severity, code text, file text, line integer, "column" text, pointer text, message text, raw text',
        )} as input`,
  );
}

/** Issues that leave open which record they stand for: it may be one that looks gone. */
const UNREAD_CODES = [
  ...['FILE_MISSING', 'FILE_TRUNCATED', 'ENCODING_INVALID', 'CELL_TOO_LARGE', 'COLUMN_COUNT', 'FIELD_MISSING'],
  ...['FIELD_INVALID', 'JSON_INVALID', 'BADGE_UNREADABLE', 'RECORD_REFUSED'],
];

/** Whether records of the input could not be read, so that a record the run did not meet is not known to be gone. */
export async function hasUnreadRecords(db: Db, runId: ImportRunId): Promise<boolean> {
  const [row] = await query<{ hasUnread: boolean }>(
    db,
    sql`select exists (select 1 from import_issue
          where run_id = ${runId} and (severity = 'ERROR' or code = 'FILE_MISSING')
            and code in (select value from json_array_elements_text(${JSON.stringify(UNREAD_CODES)}::json))) as "hasUnread"`,
  );
  return row?.hasUnread ?? false;
}

/** Puts issues in the place of those of an earlier attempt. */
export async function replaceIssues(db: Db, runId: ImportRunId, issues: readonly IssueToRecord[]): Promise<void> {
  await db.delete(importIssue).where(eq(importIssue.runId, runId));
  await recordIssues(db, runId, issues);
}
