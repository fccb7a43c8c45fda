import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { JobId, OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { checkOccupation } from './check-references.ts';
import { linkStated } from './link-stated.ts';
import { type PostingFacts, readFacts } from './posting.ts';
import { replaceRequirement } from './replace-requirement.ts';
import { readRequirement, type StatedRequirement } from './requirement.ts';
import { job } from './tables.ts';

/** Texts by language; null takes a language out, an absent one stays. */
export type TextChanges = Readonly<Record<string, string | null>>;

/** What is to change in a posting; what is absent stays as it is. */
export interface JobChanges extends Partial<Pick<PostingFacts, 'region' | 'occupationId' | 'noc2021' | 'closesAt'>> {
  readonly title?: TextChanges;
  readonly description?: TextChanges;
  readonly requirement?: StatedRequirement;
}

/**
 * Changes a posting. What was imported is the employer's own word from then on. Run it in a transaction.
 *
 * @param employerId  whose job it must be; null for anybody's
 * @returns the job and whether anything was changed, or the first input field at fault; then nothing was written
 */
export async function updateJob(
  db: Db,
  employerId: OrganizationId | null,
  jobId: JobId,
  { requirement, title, description, ...others }: JobChanges,
  asOf: Date,
): Promise<Result<{ readonly jobId: JobId; readonly isChanged: boolean }, 'BAD_USER_INPUT' | 'NOT_FOUND'>> {
  const own = and(eq(job.id, jobId), employerId === null ? undefined : eq(job.employerId, employerId));
  const [stored] = await db.select().from(job).where(own).for('update');
  if (!stored) return fail('NOT_FOUND', 'you have no job with that id', 'input.jobId');

  const wanted: Partial<PostingFacts> = {
    ...others,
    ...(title && { title: changedTexts(stored.title, title) }),
    ...(description && { description: changedTexts(stored.description, description) }),
  };
  // A posting may be past its closing day; only what changes has to hold today.
  const facts = readFacts(differenceOf(stored, wanted), asOf);
  if (!facts.ok) return facts;
  const tree = requirement === undefined ? ok(null) : readRequirement(requirement, 'input.requirement');
  if (!tree.ok) return tree;
  const linked = tree.value === null ? ok(null) : await linkStated(db, tree.value, 'input.requirement');
  if (!linked.ok) return linked;
  const occupation = await checkOccupation(db, facts.value.occupationId ?? null);
  if (!occupation.ok) return occupation;

  // Names lost the blanks around them, so they may now be what they were.
  const changes = differenceOf(stored, facts.value);
  const isChanged = Object.keys(changes).length > 0;
  if (isChanged || tree.value !== null) {
    await db
      .update(job)
      .set({ ...changes, sourceRecordId: null })
      .where(eq(job.id, jobId));
  }
  if (linked.value !== null) await replaceRequirement(db, jobId, linked.value);
  return ok({ jobId, isChanged: isChanged || tree.value !== null });
}

function changedTexts(stored: LocalizedText, changes: TextChanges): LocalizedText {
  const texts = Object.entries({ ...stored, ...changes });
  return Object.fromEntries(texts.flatMap(([language, text]) => (text === null ? [] : [[language, text]])));
}

/** The facts that are not as stored. */
function differenceOf(stored: PostingFacts, wanted: Partial<PostingFacts>): Partial<PostingFacts> {
  const changed = Object.entries(wanted).filter(
    ([fact, value]) => !isDeepStrictEqual(value, stored[fact as keyof PostingFacts]),
  );
  return Object.fromEntries(changed);
}
