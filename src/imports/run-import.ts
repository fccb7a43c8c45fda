import { linkBadges } from '../badges/index.ts';
import { linkCredentials, tombstoneCredentials } from '../credentials/index.ts';
import { type Database, type Db, isConnectionLost, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { tryLock } from '../db/lock.ts';
import type { Format, Input, InputFault, Issue } from '../formats/format.ts';
import { formatNamed } from '../formats/index.ts';
import type { Resolve } from '../http/resolve.ts';
import { closeJobsGone, findOpenJobs, linkRequirements } from '../jobs/index.ts';
import { fail, ok, type Problem, type Result } from '../problem.ts';
import { type Reading, tellRun, tombstoneRecords } from '../provenance/index.ts';
import { matchJob } from '../queue/jobs.ts';
import { enqueueAll } from '../queue/outbox.ts';
import { dropUnseenEdges, isEdgeKind, resolveCrosswalks, tombstoneConcepts } from '../skills/index.ts';
import { applyBatch, type RunMemory } from './apply-batch.ts';
import { type Batch, batches, IssueCollector, oneAhead } from './batches.ts';
import { analyse, watchGrowth } from './keep-statistics.ts';
import { fingerprint, openInput } from './open-input.ts';
import {
  beginAttempt,
  endRun,
  endUnchanged,
  enterState,
  findCommitted,
  findRun,
  findRunBefore,
  hasUnreadRecords,
  type ImportRun,
  RunLost,
  recordBatch,
  recordIssues,
  replaceIssues,
  type Source,
  wasReadBefore,
} from './run-record.ts';
import { isRefusal, REFUSALS_AT_MOST, splitBatch } from './split-batch.ts';

export interface ImportWatch {
  /** Asks the address of a source that is one. */
  readonly resolve?: Resolve;
  /** Aborted when the process is to stop; the run then goes on at its next attempt. */
  readonly signal?: AbortSignal;
  /** Told after every batch; `read` counts bytes of this attempt. */
  readonly onProgress?: (progress: { run: ImportRun; read: number; total: number }) => void;
}

/**
 * Reads one run's source to its end: find, check, then apply batch by batch, each in one transaction with its checkpoint;
 * then drop what a complete read no longer has, and link what waited. Called again after a crash it goes on from the last
 * committed batch; called for a run that has ended it returns that end.
 *
 * @throws when PostgreSQL is away or the process is told to stop (try again), and on a bug, which also fails the run
 */
export async function runImport(
  database: Database,
  runId: ImportRunId,
  watch: ImportWatch = {},
): Promise<Result<ImportRun, 'NOT_FOUND' | 'RUN_IN_PROGRESS'>> {
  const release = await tryLock(database, `import-run ${runId}`);
  if (!release)
    return fail('RUN_IN_PROGRESS', `import run ${runId} is being read by another process; wait for its end`);
  try {
    const found = await findRun(database.db, runId);
    if (!found) return fail('NOT_FOUND', `there is no import run ${runId}`);
    if (found.run.endedAt) return ok(found.run);
    return ok(await readSource(database.db, found.run, found.source, watch));
  } finally {
    await release();
  }
}

async function readSource(db: Db, run: ImportRun, source: Source, watch: ImportWatch): Promise<ImportRun> {
  let read = 0;
  await outliving(db, (tx) => enterState(tx, run, 'FETCHING'));
  const opened = await openInput(source.location, source.options, { db, resolve: watch.resolve }, (count) => {
    read += count;
  });
  if (!opened.ok) {
    const { message } = opened.problem;
    return refuseInput(db, run, [{ code: 'SOURCE_UNREADABLE', place: { file: source.location }, message }]);
  }
  const { input, bytesTotal } = opened.value;

  const format = formatNamed(source.format);
  if (!format) {
    return failRun(db, run, { code: 'FORMAT_UNRECOGNISED', message: `there is no format called ${source.format}` });
  }
  const faults = await format.check(input);
  if (faults.length > 0) return refuseInput(db, run, faults);

  const print = await fingerprint(format, input);
  const before = await outliving(db, (tx) => findRunBefore(tx, run));
  // A reading that left nothing out left nothing to be found by reading the same again.
  if (run.checkpoint === null && before?.state === 'COMPLETED' && before.checkpoint?.fingerprint === print) {
    return outliving(db, async (tx) => endUnchanged(tx, await beginAttempt(tx, run, false, bytesTotal), before));
  }
  const goesOn = run.checkpoint?.fingerprint === print;
  // Counts stand for what an earlier attempt committed of a state of the input that is no more: it may be gone now.
  const changedMeanwhile = run.checkpoint !== null && !goesOn;
  const tracksSeen = goesOn
    ? (run.checkpoint?.tracksSeen ?? true)
    : changedMeanwhile || (await outliving(db, (tx) => wasReadBefore(tx, run)));
  const attempt = await outliving(db, (tx) => beginAttempt(tx, run, goesOn, bytesTotal));
  read = 0;

  try {
    const applied = await applyAll(db, attempt, { format, input, print, tracksSeen, source }, watch, () => read);
    return await finish(db, applied, format, input, tracksSeen);
  } catch (error) {
    const mayGoOn = error instanceof RunLost || watch.signal?.aborted || isConnectionLost(error);
    if (!mayGoOn) await failRun(db, attempt, { code: 'SERVICE_UNAVAILABLE', message: sentenceOf(error) });
    throw error;
  }
}

interface Work {
  readonly format: Format;
  readonly input: Input;
  readonly print: string;
  readonly tracksSeen: boolean;
  readonly source: Source;
}

async function applyAll(
  db: Db,
  run: ImportRun,
  { format, input, print, tracksSeen, source }: Work,
  watch: ImportWatch,
  bytesRead: () => number,
): Promise<ImportRun> {
  const reading: Reading = { sourceId: source.id, runId: run.id, formatVersion: format.version, tracksSeen };
  const memory: RunMemory = {};
  const collector = new IssueCollector();
  const from = run.checkpoint?.position ?? 0;
  const grownBefore = watchGrowth();
  let latest = run;
  let refused = 0;
  const apply = (batch: Batch): Promise<ImportRun> =>
    outliving(db, async (tx) => {
      // A commit whose answer was lost with the connection has happened. A framework is read again to be remembered.
      const committed = batch.type === 'framework' ? null : await findCommitted(tx, latest, batch.position);
      if (committed) return committed;
      const applied = await applyBatch(tx, reading, memory, batch);
      const checkpoint = { fingerprint: print, position: batch.position, tracksSeen };
      return recordBatch(tx, latest, applied, checkpoint, bytesRead());
    });
  for await (const batch of oneAhead(batches(format.read(input, collector.report), collector, from))) {
    watch.signal?.throwIfAborted();
    const grown = grownBefore(batch.type, latest.created + latest.updated);
    if (grown.length > 0) await outliving(db, (tx) => analyse(tx, grown));
    const parts = [batch];
    for (let part = parts.shift(); part; part = parts.shift()) {
      try {
        latest = await apply(part);
      } catch (error) {
        if (!isRefusal(error, part) || refused >= REFUSALS_AT_MOST) throw error;
        if (part.records.length === 1) refused += 1;
        parts.unshift(...splitBatch(part, error));
      }
    }
    watch.onProgress?.({ run: latest, read: bytesRead(), total: run.bytesTotal ?? 0 });
  }
  return latest;
}

/** Drops what is gone, links what waited, ends the run. One transaction: a crash leaves the run to be finished again. */
async function finish(db: Db, run: ImportRun, format: Format, input: Input, tracksSeen: boolean): Promise<ImportRun> {
  await outliving(db, async (tx) => {
    await enterState(tx, run, 'LINKING');
    // What the run has met is about to be compared with everything stored.
    if (tracksSeen) await analyse(tx, ['import_seen']);
  });
  return outliving(db, async (tx) => {
    await tellRun(tx, run.id);
    const isEmpty = tracksSeen && run.seen === 0;
    if (isEmpty) await recordIssues(tx, run.id, [nothingReadIn(input)]);
    const isComplete = tracksSeen && !isEmpty && !(await hasUnreadRecords(tx, run.id));
    const tombstoned = isComplete ? await dropUnseen(tx, run, format.complete(input)) : 0;
    if (run.created + run.updated + tombstoned > 0) await linkWhatWaited(tx);
    const warnings = run.warnings + Number(isEmpty);
    const state = run.issues + warnings > 0 ? 'COMPLETED_WITH_ISSUES' : 'COMPLETED';
    return endRun(tx, run, { state, tombstoned, warnings });
  });
}

/** Work of a run that bears being done twice, done again when its connection is lost. */
function outliving<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return transaction(db, work, { attempts: 5 });
}

