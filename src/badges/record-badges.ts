import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { BadgeRecord } from '../formats/record.ts';
import { deriveEvidence } from './derive-evidence.ts';

/** A badge document that was read, whose it is, and the record it was read from (null when handed in by its learner). */
export interface BadgeToRecord {
  readonly stated: BadgeRecord;
  readonly learnerId: LearnerId;
  readonly sourceRecordId: SourceRecordId | null;
}

/**
 * Stores badges as received, unverified, with their alignments classified and linked, and the skill evidence they give.
 * Same issuer and id is the same badge; a newer one replaces it and keeps the learner's choice of who sees it.
 *
 * @param received  distinct by learner, issuer and id
 * @returns ids in the order given; undefined where the learner already holds a newer one
 */
export async function recordBadges(db: Db, received: readonly BadgeToRecord[]): Promise<(BadgeId | undefined)[]> {
  if (received.length === 0) return [];
  const ids = await writeBadges(db, received);
  const stored = received.flatMap(({ stated, learnerId }, index) => {
    const badgeId = ids[index];
    const unchecked = { verification: 'UNVERIFIED', revokedAt: null } as const;
    return badgeId === undefined ? [] : [{ stated, learnerId, badgeId, ...unchecked }];
  });
  await deriveEvidence(db, stored);
  return ids;
}

async function writeBadges(db: Db, badges: readonly BadgeToRecord[]): Promise<(BadgeId | undefined)[]> {
  const rows = badges.map(({ stated, learnerId, sourceRecordId }) => ({
    learnerId,
    sourceRecordId,
    format: stated.format,
    issuerUri: stated.issuerUri,
    issuerName: stated.issuerName,
    uri: stated.uri,
    name: stated.name,
    description: stated.description,
    achievementUri: stated.achievementUri,
    issuedAt: stated.issuedAt,
    expiresAt: stated.expiresAt,
    document: stated.raw,
  }));
  // Newer validFrom replaces (Open Badges 3.0, Credential equality); an older copy changes nothing.
  const written = await query<{ learnerId: string; issuerUri: string; uri: string; id: string }>(
    db,
    sql`insert into badge as held (learner_id, format, issuer_uri, issuer_name, uri, name, description, achievement_uri,
                           issued_at, expires_at, document, source_record_id)
        select "learnerId", format, "issuerUri", "issuerName", uri, name, description, "achievementUri",
               "issuedAt", "expiresAt", document, "sourceRecordId"
        from ${rowsOf(
          rows,
          `"learnerId" bigint, format badge_format, "issuerUri" text, "issuerName" text, uri text, name text,
           description text, "achievementUri" text, "issuedAt" timestamptz, "expiresAt" timestamptz, document jsonb,
           "sourceRecordId" bigint`,
        )} as input
        on conflict (learner_id, issuer_uri, uri) do update
          set format = excluded.format, issuer_name = excluded.issuer_name, name = excluded.name,
              description = excluded.description, achievement_uri = excluded.achievement_uri,
              issued_at = excluded.issued_at, expires_at = excluded.expires_at, document = excluded.document,
              verification = 'UNVERIFIED', revoked_at = null,
              source_record_id = coalesce(excluded.source_record_id, held.source_record_id), updated_at = now()
          where held.issued_at is null or excluded.issued_at >= held.issued_at
        returning learner_id as "learnerId", issuer_uri as "issuerUri", uri, id`,
  );
  const ids = new Map(
    written.map((row) => [`${row.learnerId} ${row.issuerUri} ${row.uri}`, Number(row.id) as BadgeId]),
  );
  return rows.map((row) => ids.get(`${row.learnerId} ${row.issuerUri} ${row.uri}`));
}
