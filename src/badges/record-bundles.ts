import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeBundleId, LearnerId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { BadgeBundleRecord } from '../formats/record.ts';

/** A bundle that was read, whose it is, and the record it was read from (null when handed in by its learner). */
export interface BundleToRecord {
  readonly stated: BadgeBundleRecord;
  readonly learnerId: LearnerId;
  readonly sourceRecordId: SourceRecordId | null;
}

/**
 * Stores bundles as received, with their associations, ends that are nowhere too. Its badges are recorded by `recordBadges`;
 * one that a newer copy of the bundle leaves out stays held, since a bundle is never the whole of what a learner has. Same
 * issuer and id is the same bundle, and a newer one replaces it.
 *
 * @param received  distinct by learner, issuer and id
 * @returns ids in the order given; undefined where the learner already holds a newer one
 */
export async function recordBundles(
  db: Db,
  received: readonly BundleToRecord[],
): Promise<(BadgeBundleId | undefined)[]> {
  if (received.length === 0) return [];
  const ids = await writeBundles(db, received);
  const written = ids.filter((id) => id !== undefined).map((id) => ({ id }));
  await db.execute(
    sql`delete from badge_association where bundle_id in (select id from ${rowsOf(written, 'id bigint')} as input)`,
  );
  const associations = received.flatMap(({ stated, learnerId }, index) =>
    ids[index] === undefined
      ? []
      : stated.associations.map((each, position) => ({ learnerId, bundleId: ids[index], position, ...each })),
  );
  await db.execute(
    sql`insert into badge_association (learner_id, bundle_id, position, kind, source_uri, target_uri)
        select "learnerId", "bundleId", position, kind, "sourceUri", "targetUri"
        from ${rowsOf(
          associations,
          '"learnerId" bigint, "bundleId" bigint, position integer, kind text, "sourceUri" text, "targetUri" text',
        )} as input`,
  );
  return ids;
}

async function writeBundles(db: Db, bundles: readonly BundleToRecord[]): Promise<(BadgeBundleId | undefined)[]> {
  const rows = bundles.map(({ stated, learnerId, sourceRecordId }) => {
    const { issuerUri, issuerName, uri, name, isPartial, issuedAt, members, achievements, jws, raw } = stated;
    return {
      ...{
        learnerId,
        sourceRecordId,
        issuerUri,
        issuerName,
        uri,
        name,
        isPartial,
        issuedAt,
        members,
        achievements,
        jws,
      },
      document: raw,
    };
  });
  const written = await query<{ learnerId: string; issuerUri: string; uri: string; id: string }>(
    db,
    sql`insert into badge_bundle as held (learner_id, issuer_uri, issuer_name, uri, name, is_partial, issued_at, members,
                                  achievements, document, jws, source_record_id)
        select "learnerId", "issuerUri", "issuerName", uri, name, "isPartial", "issuedAt", members, achievements, document,
               jws, "sourceRecordId"
        from ${rowsOf(
          rows,
          `"learnerId" bigint, "issuerUri" text, "issuerName" text, uri text, name text, "isPartial" boolean,
           "issuedAt" timestamptz, members jsonb, achievements jsonb, document jsonb, jws text, "sourceRecordId" bigint`,
        )} as input
        on conflict (learner_id, issuer_uri, uri) do update
          set issuer_name = excluded.issuer_name, name = excluded.name, is_partial = excluded.is_partial,
              issued_at = excluded.issued_at, members = excluded.members, achievements = excluded.achievements,
              document = excluded.document, jws = excluded.jws,
              source_record_id = coalesce(excluded.source_record_id, held.source_record_id), updated_at = now()
          where held.issued_at is null or excluded.issued_at >= held.issued_at
        returning learner_id as "learnerId", issuer_uri as "issuerUri", uri, id`,
  );
  const ids = new Map(
    written.map((row) => [`${row.learnerId} ${row.issuerUri} ${row.uri}`, Number(row.id) as BadgeBundleId]),
  );
  return rows.map((row) => ids.get(`${row.learnerId} ${row.issuerUri} ${row.uri}`));
}
