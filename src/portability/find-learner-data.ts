import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId, PriorLearningDocumentId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { EXPORTED, NAMED_BY } from './learner-columns.ts';

/** Rows by table, each as its columns say; the account a learner signs in with under `account`. */
export type LearnerData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** A badge as it goes out: the bytes it came in, or its document as text where only that is stored. */
export interface ExportedBadge {
  /** Ending of its file's name. */
  readonly ending: 'png' | 'svg' | 'jwt' | 'json';
  readonly id: BadgeId;
  readonly format: string;
  readonly uri: string;
  readonly name: string;
  readonly verification: string;
}

/** Everything the hub knows of a learner but the content of files, one statement a table. Run it with the learner's eyes. */
export async function findLearnerData(
  db: Db,
  learnerId: LearnerId,
  { withDocuments }: { readonly withDocuments: boolean },
): Promise<LearnerData> {
  const data: Record<string, Record<string, unknown>[]> = {};
  for (const [table, columns] of Object.entries(EXPORTED)) {
    const wanted = withDocuments ? columns : columns.filter((column) => column !== 'document' && column !== 'jws');
    const rows = await query<{ row: Record<string, unknown> }>(db, rowsOf(table, wanted, learnerId));
    data[table] = rows.map(({ row }) => row);
  }
  const accounts = await query<{ row: Record<string, unknown> }>(
    db,
    sql`select json_build_object('issuer', issuer, 'subject', subject, 'display_name', display_name,
                                 'created_at', created_at) as row
        from account where id = (select account_id from learner where id = ${learnerId})`,
  );
  return { ...data, account: accounts.map(({ row }) => row) };
}

function rowsOf(table: string, columns: readonly string[], learnerId: LearnerId): SQL {
  const owner = table === 'learner' ? sql`held.id` : sql`held.learner_id`;
  const pairs = columns.flatMap((column) => {
    const named = NAMED_BY[column];
    const value = sql`${sql.raw(`'${column}'`)}, held.${sql.identifier(column)}`;
    if (!named) return [value];
    const name = sql`(select ${sql.identifier(named.column)} from ${sql.identifier(named.table)} other
                      where other.id = held.${sql.identifier(column)})`;
    return [value, sql`${sql.raw(`'${named.as}'`)}, ${name}`];
  });
  return sql`select json_build_object(${sql.join(pairs, sql`, `)}) as row
             from ${sql.identifier(table)} held where ${owner} = ${learnerId} order by held.ctid`;
}

/** A learner's badges, oldest first, without their documents. */
export function findExportedBadges(db: Db, learnerId: LearnerId): Promise<ExportedBadge[]> {
  return query<ExportedBadge & Record<string, unknown>>(
    db,
    sql`select badge.id::int as id, format, uri, name, verification,
               case when container in ('PNG', 'SVG') then lower(container)
                    when packaging in ('OB2_SIGNED', 'OB3_JWT') or packaging is null and jws is not null then 'jwt'
                    else 'json' end as ending
        from badge left join badge_original original
          on original.learner_id = badge.learner_id and original.badge_id = badge.id
        where badge.learner_id = ${learnerId} order by badge.id`,
  );
}

/** What a badge came in: its own bytes, the signed text, or its document as it is stored. */
export async function findBadgeBytes(db: Db, learnerId: LearnerId, id: BadgeId): Promise<Uint8Array> {
  const [row] = await query<{ bytes: Uint8Array }>(
    db,
    sql`select coalesce(original.bytes, convert_to(coalesce(jws, document::text), 'UTF8')) as bytes
        from badge left join badge_original original
          on original.learner_id = badge.learner_id and original.badge_id = badge.id
        where badge.learner_id = ${learnerId} and badge.id = ${id}`,
  );
  return row?.bytes ?? new Uint8Array();
}

/** Documents of a learner's claims to prior learning, without their content. */
export function findExportedDocuments(
  db: Db,
  learnerId: LearnerId,
): Promise<{ id: PriorLearningDocumentId; mediaType: string; name: string; sha256: string }[]> {
  return query(
    db,
    sql`select id::int as id, media_type as "mediaType", name, sha256 from prior_learning_document
        where learner_id = ${learnerId} order by id`,
  );
}

/** The content of one of them. */
export async function findDocumentContent(
  db: Db,
  learnerId: LearnerId,
  id: PriorLearningDocumentId,
): Promise<Uint8Array> {
  const [row] = await query<{ content: Uint8Array }>(
    db,
    sql`select content from prior_learning_document where learner_id = ${learnerId} and id = ${id}`,
  );
  return row?.content ?? new Uint8Array();
}
