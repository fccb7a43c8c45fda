import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, LevelId, SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { speaksFor } from '../providers/index.ts';
import { findLevelsByUri } from '../skills/index.ts';
import { type DecidedAlignment, decideAlignments, type StoredBadge } from './decide-alignments.ts';
import { type BadgeFacts, type Bringing, endorsesTheBadge, evidenceFrom, type LinkedAlignment } from './evidence.ts';
import { isAchieved, judge } from './results.ts';

export type { StoredBadge } from './decide-alignments.ts';

/**
 * Ties badges to the catalogue and to skills, and writes the evidence they give, in place of what was derived before:
 * each alignment's kind with the rule that decided it, its skill where words name one exactly, and one piece of evidence
 * a badge and skill. Which checks passed is read from what was recorded of them. Likeness of words is no evidence: what the rule
 * of confidence alone tied to a skill shows nothing until a person says that it means it (design §5).
 */
export async function deriveEvidence(db: Db, badges: readonly StoredBadge[]): Promise<void> {
  if (badges.length === 0) return;
  // By learner first, as their keys begin with it.
  const ids = rowsOf(
    badges.map(({ learnerId, badgeId }) => ({ learnerId, badgeId })),
    '"learnerId" bigint, "badgeId" bigint',
  );
  const alignments = await decideAlignments(db, badges);
  const levels = await findLevelsByUri(
    db,
    badges.flatMap(({ stated }) => stated.results.flatMap(({ levelUris }) => levelUris)),
  );
  const judged = badges.map((badge) => judgeBadge(badge, alignments.get(badge.badgeId) ?? [], levels));
  const awarded = await linkToCredentials(db, judged);
  const checks = await findPassedChecks(db, ids);

  await db.execute(
    sql`delete from badge_alignment where (learner_id, badge_id) in (select "learnerId", "badgeId" from ${ids} as input)`,
  );
  await db.execute(
    sql`insert into badge_alignment (learner_id, badge_id, position, kind, rule, target_name, target_url, target_code,
                                     target_framework, target_description, pointer, level, level_id, skill_id, how)
        select "learnerId", "badgeId", position, kind, rule, "targetName", "targetUrl", "targetCode",
               "targetFramework", "targetDescription", pointer, level, "levelId", "skillId", how
        from ${rowsOf(
          judged.flatMap(({ alignments }) => alignments),
          `"learnerId" bigint, "badgeId" bigint, position integer, kind alignment_kind, rule text, "targetName" text,
           "targetUrl" text, "targetCode" text, "targetFramework" text, "targetDescription" text, pointer text, level text,
           "levelId" bigint, "skillId" bigint, how link_method`,
        )} as input`,
  );

  const evidence = judged.flatMap((badge) => {
    const credential = awarded.get(badge.badgeId);
    const passed = checks.get(badge.badgeId) ?? [];
    return evidenceFrom(factsOf(badge, credential, passed), linkedOf(badge), credential?.brings ?? []);
  });
  await db.execute(
    sql`delete from skill_evidence where (learner_id, badge_id) in (select "learnerId", "badgeId" from ${ids} as input)`,
  );
  await db.execute(
    sql`insert into skill_evidence (learner_id, skill_id, rung, level, level_id, badge_id, valid_from, expires_at, revoked_at, path)
        select "learnerId", "skillId", rung, level, "levelId", "badgeId", "validFrom", "expiresAt", "revokedAt", path
        from ${rowsOf(
          evidence,
          `"learnerId" bigint, "skillId" bigint, rung evidence_rung, level text, "levelId" bigint, "badgeId" bigint,
           "validFrom" timestamptz, "expiresAt" timestamptz, "revokedAt" timestamptz, path jsonb`,
        )} as input`,
  );
}

interface JudgedBadge extends StoredBadge {
  readonly alignments: readonly (DecidedAlignment & {
    readonly level: string | null;
    readonly levelId: LevelId | null;
  })[];
  readonly isAchieved: boolean;
  /** Loaded levels by the position of the result that reached them. */
  readonly levels: ReadonlyMap<number, LevelId>;
}

