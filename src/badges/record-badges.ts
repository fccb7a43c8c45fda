import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { BadgeRecord } from '../formats/record.ts';
import type { BadgeOriginal, VerificationState } from './badge.ts';
import { deriveEvidence } from './derive-evidence.ts';
import { recordOriginals } from './record-originals.ts';

/** Its checks set when a badge is next looked at; where they never end, for a fault of ours, it is looked at after this long. */
export const UNENDED = sql`interval '1 hour'`;

/** A badge document that was read, whose it is, and the record it was read from (null when handed in by its learner). */
export interface BadgeToRecord {
  readonly stated: BadgeRecord;
  readonly learnerId: LearnerId;
  readonly sourceRecordId: SourceRecordId | null;
  /** Its bytes as handed in; absent where its document, or the signed text of that, is all there is. */
  readonly original?: BadgeOriginal | null;
}

/**
 * Stores badges as received, unverified, with their alignments classified and linked, and the skill evidence they give.
 * Same issuer and id is the same badge; a newer one replaces it and keeps the learner's choice of who sees it.
 *
 * One that is held already, word for word, stays as it is, with what its checks found.
 *
 * @param received  distinct by learner, issuer and id
 * @returns ids in the order given; undefined where the learner already holds a newer one
 */
export async function recordBadges(db: Db, received: readonly BadgeToRecord[]): Promise<(BadgeId | undefined)[]> {
  if (received.length === 0) return [];
  const written = await writeBadges(db, received);
  const ids = written.map((each) => each?.id);
  const stored = received.flatMap(({ stated, learnerId }, index) => {
    const badgeId = written[index]?.isHeld ? undefined : ids[index];
    const unchecked = { verification: stateOf(stated), revokedAt: null };
    return badgeId === undefined ? [] : [{ stated, learnerId, badgeId, ...unchecked }];
  });
  // Checks are of a document, and this is another.
  await db.execute(
    sql`delete from badge_check where (learner_id, badge_id) in (select "learnerId", "badgeId" from ${rowsOf(
      stored.map(({ learnerId, badgeId }) => ({ learnerId, badgeId })),
      '"learnerId" bigint, "badgeId" bigint',
    )} as input)`,
  );
  await recordOriginals(
    db,
    received.flatMap(({ stated, learnerId, original = stated.original ?? null }, index) => {
      const badgeId = ids[index];
      // A picture may be handed in of what was held as text.
      return badgeId === undefined || (written[index]?.isHeld && !original) ? [] : [{ learnerId, badgeId, original }];
    }),
  );
  await deriveEvidence(db, stored);
  return ids;
}

/** What is known before any check: nothing, or that its own document says it was taken back. */
function stateOf({ isRevoked }: BadgeRecord): VerificationState {
  return isRevoked === true ? 'REVOKED' : 'UNVERIFIED';
}

interface Written {
  readonly id: BadgeId;
  /** Whether it was there before, word for word. */
  readonly isHeld: boolean;
}

async function writeBadges(db: Db, badges: readonly BadgeToRecord[]): Promise<(Written | undefined)[]> {
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
    verification: stateOf(stated),
    results: stated.results,
    endorsements: stated.endorsements,
    workload: stated.workload,
    credits: stated.credits,
    creditFramework: stated.creditFramework,
    eqfLevel: stated.eqfLevel,
    awardingBody: stated.awardingBody,
    jws: stated.jws,
    document: stated.raw,
  }));
  // Newer validFrom replaces (Open Badges 3.0, Credential equality); an older copy changes nothing.
  const written = await query<{ learnerId: string; issuerUri: string; uri: string; id: string; isHeld: boolean }>(
    db,
    sql`with input as (select * from ${rowsOf(
      rows,
      `"learnerId" bigint, format badge_format, "issuerUri" text, "issuerName" text, uri text, name text,
       description text, "achievementUri" text, "issuedAt" timestamptz, "expiresAt" timestamptz,
       verification verification_state, results jsonb, endorsements jsonb, workload text, credits real,
       "creditFramework" text, "eqfLevel" integer, "awardingBody" text, jws text, document jsonb,
       "sourceRecordId" bigint`,
    )} as input),
        same as (
          select held.learner_id, held.issuer_uri, held.uri, held.id from badge held join input
            on held.learner_id = input."learnerId" and held.issuer_uri = input."issuerUri" and held.uri = input.uri
          where held.document = input.document and held.jws is not distinct from input.jws),
        written as (
        insert into badge as held (learner_id, format, issuer_uri, issuer_name, uri, name, description, achievement_uri,
                           issued_at, expires_at, verification, results, endorsements, workload, credits,
                           credit_framework, eqf_level, awarding_body, jws, document, recheck_at, source_record_id)
        select "learnerId", format, "issuerUri", "issuerName", uri, name, description, "achievementUri",
               "issuedAt", "expiresAt", verification, results, endorsements, workload, credits,
               "creditFramework", "eqfLevel", "awardingBody", jws, document, now() + ${UNENDED}, "sourceRecordId"
        from input
        where not exists (select from same where same.learner_id = "learnerId" and same.issuer_uri = "issuerUri" and same.uri = input.uri)
        on conflict (learner_id, issuer_uri, uri) do update
          set format = excluded.format, issuer_name = excluded.issuer_name, name = excluded.name,
              description = excluded.description, achievement_uri = excluded.achievement_uri,
              issued_at = excluded.issued_at, expires_at = excluded.expires_at, document = excluded.document,
              results = excluded.results, endorsements = excluded.endorsements, workload = excluded.workload,
              credits = excluded.credits, credit_framework = excluded.credit_framework, eqf_level = excluded.eqf_level,
              awarding_body = excluded.awarding_body, jws = excluded.jws,
              verification = excluded.verification, revoked_at = null, checked_at = null, recheck_at = excluded.recheck_at,
              source_record_id = coalesce(excluded.source_record_id, held.source_record_id), updated_at = now()
          where held.issued_at is null or excluded.issued_at >= held.issued_at
        returning learner_id, issuer_uri, uri, id)
        select learner_id as "learnerId", issuer_uri as "issuerUri", uri, id, false as "isHeld" from written
        union all select learner_id, issuer_uri, uri, id, true from same`,
  );
  const ids = new Map(
    written.map(({ learnerId, issuerUri, uri, id, isHeld }): [string, Written] => [
      `${learnerId} ${issuerUri} ${uri}`,
      { id: Number(id) as BadgeId, isHeld },
    ]),
  );
  return rows.map((row) => ids.get(`${row.learnerId} ${row.issuerUri} ${row.uri}`));
}
