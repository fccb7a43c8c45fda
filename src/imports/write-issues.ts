import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Db } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { eachIssue } from './find-issues.ts';

/** Columns of the table, in order. */
export const ISSUE_COLUMNS = ['severity', 'code', 'file', 'line', 'column', 'pointer', 'message', 'raw'] as const;

/**
 * A run's issues as CSV (RFC 4180, UTF-8), a row an issue in the order they were met, made as it is read. A cell that a
 * spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection).
 */
export function issuesAsCsv(db: Db, runId: ImportRunId): Readable {
  const rows = Readable.from(eachIssue(db, runId));
  const table = stringify({
    header: true,
    columns: [...ISSUE_COLUMNS],
    escape_formulas: true,
    record_delimiter: '\r\n',
  });
  rows.on('error', (error) => table.destroy(error));
  table.on('close', () => rows.destroy());
  return rows.pipe(table);
}
