import { type Database, type Db, isConnectionLost, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import type { InputFault } from '../formats/format.ts';
import { formatNamed } from '../formats/index.ts';
import { fail, ok, type Problem, type Result } from '../problem.ts';
import { readSource, rehearse, type Watch, type Work } from './apply-input.ts';
import type { SourceAccess } from './fetch-input.ts';
import { lockSource } from './lock-source.ts';
import { fingerprint, type NothingToRead, type OpenInput } from './open-input.ts';
import { openSource, type ReadingToOpen, recordFetch, TOLD_BY_CONTENT, withDoubts, withFormat } from './open-source.ts';
import { outliving } from './outliving.ts';
import { replaceIssues } from './record-issues.ts';
import { rollBack } from './roll-back.ts';
import {
  beginAttempt,
  beginReading,
  endRun,
  endUnchanged,
  enterState,
  findEarlier,
  findRun,
  findRunBefore,
  type ImportRun,
  RunLost,
  type Source,
} from './run-record.ts';
import { withoutSecrets } from './source-location.ts';

export interface ImportWatch extends Watch {
  /** By what addresses are asked; without it, only what is here is read. */
  readonly sources?: SourceAccess;
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
