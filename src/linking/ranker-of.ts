import type { Db } from '../db/client.ts';
import { fail, ok, type Result } from '../problem.ts';
import { FOUND_BY, type Ranked, type Ranker } from '../ranker/ranker.ts';
import { findIndexes, type StoredIndex } from './find-indexes.ts';
import { openStoredIndex } from './open-index.ts';

/** Finds skills by words; the ids of its concepts are those of skills. */
export interface SkillRanker extends Ranker {
  /** Names the indexes it ranks with: another one once one of them is built anew. */
  readonly builds: string;
}

/**
 * The ranker over the skills of a framework, or of all that are indexed: then the surest of each come first, and between equals
 * the framework imported first. Indexes are opened when it is first asked something, and ranked with in a thread.
 *
 * @param framework  short code; null for all
 * @returns NOT_FOUND for a framework without skills; INDEX_NOT_READY while the first index is being built
 */
export async function rankerOf(
  db: Db,
  framework: string | null,
): Promise<Result<SkillRanker, 'NOT_FOUND' | 'INDEX_NOT_READY'>> {
  const found = await findIndexes(db, framework);
  if (framework !== null && found.length === 0) {
    return fail('NOT_FOUND', `no framework with skills is called ${framework}; see frameworks`, 'framework');
  }
  const stored = found.flatMap((each) => each.stored ?? []);
  if (found.length > 0 && stored.length === 0) {
    const which = framework ?? 'the frameworks';
    return fail('INDEX_NOT_READY', `the skills of ${which} are being indexed; ask again in some minutes`, 'framework');
  }
  return ok(joined(db, stored));
}

function joined(db: Db, stored: readonly StoredIndex[]): SkillRanker {
  const rankEach = async (texts: readonly string[], first: number) => {
    const answers = await Promise.all(stored.map((index) => rankWith(db, index, texts, first)));
    return texts.map((_, text) => surestFirst(answers.flatMap((answer) => answer[text] ?? [])).slice(0, first));
  };
  return {
    size: stored.reduce((sum, { skills }) => sum + skills, 0),
    builds: stored.map(({ build }) => build).join(' '),
    rankEach,
    rank: async (text, first) => (await rankEach([text], first))[0] ?? [],
  };
}

/** Ranks with an index; where it was replaced since, with what replaced it. */
async function rankWith(
  db: Db,
  index: StoredIndex,
  texts: readonly string[],
  first: number,
): Promise<readonly (readonly Ranked[])[]> {
  const open = await openStoredIndex(db, index);
  if (open) return open.rankEach(texts, first);
  const newer = (await findIndexes(db, null)).find(({ frameworkId }) => frameworkId === index.frameworkId)?.stored;
  // Gone with its framework, it knows nothing.
  return newer ? rankWith(db, newer, texts, first) : texts.map(() => []);
}

/** Scores compare within one index only; confidences and reasons in all. The sort is stable, so ties keep the order of frameworks. */
function surestFirst(ranked: readonly Ranked[]): Ranked[] {
  const surety = ({ foundBy }: Ranked) => FOUND_BY.indexOf(foundBy);
  return [...ranked].sort((one, other) => other.confidence - one.confidence || surety(one) - surety(other));
}
