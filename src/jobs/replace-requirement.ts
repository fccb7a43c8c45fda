import type { Db } from '../db/client.ts';
import type { JobId } from '../db/ids.ts';
import { linkWords } from '../queue/jobs.ts';
import { enqueue } from '../queue/outbox.ts';
import { leavesOf, type RequirementGroup } from './requirement.ts';
import { writeRequirement } from './write-requirement.ts';

/** Puts a linked tree in the place of a job's; words that name no skill are looked for in the background. */
export async function replaceRequirement(tx: Db, jobId: JobId, linked: RequirementGroup): Promise<void> {
  await writeRequirement(tx, jobId, linked);
  const hasOpenWords = leavesOf(linked).some((leaf) => leaf.kind === 'SKILL' && leaf.skillId === null);
  if (hasOpenWords) await enqueue(tx, linkWords, {});
}
