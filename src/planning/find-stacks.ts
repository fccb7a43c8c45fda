import { type SQL, sql } from 'drizzle-orm';
import { type Reader, seesEvidence } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { BadgeId, CredentialId, LearnerId } from '../db/ids.ts';
import { instantOf, query, rowsOf } from '../db/rows.ts';
import { findStack } from './find-options.ts';
import { type AskedFirst, type HeldBadge, type Stack, type StatedGroup, stackOf } from './stack.ts';

/**
 * The larger credentials that a learner's badges count toward, with what is held and what is missing. A badge of a part that
 * has expired counts no longer, and its stack is told all the same: it can be renewed.
 *
 * @param reader  whose eyes decide what is held: a hidden badge is no badge here either
 * @param asOf    the moment that decides what has expired
 * @param page    `after` is exclusive
 * @returns       at most `page.first` stacks, ordered by the larger credential's id
 */
export async function findStacks(
  db: Db,
  reader: Reader,
  learnerId: LearnerId,
  asOf: Date,
  page: { readonly first: number; readonly after: CredentialId | null },
): Promise<Stack[]> {
  const held = await findHeldBadges(db, reader, learnerId, asOf);
  const groups = await findGroups(db, learnerId, [...held.keys()], page);
  const parts = [...groups.values()].flatMap((stated) => stated.flatMap(({ partIds }) => partIds));
  const { prerequisites } = await findStack(db, [...new Set([...groups.keys(), ...parts])]);
  const asked = new Map<CredentialId, AskedFirst[]>();
  for (const { from, ...group } of prerequisites) asked.set(from, [...(asked.get(from) ?? []), group]);
  return [...groups].map(([id, stated]) => stackOf(id, stated, held, asked, asOf));
}

/** Of each credential the badge that says most: in force before expired, verified before not, the one that holds longest. */
async function findHeldBadges(
  db: Db,
  reader: Reader,
  learnerId: LearnerId,
  asOf: Date,
): Promise<Map<CredentialId, HeldBadge>> {
  // In seconds since 1970: GraphQL knows a year 0, which PostgreSQL reads in no other form.
  const moment = instantOf(asOf);
  const rows = await query<{ credentialId: string; badgeId: string; isVerified: boolean; expiresAt: number | null }>(
    db,
    sql`select distinct on (credential_id) credential_id as "credentialId", id as "badgeId",
               verification = 'VALID' as "isVerified", extract(epoch from expires_at)::float8 as "expiresAt"
        from badge held
        where learner_id = ${learnerId} and credential_id is not null and is_achieved
          and verification not in ('INVALID', 'REVOKED')
          and (issued_at is null or issued_at <= ${moment})
          and ${seesEvidence(reader, sql`held.learner_id`, sql`held.id`)}
        order by credential_id, (expires_at is null or expires_at > ${moment}) desc, verification = 'VALID' desc,
                 expires_at desc nulls first, id`,
  );
  return new Map(
    rows.map(({ credentialId, badgeId, isVerified, expiresAt }) => [
      Number(credentialId) as CredentialId,
      {
        badgeId: Number(badgeId) as BadgeId,
        isVerified,
        expiresAt: expiresAt === null ? null : new Date(expiresAt * 1_000),
      },
    ]),
  );
}

/**
 * Larger credentials that one of the parts belongs to, each with all its parts by group: as the catalogue states them, and
 * where it states none, as the learner's bundles tie them. Source: CTDL `ceterms:isPartOf`; CLR 2.0 Association.
 */
async function findGroups(
  db: Db,
  learnerId: LearnerId,
  partIds: readonly CredentialId[],
  { first, after }: { readonly first: number; readonly after: CredentialId | null },
): Promise<Map<CredentialId, StatedGroup[]>> {
  const held: SQL = rowsOf(
    partIds.map((id) => ({ id })),
    'id bigint',
  );
  const rows = await query<{
    id: string;
    name: string | null;
    required: number | null;
    isUnstated: boolean;
    partIds: CredentialId[];
  }>(
    db,
    sql`with named as not materialized (
          select uri, id from credential
          union all select uri, credential_id from badge where learner_id = ${learnerId} and credential_id is not null),
        tie as (
          select case when kind = 'isParentOf' then target_uri else source_uri end as part_uri,
                 case when kind = 'isParentOf' then source_uri else target_uri end as larger_uri
          from badge_association where learner_id = ${learnerId} and kind in ('isPartOf', 'isChildOf', 'isParentOf')),
        -- Not materialised, so that both looks at it are by index and not at every relation there is.
        edge as not materialized (
          select from_id, to_id, "group", group_required, position, false as is_unstated from credential_relation
          where kind = 'PART_OF' and to_id is not null
          union all
          select distinct part.id, larger.id, null, null::integer, null::integer, true
          from tie join named part on part.uri = tie.part_uri join named larger on larger.uri = tie.larger_uri
          where part.id <> larger.id and not exists (
            select from credential_relation stated where stated.kind = 'PART_OF' and stated.to_id = larger.id)),
        larger as (
          select distinct edge.to_id as id from edge join credential on credential.id = edge.to_id
          where edge.from_id in (select id from ${held} as input)
            and credential.tombstoned_at is null and credential.status = 'ACTIVE'
            and edge.to_id > ${after ?? 0}
          order by id limit ${first})
        select larger.id, edge."group" as name, max(edge.group_required) as required,
               bool_or(edge.is_unstated) as "isUnstated",
               json_agg(edge.from_id order by edge.position, edge.from_id) as "partIds"
        from larger join edge on edge.to_id = larger.id
        group by larger.id, edge."group" order by larger.id, edge."group" nulls last`,
  );
  const groups = new Map<CredentialId, StatedGroup[]>();
  for (const { id, ...group } of rows) {
    const key = Number(id) as CredentialId;
    groups.set(key, [...(groups.get(key) ?? []), group]);
  }
  return groups;
}