/** A file cut off behind its header looks like one whose records are all gone; that is not believed. */
function nothingReadIn({ name }: Input): Issue {
  const message = 'it holds no records, though it held some before; none is taken for deleted';
  return { severity: 'WARNING', code: 'NOTHING_READ', place: { file: name }, message };
}

/** Ties what waited for these records to them; jobs and learners this may concern are matched anew. */
async function linkWhatWaited(tx: Db): Promise<void> {
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
}

async function dropUnseen(tx: Db, run: ImportRun, kinds: readonly string[]): Promise<number> {
  let gone = await tombstoneRecords(
    tx,
    run.sourceId,
    run.id,
    kinds.filter((kind) => !isEdgeKind(kind)),
  );
  if (gone > 0) {
    await tombstoneConcepts(tx, run.sourceId);
    await tombstoneCredentials(tx, run.sourceId);
    await closeJobsGone(tx, run.sourceId);
  }
  for (const kind of kinds.filter(isEdgeKind)) gone += await dropUnseenEdges(tx, kind, run.sourceId, run.id);
  return gone;
}

/** Ends a run whose input cannot be read as a whole: an issue a fault, and nothing of it imported. */
async function refuseInput(db: Db, run: ImportRun, faults: readonly InputFault[]): Promise<ImportRun> {
  const [first] = faults;
  const code = first?.code ?? 'HEADER_INVALID';
  const message = faults
    .map(({ place, message }) => (message.startsWith(place.file) ? message : `${place.file}: ${message}`))
    .join('; ');
  return transaction(db, async (tx) => {
    await replaceIssues(
      tx,
      run.id,
      faults.map((fault) => ({ severity: 'ERROR', ...fault })),
    );
    return failRun(tx, run, { code, message }, faults.length);
  });
}

function failRun(db: Db, run: ImportRun, failure: Problem, issues?: number): Promise<ImportRun> {
  return endRun(db, run, { state: 'FAILED', failure, ...(issues !== undefined && { issues }) });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
}
