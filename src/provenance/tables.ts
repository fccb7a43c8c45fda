import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgEnum, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { ImportRunId, OrganizationId, SourceId, SourceRecordId } from '../db/ids.ts';
import type { Fetching, LastFetch } from './fetching.ts';
import {
  IMPORT_MODES,
  IMPORT_STATES,
  type ImportCheckpoint,
  type ImportOptions,
  ISSUE_SEVERITIES,
  RECORD_CHANGES,
} from './import-run.ts';

export const importState = pgEnum('import_state', IMPORT_STATES);
export const importMode = pgEnum('import_mode', IMPORT_MODES);
export const recordChange = pgEnum('record_change', RECORD_CHANGES);
export const issueSeverity = pgEnum('issue_severity', ISSUE_SEVERITIES);

/** A place records come from: one framework's folder, one college's spreadsheet, one wallet. Unique by format and location. */
export const source = pgTable(
  'source',
  {
    id: identity<SourceId>().primaryKey(),
    format: text().notNull(),
    location: text().notNull(),
    name: text().notNull(),
    ownerId: reference<OrganizationId>(),
    /** Cron pattern of the scheduled read, in UTC; null when read only on request. */
    schedule: text(),
    /** When the schedule asks for the next reading; null without one. */
    nextRunAt: instant(),
    options: json<ImportOptions>().notNull().default({}),
    /** Whether a reading states only some of the records, so that none is ever taken for gone. */
    isPartial: boolean().notNull().default(false),
    /** How an address is asked; empty for one answer, asked for whole. */
    fetching: json<Fetching>().notNull().default({}),
    /** What the address is asked with, sealed; null for nothing. */
    credentials: text(),
    /** What the last complete fetch leaves for the next; null before. */
    lastFetch: json<LastFetch>(),
    /** When it was removed: it is read no more, and its records stay. */
    removedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex().on(t.format, t.location),
    index('source_due').on(t.nextRunAt).where(sql`${t.nextRunAt} is not null`),
  ],
);

/** One reading of a source, from queued to ended, with counters that are true at every moment. */
export const importRun = pgTable(
  'import_run',
  {
    id: identity<ImportRunId>().primaryKey(),
    sourceId: reference<SourceId>()
      .notNull()
      .references(() => source.id),
    mode: importMode().notNull().default('WHOLE'),
    /** The run whose left-out records it reads again, or that it rolls back; null for other modes. */
    aboutRunId: reference<ImportRunId>(),
    state: importState().notNull().default('QUEUED'),
    seen: integer().notNull().default(0),
    created: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    tombstoned: integer().notNull().default(0),
    issues: integer().notNull().default(0),
    warnings: integer().notNull().default(0),
    /** Where the next attempt goes on: written in the transaction of the batch it describes. */
    checkpoint: json<ImportCheckpoint>(),
    /** Raised by each attempt; a batch of an older attempt is refused (a fencing token). */
    attempt: integer().notNull().default(0),
    /** Bytes of the source, for progress; null until it was opened. */
    bytesTotal: reference<number>(),
    bytesRead: reference<number>().notNull().default(0),
    failure: json<{ code: string; message: string; field?: string }>(),
    /** Whether the source's schedule asked for it, rather than a person. */
    isScheduled: boolean().notNull().default(false),
    queuedAt: createdAt(),
    startedAt: instant(),
    /** When this attempt began to read records, how many earlier ones had met, and when its last batch was committed. */
    readFromAt: instant(),
    readFrom: integer().notNull().default(0),
    progressedAt: instant(),
    endedAt: instant(),
    /** Whether what it changed is still noted, so that it can be rolled back. */
    isRevertible: boolean().notNull().default(false),
    /** When it was rolled back; null while what it did stands. */
    rolledBackAt: instant(),
  },
  (t) => [
    index().on(t.sourceId, t.id),
    uniqueIndex('import_run_one_live_per_source').on(t.sourceId).where(sql`${t.endedAt} is null`),
  ],
);

