import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { RecordChange } from '../provenance/index.ts';
import { importDiff } from '../provenance/tables.ts';
import type { ImportRun } from './run-record.ts';

/** Samples of a dry run, of each kind and change. */
export const SAMPLES = 20;
/** Characters of JSON a sample shows of one side. */
const SHOWN_AT_MOST = 64 * 1024;

/** One record as it was and as it would be: the members that differ. */
export interface Difference {
  readonly kind: string;
  readonly key: string;
  readonly change: RecordChange;
  readonly before: unknown;
  readonly after: unknown;
}

/** What the run has changed so far in this transaction: of each kind and change the first `SAMPLES`, records before relations. */
export async function findDiff(tx: Db, run: ImportRun): Promise<Difference[]> {
  const found = [await query<Row>(tx, changedRecords(run))];
  for (const relations of EDGES) found.push(await query<Row>(tx, changedEdges(run.id, relations)));
  return found.flat().map(({ before, after, ...change }) => ({ ...change, ...sidesOf(before, after) }));
}

export async function recordDiff(tx: Db, runId: ImportRunId, diff: readonly Difference[]): Promise<void> {
  if (diff.length === 0) return;
  await tx.execute(
    sql`insert into import_diff (run_id, kind, key, change, before, after)
        select ${runId}, kind, key, change, before, after
        from ${rowsOf(diff, 'kind text, key text, change record_change, before jsonb, after jsonb')} as input`,
  );
}

type Row = { [K in keyof Difference]: Difference[K] };

/** A badge is its learner's: that it changes is told, and nothing of what it says. */
function changedRecords({ id, sourceId }: ImportRun): SQL {
  return sql`
    with changed as (
      select record.*, case when tombstoned_at is not null then 'TOMBSTONED'
                            when first_run_id = ${id} then 'CREATED' else 'UPDATED' end as change
      from source_record record where source_id = ${sourceId} and changed_run_id = ${id}),
    sampled as (
      select *, kind in ('badge', 'badge-bundle') as is_private from (
        select *, row_number() over (partition by kind, change order by id) as place from changed) numbered
      where place <= ${SAMPLES})
    select sampled.kind, case when is_private then '' else sampled.key end as key, sampled.change,
           case when not is_private and sampled.change <> 'CREATED' then coalesce(noted.before -> 'raw', raw) end as before,
           case when not is_private and sampled.change <> 'TOMBSTONED' then raw end as after
    from sampled
    left join import_change noted on noted.run_id = ${id} and noted."table" = 'source_record'
      and noted.operation = 'UPDATE' and (noted.key ->> 'id')::bigint = sampled.id
    order by sampled.kind, sampled.change, sampled.id`;
}

interface Edges {
  readonly kind: string;
  readonly table: string;
  /** Of the noted row's primary key: what the relation is, and its ends. */
  readonly relation: SQL;
  readonly from: SQL;
  readonly to: SQL;
  /** Whether the stored row is the noted one. */
  readonly by: SQL;
}

const EDGES: readonly Edges[] = [
  {
    ...{ kind: 'skill-relation', table: 'skill_relation', relation: sql`sampled.key ->> 'kind'` },
    from: sql`(select uri from skill where id = (sampled.key ->> 'from_id')::bigint)`,
    to: sql`sampled.key ->> 'to_uri'`,
    by: sql`(stored.from_id, stored.kind, stored.to_uri, stored.source_id) = (noted.from_id, noted.kind, noted.to_uri, noted.source_id)`,
  },
  {
    ...{ kind: 'occupation-relation', table: 'occupation_relation', relation: sql`'BROADER'` },
    from: sql`(select uri from occupation where id = (sampled.key ->> 'from_id')::bigint)`,
    to: sql`(select uri from occupation where id = (sampled.key ->> 'broader_id')::bigint)`,
    by: sql`(stored.from_id, stored.broader_id, stored.source_id) = (noted.from_id, noted.broader_id, noted.source_id)`,
  },
  {
    ...{ kind: 'occupation-skill', table: 'occupation_skill', relation: sql`sampled.key ->> 'relation'` },
    from: sql`(select uri from occupation where id = (sampled.key ->> 'occupation_id')::bigint)`,
    to: sql`(select uri from skill where id = (sampled.key ->> 'skill_id')::bigint)`,
    by: sql`(stored.occupation_id, stored.relation, stored.skill_id, stored.source_id) = (noted.occupation_id, noted.relation, noted.skill_id, noted.source_id)`,
  },
];

function changedEdges(runId: ImportRunId, { kind, table, relation, from, to, by }: Edges): SQL {
  return sql`
    with sampled as (
      select * from (
        select *, row_number() over (partition by operation order by id) as place
        from import_change where run_id = ${runId} and "table" = ${table}) numbered
      where place <= ${SAMPLES}),
    named as (select sampled.*, ${from} as "from", ${relation} as relation, ${to} as "to" from sampled)
    select ${kind} as kind, concat_ws(' ', "from", relation, "to") as key,
           case operation when 'INSERT' then 'CREATED' when 'UPDATE' then 'UPDATED' else 'TOMBSTONED' end as change,
           case operation when 'UPDATE' then before - 'to_id'
                          when 'DELETE' then jsonb_build_object('from', "from", 'relation', relation, 'to', "to") end as before,
           case operation when 'UPDATE' then (select jsonb_object_agg(member, edge.row -> member) from jsonb_object_keys(before - 'to_id') member)
                          when 'INSERT' then jsonb_build_object('from', "from", 'relation', relation, 'to', "to") end as after
    from named
    left join lateral (
      select to_jsonb(stored) as row from ${sql.identifier(table)} stored, jsonb_populate_record(null::${sql.identifier(table)}, named.key) noted
      where ${by}) edge on operation = 'UPDATE'
    order by operation, id`;
}

/** Both sides with the members that differ and no others; one too long to show says so. */
function sidesOf(before: unknown, after: unknown): { before: unknown; after: unknown } {
  if (!isObject(before) || !isObject(after)) return { before: shown(before), after: shown(after) };
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  );
  const members = (of: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(differing.flatMap((member) => (member in of ? [[member, of[member]]] : [])));
  return { before: shown(members(before)), after: shown(members(after)) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.length <= SHOWN_AT_MOST ? value : `${text.slice(0, SHOWN_AT_MOST)}…`;
}

export type StoredDifference = typeof importDiff.$inferSelect;

/** What a dry run recorded, a page of it. */
export function findDifferences(
  db: Db,
  runId: ImportRunId,
  page: { first: number; after: number | null },
): Promise<StoredDifference[]> {
  const beyond = page.after === null ? undefined : gt(importDiff.id, page.after);
  return db
    .select()
    .from(importDiff)
    .where(and(eq(importDiff.runId, runId), beyond))
    .orderBy(asc(importDiff.id))
    .limit(page.first);
}
