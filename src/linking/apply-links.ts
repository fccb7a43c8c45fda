import { linkBadges } from '../badges/index.ts';
import { linkCredentials } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import { findOpenJobs, linkRequirements } from '../jobs/index.ts';
import { matchJob } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';

/**
 * Ties everything stored to what its words are taken for now, and asks for new matches of the jobs this concerns: their own words
 * are tied to other skills, or badges anywhere show others.
 *
 * @param tx  sees everybody's badges (`asSystem`)
 */
export async function applyLinks(tx: Db): Promise<void> {
  await linkCredentials(tx);
  const badges = await linkBadges(tx);
  const jobs = await linkRequirements(tx);
  const concerned = badges > 0 ? await findOpenJobs(tx) : [...new Set(jobs)];
  await enqueueAll(
    tx,
    matchJob,
    concerned.map((jobId) => ({ jobId })),
  );
}
