import { linkBadges } from '../badges/index.ts';
import { linkCredentials, tombstoneCredentials } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { Input, Issue } from '../formats/format.ts';
import { closeJobsGone, findOpenJobs, linkRequirements } from '../jobs/index.ts';
import { requestIndexes } from '../linking/index.ts';
import { tombstoneRecords } from '../provenance/index.ts';
import { linkWords, matchJob } from '../queue/jobs.ts';
import { enqueue, enqueueAll } from '../queue/outbox.ts';
import { dropUnseenEdges, isEdgeKind, resolveCrosswalks, tombstoneConcepts } from '../skills/index.ts';
import { hasUnreadRecords } from './record-issues.ts';
import type { ImportRun } from './run-record.ts';

/** What the end of a reading finds out. */
export interface Conclusion {
  readonly tombstoned: number;
  /** Doubts about the input as a whole. */
  readonly issues: readonly Issue[];
}

/**
 * Drops what a complete read no longer has.
 *
 * @param kinds  the kinds that the read states completely; null where nothing can be gone
 */
export async function dropGone(
  tx: Db,
  run: ImportRun,
  input: Input,
  kinds: readonly string[] | null,
): Promise<Conclusion> {
  if (kinds === null) return { tombstoned: 0, issues: [] };
  if (run.seen === 0) return { tombstoned: 0, issues: [nothingReadIn(input)] };
  if (await hasUnreadRecords(tx, run.id)) return { tombstoned: 0, issues: [] };
  let tombstoned = await tombstoneRecords(
    tx,
    run.sourceId,
    run.id,
    kinds.filter((kind) => !isEdgeKind(kind)),
  );
  if (tombstoned > 0) {
    await tombstoneConcepts(tx, run.sourceId);
    await tombstoneCredentials(tx, run.sourceId);
    await closeJobsGone(tx, run.sourceId);
  }
  for (const kind of kinds.filter(isEdgeKind)) tombstoned += await dropUnseenEdges(tx, kind, run.sourceId, run.id);
  return { tombstoned, issues: [] };
}

/** A file cut off behind its header looks like one whose records are all gone; that is not believed. */
function nothingReadIn({ name }: Input): Issue {
  const message = 'it holds no records, though it held some before; none is taken for deleted';
  return { severity: 'WARNING', code: 'NOTHING_READ', place: { file: name }, message };
}

/**
 * Ties what waited for these records to them; jobs and learners this may concern are matched anew. Skills that changed are
 * indexed, and words that name none exactly are looked for in the background.
 */
export async function linkWhatWaited(tx: Db): Promise<void> {
  await resolveCrosswalks(tx);
  await linkCredentials(tx);
  await linkBadges(tx);
  await linkRequirements(tx);
  const jobs = await findOpenJobs(tx);
  await enqueueAll(
    tx,
    matchJob,
    jobs.map((jobId) => ({ jobId })),
  );
  await requestIndexes(tx);
  await enqueue(tx, linkWords, {});
}
