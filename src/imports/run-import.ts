import { sql } from 'drizzle-orm';
import { type Database, type Db, isConnectionLost, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { undone } from '../db/undone.ts';
import type { Format, Input, InputFault } from '../formats/format.ts';
import { formatNamed } from '../formats/index.ts';
import { fail, ok, type Problem, type Result } from '../problem.ts';
import { type Reading, tellRun } from '../provenance/index.ts';
import { applyBatch, type RunMemory } from './apply-batch.ts';
import { type Batch, batches, IssueCollector, oneAhead } from './batches.ts';
import type { SourceAccess } from './fetch-input.ts';
import { findDiff, recordDiff } from './find-diff.ts';
import { type Conclusion, dropGone, linkWhatWaited } from './finish-run.ts';
import { analyse, type Growth, watchGrowth } from './keep-statistics.ts';
import { findLeftOut, readLeftOut } from './left-out.ts';
import { lockSource } from './lock-source.ts';
import { noteChanges, stopNoting } from './note-changes.ts';
import { fingerprint, type NothingToRead, type OpenInput } from './open-input.ts';
import { openSource, type ReadingToOpen, recordFetch, TOLD_BY_CONTENT, withDoubts, withFormat } from './open-source.ts';
import { recordIssues, replaceIssues } from './record-issues.ts';
import { rollBack } from './roll-back.ts';
import {
  beginAttempt,
  beginReading,
  type Earlier,
  endRun,
  endUnchanged,
  enterState,
  findCommitted,
  findEarlier,
  findRun,
  findRunBefore,
  type ImportRun,
  RunLost,
  recordBatch,
  type Source,
} from './run-record.ts';
import { withoutSecrets } from './source-location.ts';
import { isRefusal, REFUSALS_AT_MOST, splitBatch } from './split-batch.ts';

export interface ImportWatch {
  /** By what addresses are asked; without it, only what is here is read. */
  readonly sources?: SourceAccess;
  /** Aborted when the process is to stop; the run then goes on at its next attempt. */
  readonly signal?: AbortSignal;
  /** Told after every batch; `read` counts bytes of this attempt. */
  readonly onProgress?: (progress: { run: ImportRun; read: number; total: number }) => void;
}

/**
 * Reads one run's source to its end: find, check, then apply batch by batch, each in one transaction with its checkpoint;
 * then drop what a complete read no longer has, and link what waited. Called again after a crash it goes on from the last
 * committed batch; called for a run that has ended it returns that end. One process reads a source at a time, whatever the run.
 *
 * @throws when PostgreSQL is away or the process is told to stop (try again), and on a bug, which also fails the run
 */
export async function runImport(
  database: Database,
  runId: ImportRunId,
  watch: ImportWatch = {},
): Promise<Result<ImportRun, 'NOT_FOUND' | 'RUN_IN_PROGRESS'>> {
  const { db } = database;
  const asked = await findRun(db, runId);
  if (!asked) return fail('NOT_FOUND', `there is no import run ${runId}`);
  if (asked.run.endedAt) return ok(asked.run);
  const release = await lockSource(database, asked.source.id);
  if (!release)
    return fail('RUN_IN_PROGRESS', `the source of run ${runId} is being read by another process; wait for its end`);
  try {
    const found = await findRun(db, runId);
    if (!found) return fail('NOT_FOUND', `there is no import run ${runId}`);
    if (found.run.endedAt) return ok(found.run);
    return ok(await carryOut(db, found.run, found.source, watch));
  } catch (error) {
    const found = error instanceof RunLost ? await findRun(db, runId) : null;
    // Cancelled meanwhile, or ended by who took it over: that is its end.
    if (found?.run.endedAt) return ok(found.run);
    throw error;
  } finally {
    await release();
  }
}

async function carryOut(db: Db, queued: ImportRun, source: Source, watch: ImportWatch): Promise<ImportRun> {
  const run = await outliving(db, (tx) => beginAttempt(tx, queued));
  if (run.mode === 'ROLL_BACK') return rollBack(db, run);

  const asOf = new Date();
  const bytes = { read: 0 };
  const before = run.mode === 'LEFT_OUT' ? null : await outliving(db, (tx) => findRunBefore(tx, run));
  const reading = { run, source, before, sources: watch.sources, signal: watch.signal };
  const count = (more: number) => {
    bytes.read += more;
  };
  const opened = await openSource(db, reading, count, asOf);
  if (!opened.ok) {
    const { code, message } = opened.problem;
    return refuseInput(db, run, [{ code, place: { file: withoutSecrets(source.location) }, message }]);
  }
  if (opened.value.state !== 'OPEN') return endUnread(db, reading, opened.value, asOf);
  const input = opened.value;
  try {
    const told = await withFormat(db, source, input.input);
    const ended = await readInput(db, { ...reading, source: told }, input, watch, bytes);
    const isRead = ended.state === 'COMPLETED' || ended.state === 'COMPLETED_WITH_ISSUES';
    if (isRead && run.mode === 'WHOLE') await outliving(db, (tx) => recordFetch(tx, ended, told, input, asOf));
    return ended;
  } finally {
    await input.close();
  }
}

/** Ends a run whose host says that nothing changed, or that nothing is new: nothing was read. */
function endUnread(
  db: Db,
  { run, source, before }: ReadingToOpen,
  { state }: NothingToRead,
  asOf: Date,
): Promise<ImportRun> {
  return outliving(db, async (tx) => {
    const isUnchanged = state === 'UNCHANGED' && before !== null;
    const ended = isUnchanged
      ? await endUnchanged(tx, run, before, 0)
      : await endRun(tx, run, { state: 'COMPLETED', bytesTotal: 0 });
    if (run.mode === 'WHOLE') await recordFetch(tx, ended, source, state, asOf);
    return ended;
  });
}

async function readInput(
  db: Db,
  { run: opened, source, before }: ReadingToOpen,
  { input, bytesTotal, doubts }: OpenInput,
  watch: ImportWatch,
  bytes: { read: number },
): Promise<ImportRun> {
  let run = await outliving(db, (tx) => enterState(tx, opened, 'PARSING'));
  const named = formatNamed(source.format);
  if (!named) return failRun(db, run, { code: 'FORMAT_UNRECOGNISED', message: sentenceOnFormat(source) });
  const format = withDoubts(named, doubts);
  const faults = await format.check(input);
  if (faults.length > 0) return refuseInput(db, run, faults);

  const print = await fingerprint(format, input);
  // A reading that left nothing out left nothing to be found by reading the same again.
  if (run.checkpoint === null && before?.state === 'COMPLETED' && before.checkpoint?.fingerprint === print) {
    return outliving(db, (tx) => endUnchanged(tx, run, before, bytesTotal));
  }
  const earlier = await outliving(db, (tx) => findEarlier(tx, run));
  const goesOn = run.checkpoint?.fingerprint === print;
  // Counts stand for what an earlier attempt committed of a state of the input that is no more: it may be gone now.
  const changedMeanwhile = run.checkpoint !== null && !goesOn;
  const mayFindGone = goesOn ? (run.checkpoint?.tracksSeen ?? true) : changedMeanwhile || earlier.hasRecords;
  const tracksSeen = mayFindGone && !input.isPartial;
  run = await outliving(db, (tx) => beginReading(tx, run, goesOn, bytesTotal));
  bytes.read = 0;

  const work: Work = { format, input, print, tracksSeen, source, earlier, watch, bytesRead: () => bytes.read };
  try {
    return run.mode === 'DRY_RUN' ? await rehearse(db, run, work) : await readSource(db, run, work);
  } catch (error) {
    const mayGoOn = error instanceof RunLost || watch.signal?.aborted || isConnectionLost(error);
    if (!mayGoOn) await failRun(db, run, { code: 'SERVICE_UNAVAILABLE', message: sentenceOf(error) });
    throw error;
  }
}

interface Work {
  readonly format: Format;
  readonly input: Input;
  readonly print: string;
  readonly tracksSeen: boolean;
  readonly source: Source;
  readonly earlier: Earlier;
  readonly watch: ImportWatch;
  bytesRead(): number;
}

/** Reads for good, or what an earlier run left out: each batch is committed with its counts. */
async function readSource(db: Db, run: ImportRun, work: Work): Promise<ImportRun> {
  const { format, print, tracksSeen } = work;
  const isLeftOut = run.aboutRunId === null ? null : await findLeftOut(db, run.aboutRunId);
  const read = isLeftOut ? readLeftOut(format.read, isLeftOut) : format.read;
  const memory: RunMemory = {};
  const applied = await applyAll(
    run,
    { ...work, format: { ...format, read } },
    {
      apply: (latest, batch) =>
        outliving(db, async (tx) => {
          // A commit whose answer was lost with the connection has happened. A framework is read again to be remembered.
          const committed = batch.type === 'framework' ? null : await findCommitted(tx, latest, batch.position);
          if (committed) return committed;
          await noteChanges(tx, run.id, tracksSeen);
          const counts = await applyBatch(tx, readingOf(run, work), memory, batch);
          const checkpoint = { fingerprint: print, position: batch.position, tracksSeen };
          return recordBatch(tx, latest, counts, checkpoint, work.bytesRead());
        }),
      analyse: (growth) => outliving(db, (tx) => analyse(tx, growth)),
    },
  );
  return finish(db, applied, work);
}

/**
 * Does all that a reading does in one transaction that is undone, batch by batch behind savepoints, so that its counts and
 * issues are those of the real run; they are recorded beside it as they come. Linking changes no count, and is left out.
 */
async function rehearse(db: Db, run: ImportRun, work: Work): Promise<ImportRun> {
  const memory: RunMemory = {};
  const rehearsed = await undone(db, async (hub) => {
    await noteChanges(hub, run.id, true);
    // Statistics would lock tables to the end of it and keep others from them; without, indexes are the better guess.
    await hub.execute(sql`set local enable_seqscan = off`);
    const applied = await applyAll(run, work, {
      apply: async (latest, batch) => {
        const counts = await outliving(hub, (tx) => applyBatch(tx, readingOf(run, work), memory, batch));
        return transaction(db, (tx) => recordBatch(tx, latest, counts, null, work.bytesRead()));
      },
      analyse: async () => {},
    });
    const linking = await outliving(db, (tx) => enterState(tx, applied, 'LINKING'));
    const { tombstoned, issues } = await dropGone(hub, linking, work.input, kindsStated(linking, work));
    return { run: linking, tombstoned, issues, diff: await findDiff(hub, linking) };
  });
  return outliving(db, async (tx) => {
    await recordDiff(tx, run.id, rehearsed.diff);
    return conclude(tx, rehearsed.run, rehearsed);
  });
}

function readingOf(run: ImportRun, { source, format, tracksSeen }: Work): Reading {
  return { sourceId: source.id, runId: run.id, formatVersion: format.version, tracksSeen };
}

/** How a batch is applied, and which tables are looked at while they grow. */
interface Applying {
  apply(latest: ImportRun, batch: Batch): Promise<ImportRun>;
  analyse(growth: Growth): Promise<void>;
}

/** Applies every batch of the input; one that PostgreSQL refuses is halved until the record at fault is left out. */
async function applyAll(run: ImportRun, work: Work, { apply, analyse }: Applying): Promise<ImportRun> {
  const { format, input, watch, bytesRead } = work;
  const collector = new IssueCollector();
  const from = run.checkpoint?.position ?? 0;
  const grownBefore = watchGrowth();
  let latest = run;
  let refused = 0;
  for await (const batch of oneAhead(batches(format.read(input, collector.report), collector, from))) {
    watch.signal?.throwIfAborted();
    const grown = grownBefore(batch.type, latest.created + latest.updated);
    if (grown) await analyse(grown);
    const parts = [batch];
    for (let part = parts.shift(); part; part = parts.shift()) {
      try {
        latest = await apply(latest, part);
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
async function finish(db: Db, run: ImportRun, work: Work): Promise<ImportRun> {
  const linking = await outliving(db, async (tx) => {
    // What the run has met is about to be compared with everything stored.
    if (work.tracksSeen) await analyse(tx, { tables: ['import_seen'], fresh: run.seen });
    return enterState(tx, run, 'LINKING');
  });
  return outliving(db, async (tx) => {
    await tellRun(tx, run.id);
    await noteChanges(tx, run.id, true);
    const conclusion = await dropGone(tx, linking, work.input, kindsStated(linking, work));
    await stopNoting(tx);
    const hasChanged = run.created + run.updated + conclusion.tombstoned > 0;
    if (hasChanged || work.earlier.owesLinks) await linkWhatWaited(tx);
    return conclude(tx, linking, conclusion);
  });
}

/** Kinds whose members may be gone; null where nothing was there before, or only some records are looked at. */
function kindsStated({ mode }: ImportRun, { tracksSeen, format, input }: Work): readonly string[] | null {
  return tracksSeen && mode !== 'LEFT_OUT' ? format.complete(input) : null;
}

async function conclude(tx: Db, run: ImportRun, { tombstoned, issues }: Conclusion): Promise<ImportRun> {
  await recordIssues(tx, run.id, issues);
  const warnings = run.warnings + issues.length;
  const state = run.issues + warnings > 0 ? 'COMPLETED_WITH_ISSUES' : 'COMPLETED';
  return endRun(tx, run, { state, tombstoned, warnings });
}

/** Work of a run that bears being done twice, done again when its connection is lost. */
function outliving<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return transaction(db, work, { attempts: 5 });
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
    return failRun(tx, run, { code, message }, { issues: faults.length, warnings: 0 });
  });
}

type IssueCounts = Partial<Pick<ImportRun, 'issues' | 'warnings'>>;

function failRun(db: Db, run: ImportRun, failure: Problem, counts: IssueCounts = {}): Promise<ImportRun> {
  return endRun(db, run, { state: 'FAILED', failure, ...counts });
}

function sentenceOnFormat({ format, name }: Source): string {
  return format === TOLD_BY_CONTENT
    ? `no format recognises ${name}; name one (updateSource)`
    : `there is no format called ${format}`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
}
