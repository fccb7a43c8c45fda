import { type Db, transaction } from '../db/client.ts';
import { applyLinks } from './apply-links.ts';
import { findUnnamedWords, type UnnamedWords } from './find-words.ts';
import { CANDIDATES_AT_MOST } from './link-review.ts';
import { rankerOf, type SkillRanker } from './ranker-of.ts';
import { findSettledKeys, recordRankedWords, recountWords } from './record-words.ts';

/** Words ranked and recorded at once: what a crash has to do again at most. */
const BATCH = 64;

/**
 * Ties words that name no skill exactly to what they mean: those decided on, and those the ranker is sure enough of. What it is less
 * sure of is put before a reviewer. Each batch is committed; a run that is cut short goes on behind the last.
 *
 * @param db          sees everybody's badges, as workers do
 * @param confidence  0 to 1, from which a person need not be asked
 */
export async function linkWords(
  db: Db,
  { confidence, signal }: { readonly confidence: number; readonly signal: AbortSignal },
): Promise<void> {
  const found = await findUnnamedWords(db);
  await recountWords(db, found.values());
  const ranker = await rankerOf(db, null);
  // Before the first index is built nothing is ranked; that asks for this again when it is.
  if (ranker.ok && ranker.value.size > 0) {
    const settled = await findSettledKeys(db, ranker.value.builds, confidence);
    const unranked = [...found.values()].filter(({ key }) => !settled.has(key));
    for (let from = 0; from < unranked.length; from += BATCH) {
      signal.throwIfAborted();
      await rankBatch(db, ranker.value, unranked.slice(from, from + BATCH), confidence);
    }
  }
  await transaction(db, applyLinks, { attempts: 5 });
}

async function rankBatch(
  db: Db,
  ranker: SkillRanker,
  batch: readonly UnnamedWords[],
  confidence: number,
): Promise<void> {
  const ranked = await ranker.rankEach(
    batch.map(({ words }) => words),
    CANDIDATES_AT_MOST,
  );
  const rows = batch.map((words, index) => ({ ...words, ranked: ranked[index] ?? [] }));
  await recordRankedWords(db, rows, { builds: ranker.builds, confidence });
}
