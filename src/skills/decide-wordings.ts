import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { rowsOf } from '../db/rows.ts';
import { labelKey } from './skill.ts';

/** Characters of words that can be decided on: what is longer is a text, and names no one skill. */
export const WORDS_AT_MOST = 500;

/** What words are taken for from now on. */
export interface WordingToDecide {
  /** At most `WORDS_AT_MOST` characters; upper case and blanks do not matter. */
  readonly words: string;
  /** Null where they name no skill after all. */
  readonly skillId: SkillId | null;
  /** Whether a person says so. */
  readonly isReviewed: boolean;
}

/**
 * Notes what words are taken for: `findSkillsByWords` knows it at once, and what is stored follows with the next linking.
 *
 * @param decisions  distinct by words
 */
export async function decideWordings(db: Db, decisions: readonly WordingToDecide[]): Promise<void> {
  const rows = decisions.map(({ words, ...decided }) => ({ words: labelKey(words), ...decided }));
  if (rows.length === 0) return;
  const input = rowsOf(rows, 'words text, "skillId" bigint, "isReviewed" boolean');
  await db.execute(
    sql`delete from skill_wording where words in (select words from ${input} as input where "skillId" is null)`,
  );
  await db.execute(
    sql`insert into skill_wording (words, skill_id, is_reviewed)
        select words, "skillId", "isReviewed" from ${input} as input where "skillId" is not null
        on conflict (words) do update
          set skill_id = excluded.skill_id, is_reviewed = excluded.is_reviewed, decided_at = now()`,
  );
}
