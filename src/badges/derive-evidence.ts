import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LearnerId, SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { BadgeRecord } from '../formats/record.ts';
import { findSkillsByWords } from '../skills/index.ts';
import type { VerificationState } from './badge.ts';
import { classifyAlignment } from './classify-alignment.ts';
import { type BadgeFacts, type Bringing, evidenceFrom, isAchieved, type LinkedAlignment } from './evidence.ts';

/** A stored badge and what its document says. */
export interface StoredBadge {
  readonly stated: BadgeRecord;
  readonly learnerId: LearnerId;
  readonly badgeId: BadgeId;
  readonly verification: VerificationState;
  readonly revokedAt: string | null;
}

/**
 * Ties badges to the catalogue and to skills, and writes the evidence they give, in place of what was derived before:
 * each alignment's kind with the rule that decided it, its skill where words name one exactly, and one piece of evidence
 * a badge and skill.
 */
export async function deriveEvidence(db: Db, badges: readonly StoredBadge[]): Promise<void> {
  if (badges.length === 0) return;
  const ids = rowsOf(
    badges.map(({ badgeId }) => ({ badgeId })),
    '"badgeId" bigint',
  );
  const awarded = await linkToCredentials(db, badges);
  const links = await findSkillsByWords(
    db,
    badges.flatMap(({ stated }) => stated.alignments.flatMap(wordsOf)),
  );

  const alignments = badges.flatMap(({ stated, learnerId, badgeId }) =>
    stated.alignments.map((alignment, position) => ({
      ...{ learnerId, badgeId, position },
      ...alignment,
      ...decide(alignment, (word) => links.get(word)),
    })),
  );
  await db.execute(sql`delete from badge_alignment where badge_id in (select "badgeId" from ${ids} as input)`);
  await db.execute(
    sql`insert into badge_alignment (learner_id, badge_id, position, kind, rule, target_name, target_url, target_code,
                                     target_framework, target_description, skill_id, how)
        select "learnerId", "badgeId", position, kind, rule, "targetName", "targetUrl", "targetCode",
               "targetFramework", "targetDescription", "skillId", how
        from ${rowsOf(
          alignments,
          `"learnerId" bigint, "badgeId" bigint, position integer, kind alignment_kind, rule text, "targetName" text,
           "targetUrl" text, "targetCode" text, "targetFramework" text, "targetDescription" text, "skillId" bigint,
           how link_method`,
        )} as input`,
  );

  const evidence = badges.flatMap((badge) => {
    const credential = awarded.get(badge.badgeId);
    const linked = alignments.flatMap((row): LinkedAlignment[] =>
      row.badgeId === badge.badgeId && row.skillId !== null
        ? [{ skillId: row.skillId, target: row.targetUrl ?? row.targetName ?? '', rule: row.rule, link: row.how }]
        : [],
    );
    return evidenceFrom(factsOf(badge, credential?.isAssessed ?? false), linked, credential?.brings ?? []);
  });
  await db.execute(sql`delete from skill_evidence where badge_id in (select "badgeId" from ${ids} as input)`);
  await db.execute(
    sql`insert into skill_evidence (learner_id, skill_id, rung, badge_id, valid_from, expires_at, revoked_at, path)
        select "learnerId", "skillId", rung, "badgeId", "validFrom", "expiresAt", "revokedAt", path
        from ${rowsOf(
          evidence,
          `"learnerId" bigint, "skillId" bigint, rung evidence_rung, "badgeId" bigint, "validFrom" timestamptz,
           "expiresAt" timestamptz, "revokedAt" timestamptz, path jsonb`,
        )} as input`,
  );
}

type Alignment = BadgeRecord['alignments'][number];
type Link = { readonly skillId: SkillId; readonly how: 'URI' | 'CODE' | 'LABEL' | 'ALIAS' };

/** The words by which an alignment may name a skill, surest first. */
export function wordsOf(alignment: Pick<Alignment, 'targetUrl' | 'targetCode' | 'targetName'>): string[] {
  return [alignment.targetUrl, alignment.targetCode, alignment.targetName].filter((word) => word !== undefined);
}

function decide(alignment: Alignment, linkOf: (word: string) => Link | undefined) {
  const { kind, rule } = classifyAlignment(alignment);
  const mayBeSkill = kind === 'SKILL' || kind === 'UNKNOWN';
  const link = mayBeSkill
    ? wordsOf(alignment)
        .map(linkOf)
        .find((found) => found !== undefined)
    : undefined;
  if (!link) return { kind, rule, skillId: null, how: 'UNRESOLVED' as const };
  // Words that name a loaded skill exactly name a skill, though no rule saw it (domain §2.14, rule 5).
  return kind === 'UNKNOWN' ? { kind: 'SKILL' as const, rule: 'NAMES_LOADED_SKILL', ...link } : { kind, rule, ...link };
}

function factsOf(badge: StoredBadge, isAssessed: boolean): BadgeFacts {
  const { stated, learnerId, badgeId, verification, revokedAt } = badge;
  return {
    ...{ learnerId, badgeId, verification, revokedAt, isAssessed },
    uri: stated.uri,
    issuedAt: stated.issuedAt ?? null,
    expiresAt: stated.expiresAt ?? null,
    resultStatuses: stated.resultStatuses,
  };
}

interface Awarded {
  readonly isAssessed: boolean;
  /** Assessed skills first. */
  readonly brings: readonly { readonly skillId: SkillId; readonly how: Bringing }[];
}

/** Ties badges to the credential they were awarded under, notes whether they were achieved, and says what it brings. */
async function linkToCredentials(db: Db, badges: readonly StoredBadge[]): Promise<Map<BadgeId, Awarded>> {
  const rows = badges.map(({ badgeId, stated }) => ({
    badgeId,
    uri: stated.achievementUri ?? null,
    isAchieved: isAchieved(stated.resultStatuses),
  }));
  const found = await query<{ badgeId: string; isAssessed: boolean; brings: Awarded['brings'] | null }>(
    db,
    sql`with linked as (
          update badge set credential_id = credential.id, is_achieved = input."isAchieved"
          from ${rowsOf(rows, '"badgeId" bigint, uri text, "isAchieved" boolean')} as input
          left join credential on credential.uri = input.uri
          where badge.id = input."badgeId"
          returning badge.id as badge_id, badge.credential_id)
        select linked.badge_id as "badgeId", credential.assessed = 'YES' as "isAssessed",
               (select json_agg(json_build_object('skillId', skill_id, 'how', relation) order by relation <> 'ASSESSES', skill_id)
                from credential_skill edge
                where edge.credential_id = credential.id and relation in ('ASSESSES', 'TEACHES')
                  and skill_id is not null) as brings
        from linked join credential on credential.id = linked.credential_id`,
  );
  return new Map(
    found.map(({ badgeId, isAssessed, brings }) => [Number(badgeId) as BadgeId, { isAssessed, brings: brings ?? [] }]),
  );
}
