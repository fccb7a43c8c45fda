import type { Db } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { FoundBy } from '../ranker/ranker.ts';
import { rankerOf } from './ranker-of.ts';

/** Characters of a text that skills are suggested for: a long job advertisement. What is asked of whole texts is extraction. */
export const TEXT_AT_MOST = 10_000;

export const SUGGESTIONS_AT_MOST = 50;

/** A skill that a text may mean. */
export interface Suggestion {
  readonly skillId: SkillId;
  /** Comparable within one framework's answer only. */
  readonly score: number;
  /** 0 to 1, calibrated. */
  readonly confidence: number;
  readonly how: FoundBy;
  /** The words that speak for it, in their order; UTF-16 offsets into the text as given. */
  readonly matchedWords: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

/**
 * The skills that a phrase or a sentence may mean, surest first. A text of blanks, or one that says nothing of skills, has none.
 *
 * @param framework  short code; null looks in all
 * @param first      1 to 50
 */
export async function suggestSkills(
  db: Db,
  text: string,
  framework: string | null,
  first: number,
): Promise<Result<Suggestion[], 'BAD_USER_INPUT' | 'NOT_FOUND' | 'INDEX_NOT_READY'>> {
  if (text.length > TEXT_AT_MOST) {
    const way = `send at most ${TEXT_AT_MOST}, or ask for each sentence`;
    return fail('BAD_USER_INPUT', `the text has ${text.length} characters; ${way}`, 'text');
  }
  if (first < 1 || first > SUGGESTIONS_AT_MOST) {
    return fail('BAD_USER_INPUT', `first is ${first}; ask for 1 to ${SUGGESTIONS_AT_MOST} skills`, 'first');
  }
  const ranker = await rankerOf(db, framework);
  if (!ranker.ok) return ranker;
  const ranked = text.trim() === '' ? [] : await ranker.value.rank(text, first);
  return ok(
    ranked.map(({ conceptId, score, confidence, foundBy, matched }) => ({
      ...{ skillId: conceptId as SkillId, score, confidence, how: foundBy },
      matchedWords: matched.map(({ start, end }) => ({ text: text.slice(start, end), start, end })),
    })),
  );
}
