import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { isKnownAs } from '../providers/index.ts';

/** A stored badge and whose it is, as its checks need to know it. */
export interface BadgeToVerify {
  readonly badgeId: BadgeId;
  readonly learnerId: LearnerId;
  readonly document: Readonly<Record<string, unknown>>;
  /** Bytes as handed in, or the signed text it came in; null where its document is all there is. */
  readonly original: Uint8Array | null;
  /** Addresses and DIDs the learner is known by. */
  readonly identities: readonly { readonly type: string; readonly value: string }[];
  readonly issuerUri: string;
  readonly issuedAt: Date | null;
  readonly expiresAt: Date | null;
  /** Name of the organisation here that its issuer is known as. */
  readonly knownIssuer: string | null;
  /** Changes whenever the badge is replaced: a verdict over an older document is not stored. */
  readonly version: string;
}

/** Badges by id; those that are gone are left out. */
export async function findBadgesToVerify(db: Db, ids: readonly BadgeId[]): Promise<BadgeToVerify[]> {
  const rows = await query<Row>(
    db,
    sql`select badge.id as "badgeId", badge.learner_id as "learnerId", document, issued_at as "issuedAt",
               expires_at as "expiresAt",
               coalesce(original.bytes, convert_to(jws, 'UTF8')) as original,
               coalesce(identities, '[]') as identities, issuer_uri as "issuerUri", known.name as "knownIssuer",
               badge.updated_at::text as version
        from badge
        left join badge_original original on original.learner_id = badge.learner_id and original.badge_id = badge.id
        left join lateral (
          select json_agg(json_build_object('type', type, 'value', value)) as identities
          from learner_identity identity where identity.learner_id = badge.learner_id) identity on true
        left join lateral (
          select coalesce(name ->> 'en', name ->> 'fr', uri) as name from organization
          where tombstoned_at is null and ${isKnownAs('organization', sql`badge.issuer_uri`)}
          limit 1) known on true
        where badge.id in (select id from ${rowsOf(
          ids.map((id) => ({ id })),
          'id bigint',
        )} as input)
        order by badge.id`,
  );
  return rows.map((row) => ({
    ...row,
    badgeId: Number(row.badgeId) as BadgeId,
    learnerId: Number(row.learnerId) as LearnerId,
    issuedAt: dateOf(row.issuedAt),
    expiresAt: dateOf(row.expiresAt),
  }));
}

interface Row extends Omit<BadgeToVerify, 'badgeId' | 'learnerId' | 'issuedAt' | 'expiresAt'>, Record<string, unknown> {
  badgeId: string;
  learnerId: string;
  issuedAt: string | Date | null;
  expiresAt: string | Date | null;
}

function dateOf(moment: string | Date | null): Date | null {
  return moment === null ? null : new Date(moment);
}
