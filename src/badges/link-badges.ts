import { sql } from 'drizzle-orm';
import type { LinkMethod } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { BadgeId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { speaksFor } from '../providers/index.ts';
import { findSkillsByWords } from '../skills/index.ts';
import { deriveAgain } from './derive-again.ts';

/**
 * Derives anew the evidence of badges that what came since concerns: their words now name a skill, or another than was decided
 * before; their credential is in the catalogue now, or it assesses other skills than before. Returns how many badges.
 */
export async function linkBadges(db: Db): Promise<number> {
  const ids = [
    ...new Set([
      ...(await findWithNewWords(db)),
      ...(await findWithOtherDecision(db)),
      ...(await findWithChangedCredential(db)),
    ]),
  ];
  await deriveAgain(db, ids);
  return ids.length;
}

/** Words of an alignment as `wordsOf` knows them: what is stated, and the CTID in it with its address in the registry. */
const CTID = sql.raw(
  `lower(substring(coalesce(target_url, '') || ' ' || coalesce(target_code, '') from 'ce-[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}'))`,
);
const WORDS = sql`array[target_url, target_code, target_name, ${CTID}, 'https://credentialengineregistry.org/resources/' || ${CTID}]`;

async function findWithNewWords(db: Db): Promise<BadgeId[]> {
  const waiting = await query<{ word: string }>(
    db,
    sql`select distinct word from badge_alignment, unnest(${WORDS}) as word
        where skill_id is null and kind in ('SKILL', 'UNKNOWN') and word is not null`,
  );
  const links = await findSkillsByWords(
    db,
    waiting.map(({ word }) => word),
  );
  const words = [...links.keys()].map((word) => ({ word }));
  const rows = await query<{ id: string }>(
    db,
    sql`select distinct badge_id as id from badge_alignment
        where skill_id is null and kind in ('SKILL', 'UNKNOWN')
          and ${WORDS} && array(select word from ${rowsOf(words, 'word text')} as input)`,
  );
  return rows.map(({ id }) => Number(id) as BadgeId);
}

/** Badges tied to a skill by a decision that is another now. */
async function findWithOtherDecision(db: Db): Promise<BadgeId[]> {
  const decided = await query<{ id: string; words: string[]; skillId: string | null; how: LinkMethod }>(
    db,
    sql`select badge_id as id, array_to_json(array_remove(${WORDS}, null)) as words, skill_id as "skillId", how
        from badge_alignment where how in ('REVIEWED', 'SUGGESTED_ACCEPTED_BY_RULE')`,
  );
  const links = await findSkillsByWords(
    db,
    decided.flatMap(({ words }) => words),
  );
  return decided.flatMap(({ id, words, skillId, how }) => {
    const holds = words
      .map((word) => links.get(word))
      .some((link) => link?.how === how && String(link.skillId) === skillId);
    return holds ? [] : [Number(id) as BadgeId];
  });
}

/** What the rule of confidence alone tied to a skill brings no evidence (`deriveEvidence`). */
const IS_CERTAIN = sql`edge.how <> 'SUGGESTED_ACCEPTED_BY_RULE'`;

async function findWithChangedCredential(db: Db): Promise<BadgeId[]> {
  const rows = await query<{ id: string }>(
    db,
    sql`select badge.id from badge join credential on credential.uri = badge.achievement_uri
        where badge.credential_id is null and ${speaksFor(sql`badge.issuer_uri`, sql`credential.provider_id`)}
        union
        select badge.id from badge join credential_skill edge on edge.credential_id = badge.credential_id
        where edge.relation in ('ASSESSES', 'TEACHES') and edge.skill_id is not null and ${IS_CERTAIN}
          -- A badge that gives no evidence at all gives none for this skill either.
          and exists (select 1 from skill_evidence held where held.badge_id = badge.id)
          and not exists (select 1 from skill_evidence held
                          where held.badge_id = badge.id and held.skill_id = edge.skill_id)
        union
        select alignment.badge_id from badge_alignment alignment join credential on credential.uri = alignment.target_url
        where alignment.kind = 'UNKNOWN'
        union
        select held.badge_id from skill_evidence held join badge on badge.id = held.badge_id
        where held.path ->> 'rule' in ('CREDENTIAL_ASSESSES', 'CREDENTIAL_TEACHES')
          and not exists (select 1 from credential_skill edge
                          where edge.credential_id = badge.credential_id and edge.skill_id = held.skill_id and ${IS_CERTAIN}
                            and 'CREDENTIAL_' || edge.relation::text = held.path ->> 'rule')`,
  );
  return rows.map(({ id }) => Number(id) as BadgeId);
}
