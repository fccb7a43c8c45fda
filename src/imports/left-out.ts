import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import type { Format, Issue, Place } from '../formats/format.ts';
import type { HubRecord } from '../formats/record.ts';
import { fail, ok, type Result } from '../problem.ts';
import { importIssue, importRun } from '../provenance/tables.ts';

/** Whether something stands where a run left a record out. */
export type IsLeftOut = (place: Place) => boolean;

/**
 * Where a run left records out: the line, or the JSON Pointer up to its first index. An issue that names no place within its file
 * stands for all of the file: what is read again needlessly is found unchanged.
 */
export async function findLeftOut(db: Db, runId: ImportRunId): Promise<IsLeftOut> {
  const rows = await db
    .selectDistinct({ file: importIssue.file, line: importIssue.line, pointer: importIssue.pointer })
    .from(importIssue)
    .where(and(eq(importIssue.runId, runId), eq(importIssue.severity, 'ERROR')));
  const names = new Set(rows.map(({ file, line, pointer }) => nameOf(file ?? '', line, pointer)));
  return ({ file, line, pointer }) =>
    names.has(nameOf(file, line ?? null, pointer ?? null)) || names.has(nameOf(file, null, null));
}

function nameOf(file: string, line: number | null, pointer: string | null): string {
  const within = line ?? /^.*?\/\d+(?=\/|$)/u.exec(pointer ?? '')?.[0] ?? pointer ?? '';
  return `${file}\0${within}`;
}

/** A reading of the same input that yields and reports only what stands where records were left out; frameworks always. */
export function readLeftOut(read: Format['read'], isLeftOut: IsLeftOut): Format['read'] {
  return async function* (input, report): AsyncGenerator<HubRecord> {
    const reportLeftOut = (issue: Issue) => {
      if (isLeftOut(issue.place)) report(issue);
    };
    for await (const record of read(input, reportLeftOut)) {
      if (record.type === 'framework' || isLeftOut(record.place)) yield record;
    }
  };
}

/** Records left out of one run that are read again by themselves: their places are held in memory. */
const AT_MOST = 100_000;

/**
 * The newest reading of a source that has ended and stands: whose left-out records may be read again.
 *
 * @returns NOT_FOUND where there is none; BAD_USER_INPUT where it left out too many, or could not be read at all
 */
export async function findLeftOutRun(
  db: Db,
  sourceId: SourceId,
): Promise<Result<ImportRunId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const [newest] = await db
    .select({ id: importRun.id, state: importRun.state, failure: importRun.failure, issues: importRun.issues })
    .from(importRun)
    .where(
      and(
        ...[eq(importRun.sourceId, sourceId), inArray(importRun.mode, ['WHOLE', 'LEFT_OUT'])],
        ...[isNotNull(importRun.endedAt), isNull(importRun.rolledBackAt)],
      ),
    )
    .orderBy(desc(importRun.id))
    .limit(1);
  const field = 'input.onlyFailed';
  if (!newest) return fail('NOT_FOUND', 'no run of this source has ended, so none left anything out', field);
  const hasReadAll = newest.failure?.code === 'RECORDS_LEFT_OUT';
  if ((newest.state === 'FAILED' && !hasReadAll) || newest.state === 'CANCELLED') {
    return fail('BAD_USER_INPUT', `the newest run ended early (${newest.state}); read the source whole`, field);
  }
  if (newest.issues > AT_MOST) {
    return fail('BAD_USER_INPUT', `the newest run left out ${newest.issues} records; read the source whole`, field);
  }
  return ok(newest.id);
}