function judgeBadge(
  badge: StoredBadge,
  decided: readonly DecidedAlignment[],
  known: ReadonlyMap<string, LevelId>,
): JudgedBadge {
  const { results } = badge.stated;
  const levels = new Map(
    results.flatMap(({ levelUris }, index): [number, LevelId][] => {
      const id = levelUris.map((uri) => known.get(uri)).find((level) => level !== undefined);
      return id === undefined ? [] : [[index, id]];
    }),
  );
  const alignments = decided.map((alignment) => {
    const { result = -1 } = judge(results, new Set([alignment.position]));
    return { ...alignment, level: results[result]?.level ?? null, levelId: levels.get(result) ?? null };
  });
  const kinds = decided.map(({ kind }) => kind);
  return { ...badge, alignments, levels, isAchieved: isAchieved(results, kinds) };
}

function linkedOf({ alignments }: JudgedBadge): LinkedAlignment[] {
  return alignments.flatMap(({ skillId, position, targetUrl, targetName, rule, how, statedBy }): LinkedAlignment[] =>
    skillId === null || how === 'SUGGESTED_ACCEPTED_BY_RULE'
      ? []
      : [{ skillId, position, target: targetUrl ?? targetName ?? '', rule, link: how, ...(statedBy && { statedBy }) }],
  );
}

function factsOf(badge: JudgedBadge, awarded: Awarded | undefined, checks: readonly string[]): BadgeFacts {
  const { stated, learnerId, badgeId, verification, revokedAt, isAchieved, levels } = badge;
  const isEndorsed =
    checks.includes('ENDORSEMENTS') && stated.endorsements.some((each) => endorsesTheBadge(stated.issuerUri, each));
  return {
    ...{ learnerId, badgeId, verification, revokedAt, isAchieved, isEndorsed, levels, checks },
    isAssessed: awarded?.isAssessed ?? false,
    statesAssessment: stated.isAssessed ?? false,
    isOwnWord: stated.recipients.some(({ hashed, identity }) => !hashed && identity === stated.issuerUri),
    isIssuerKnown: checks.includes('KNOWN_ISSUER'),
    uri: stated.uri,
    issuedAt: stated.issuedAt ?? null,
    expiresAt: stated.expiresAt ?? null,
    results: stated.results,
  };
}

async function findPassedChecks(db: Db, ids: SQL): Promise<Map<BadgeId, string[]>> {
  const rows = await query<{ badgeId: string; names: string[] }>(
    db,
    sql`select badge_id as "badgeId", json_agg(name order by name) as names from badge_check
        where result = 'PASS' and (learner_id, badge_id) in (select "learnerId", "badgeId" from ${ids} as input)
        group by badge_id`,
  );
  return new Map(rows.map(({ badgeId, names }) => [Number(badgeId) as BadgeId, names]));
}

interface Awarded {
  readonly isAssessed: boolean;
  /** Assessed skills first. */
  readonly brings: readonly { readonly skillId: SkillId; readonly how: Bringing }[];
}

/**
 * Ties badges to the credential they were awarded under, where their issuer speaks for its provider; notes whether they were
 * achieved, and says what it brings.
 */
async function linkToCredentials(db: Db, badges: readonly JudgedBadge[]): Promise<Map<BadgeId, Awarded>> {
  const rows = badges.map(({ badgeId, stated, isAchieved }) => ({
    badgeId,
    uri: stated.achievementUri ?? null,
    issuerUri: stated.issuerUri,
    isAchieved,
    results: stated.results,
  }));
  const found = await query<{ badgeId: string; isAssessed: boolean; brings: Awarded['brings'] | null }>(
    db,
    sql`with linked as (
          update badge set credential_id = credential.id, is_achieved = input."isAchieved",
                 results = input.results
          from ${rowsOf(
            rows,
            '"badgeId" bigint, uri text, "issuerUri" text, "isAchieved" boolean, results jsonb',
          )} as input
          left join credential on credential.uri = input.uri
            and ${speaksFor(sql`input."issuerUri"`, sql`credential.provider_id`)}
          where badge.id = input."badgeId"
          returning badge.id as badge_id, badge.credential_id)
        select linked.badge_id as "badgeId", credential.assessed = 'YES' as "isAssessed",
               (select json_agg(json_build_object('skillId', skill_id, 'how', relation) order by relation <> 'ASSESSES', skill_id)
                from credential_skill edge
                where edge.credential_id = credential.id and relation in ('ASSESSES', 'TEACHES')
                  and skill_id is not null and how <> 'SUGGESTED_ACCEPTED_BY_RULE') as brings
        from linked join credential on credential.id = linked.credential_id`,
  );
  return new Map(
    found.map(({ badgeId, isAssessed, brings }) => [Number(badgeId) as BadgeId, { isAssessed, brings: brings ?? [] }]),
  );
}