/** One thing wrong with one record: what, where, how to mend it, and the raw value (at most 64 KB of it). */
export const importIssue = pgTable(
  'import_issue',
  {
    id: identity().primaryKey(),
    runId: reference<ImportRunId>()
      .notNull()
      .references(() => importRun.id, { onDelete: 'cascade' }),
    severity: issueSeverity().notNull(),
    code: text().notNull(),
    file: text(),
    /** 1-based line of a text file; null for JSON, which has `pointer`. */
    line: integer(),
    /** Column name of a table. */
    column: text(),
    /** JSON Pointer (RFC 6901) into a JSON document. */
    pointer: text(),
    message: text().notNull(),
    raw: text(),
  },
  (t) => [index().on(t.runId, t.id)],
);

/** What a dry run would have done to a record, of each kind and change a few. */
export const importDiff = pgTable(
  'import_diff',
  {
    id: identity().primaryKey(),
    runId: reference<ImportRunId>()
      .notNull()
      .references(() => importRun.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    key: text().notNull(),
    change: recordChange().notNull(),
    /** The members that would change, as they are; null for what is new, and for what is a learner's. */
    before: json<unknown>(),
    /** The same members as they would be; null for what would be gone, and for what is a learner's. */
    after: json<unknown>(),
  },
  (t) => [index().on(t.runId, t.id)],
);

/**
 * A row of the hub as it was before a run changed it, written by triggers in the transaction of the change, so that the run can be
 * rolled back. Kept for a source's newest runs.
 */
export const importChange = pgTable(
  'import_change',
  {
    id: identity().primaryKey(),
    runId: reference<ImportRunId>().notNull(),
    table: text().notNull(),
    operation: text().$type<'INSERT' | 'UPDATE' | 'DELETE'>().notNull(),
    /** Columns of the primary key. */
    key: json<Readonly<Record<string, unknown>>>().notNull(),
    /** Columns as they were: those that changed, or all of a deleted row. */
    before: json<Readonly<Record<string, unknown>>>(),
    /** MD5 of what each of those became, by which a later change of others is told. */
    after: json<Readonly<Record<string, string>>>(),
  },
  (t) => [
    index().on(t.runId, t.id),
    index('import_change_of_credential').on(t.runId, t.key).where(sql`${t.table} = 'credential'`),
  ],
);

/** The record an imported entity was made from, whole, so that exports lose nothing. One row per source, kind and key. */
export const sourceRecord = pgTable(
  'source_record',
  {
    id: identity<SourceRecordId>().primaryKey(),
    sourceId: reference<SourceId>()
      .notNull()
      .references(() => source.id),
    kind: text().notNull(),
    /** The source's own identifier: a URI, a CTID, a row key. */
    key: text().notNull(),
    /** Hash of the raw record, 16 hexadecimal digits of SHA-256 and the mapping's version. */
    hash: text().notNull(),
    raw: json<unknown>().notNull(),
    /** Whether the hub has no table for it, so that it is only kept, and given back in its own format. */
    isKept: boolean().notNull().default(false),
    firstRunId: reference<ImportRunId>().notNull(),
    /** The run that last changed it; a run that found it unchanged writes nothing. */
    changedRunId: reference<ImportRunId>().notNull(),
    tombstonedAt: instant(),
  },
  (t) => [
    uniqueIndex().on(t.sourceId, t.kind, t.key),
    index('source_record_kept').on(t.sourceId, t.id).where(sql`${t.isKept}`),
  ],
);

/** Scratch of a run in progress: what it has met, so that its end can tell what is gone. Emptied when the run ends. */
export const importSeen = pgTable(
  'import_seen',
  {
    runId: reference<ImportRunId>().notNull(),
    kind: text().notNull(),
    /** Id of the record, or of the edge's near end. */
    nearId: reference().notNull(),
    /** Id of the edge's far end; 0 for a record. */
    farId: reference().notNull().default(0),
    /** Kind of the edge; empty for a record. */
    edge: text().notNull().default(''),
  },
  (t) => [primaryKey({ columns: [t.runId, t.kind, t.nearId, t.farId, t.edge] })],
);
