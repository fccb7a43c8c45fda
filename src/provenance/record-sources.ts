import { hash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId, SourceId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';

/** The run that reads, as far as writing records needs it. */
export interface Reading {
  readonly sourceId: SourceId;
  readonly runId: ImportRunId;
  /** Raised with the format's mapping, so that unchanged records are mapped anew. */
  readonly formatVersion: number;
  readonly tracksSeen: boolean;
}

export interface StatedRecord {
  readonly kind: string;
  readonly key: string;
  readonly raw: unknown;
  /** `kept` where the hub has no table for it. */
  readonly type?: string;
}

/** REPEATED: the run met the same kind and key before; the first one counts. */
export type RecordOutcome = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REPEATED';

/** A record with its row, and whether it is news. */
export interface Recorded<R> {
  readonly record: R;
  readonly id: SourceRecordId;
  readonly outcome: RecordOutcome;
}

/**
 * Stores the raw records that are new or changed and says of each which it is. Unchanged records are only read: a second
 * import of the same input writes nothing here.
 *
 * @param records  distinct by kind and key
 */
export async function recordSources<R extends StatedRecord>(
  db: Db,
  reading: Reading,
  records: readonly R[],
): Promise<Recorded<R>[]> {
  if (records.length === 0) return [];
  const hashed = records.map((record) => ({
    record,
    hash: hash('sha256', JSON.stringify([reading.formatVersion, record.raw], inOrder), 'hex').slice(0, 16),
  }));
  const known = await findKnown(db, reading, records);
  const decided = hashed.map((stated) => {
    const row = known.get(nameOf(stated.record));
    return { ...stated, outcome: outcomeOf(stated.hash, row), id: row?.id };
  });

  const written = await writeRecords(
    db,
    reading,
    decided.filter(({ outcome }) => outcome === 'CREATED' || outcome === 'UPDATED'),
  );
  const recorded = decided.map(({ record, outcome, id }) => ({
    record,
    outcome,
    id: id ?? written.get(nameOf(record)),
  }));
  const complete = recorded.filter((row): row is Recorded<R> => row.id !== undefined);
  if (reading.tracksSeen) await noteSeen(db, reading.runId, complete);
  return complete;
}

/** Fields in the order of their names: a record whose fields merely stand in another order has not changed. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);
  return Object.fromEntries(Object.entries(value).sort(byName));
}

function nameOf({ kind, key }: StatedRecord): string {
  return `${kind} ${key}`;
}

interface Known {
  readonly id: SourceRecordId;
  readonly hash: string;
  readonly isTombstoned: boolean;
  /** Whether this run met it before. */
  readonly isMet: boolean;
}

function outcomeOf(hash: string, known: Known | undefined): RecordOutcome {
  if (known === undefined) return 'CREATED';
  if (known.isMet) return 'REPEATED';
  return known.hash === hash && !known.isTombstoned ? 'UNCHANGED' : 'UPDATED';
}

async function findKnown(
  db: Db,
  { sourceId, runId, tracksSeen }: Reading,
  records: readonly StatedRecord[],
): Promise<Map<string, Known>> {
  // A source read for the first time has no record but those this run made.
  const isMet = tracksSeen
    ? sql`exists (select 1 from import_seen seen
                  where seen.run_id = ${runId} and seen.kind = known.kind and seen.near_id = known.id)`
    : sql`known.first_run_id = ${runId}`;
  const keys = records.map(({ kind, key }) => ({ kind, key }));
  const rows = await query<Omit<Known, 'id'> & { kind: string; key: string; id: string }>(
    db,
    sql`select known.kind, known.key, known.id, known.hash, known.tombstoned_at is not null as "isTombstoned",
               ${isMet} as "isMet"
        from ${rowsOf(keys, 'kind text, key text')} as input
        join source_record known on known.source_id = ${sourceId} and known.kind = input.kind and known.key = input.key`,
  );
  return new Map(
    rows.map(({ id, kind, key, ...facts }) => [
      nameOf({ kind, key, raw: null }),
      { id: Number(id) as SourceRecordId, ...facts },
    ]),
  );
}

async function writeRecords(
  db: Db,
  { sourceId, runId }: Reading,
  changed: readonly { record: StatedRecord; hash: string }[],
): Promise<Map<string, SourceRecordId>> {
  if (changed.length === 0) return new Map();
  const rows = changed.map(({ record: { kind, key, raw, type }, hash }) => {
    return { kind, key, hash, raw, isKept: type === 'kept' };
  });
  const written = await query<{ kind: string; key: string; id: string }>(
    db,
    sql`insert into source_record (source_id, kind, key, hash, raw, is_kept, first_run_id, changed_run_id)
        select ${sourceId}, kind, key, hash, raw, "isKept", ${runId}, ${runId}
        from ${rowsOf(rows, 'kind text, key text, hash text, raw jsonb, "isKept" boolean')} as input
        on conflict (source_id, kind, key) do update
          set hash = excluded.hash, raw = excluded.raw, is_kept = excluded.is_kept, changed_run_id = excluded.changed_run_id, tombstoned_at = null
        returning kind, key, id`,
  );
  return new Map(written.map(({ id, ...name }) => [nameOf({ ...name, raw: null }), Number(id) as SourceRecordId]));
}

async function noteSeen(db: Db, runId: ImportRunId, recorded: readonly Recorded<StatedRecord>[]): Promise<void> {
  const rows = recorded.map(({ id, record }) => ({ id, kind: record.kind }));
  await db.execute(
    sql`insert into import_seen (run_id, kind, near_id)
        select ${runId}, kind, id from ${rowsOf(rows, 'id bigint, kind text')} as input
        on conflict do nothing`,
  );
}
