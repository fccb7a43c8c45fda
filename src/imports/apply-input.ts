import { sql } from 'drizzle-orm';
import { type Db, transaction } from '../db/client.ts';
import { undone } from '../db/undone.ts';
import type { Format, Input } from '../formats/format.ts';
import { type Reading, tellRun } from '../provenance/index.ts';
import { applyBatch, type RunMemory } from './apply-batch.ts';
import { type Batch, batches, IssueCollector, oneAhead } from './batches.ts';
import { findDiff, recordDiff } from './find-diff.ts';
import { type Conclusion, dropGone, linkWhatWaited } from './finish-run.ts';
import { judgeRun } from './judge-run.ts';
import { analyse, type Growth, watchGrowth } from './keep-statistics.ts';
import { findLeftOut, readLeftOut } from './left-out.ts';
import { noteChanges, stopNoting } from './note-changes.ts';
import { outliving } from './outliving.ts';
import { recordIssues } from './record-issues.ts';
import {
  type Earlier,
  endRun,
  enterState,
  findCommitted,
  type ImportRun,
  recordBatch,
  type Source,
} from './run-record.ts';
import { isRefusal, REFUSALS_AT_MOST, splitBatch } from './split-batch.ts';

/** How whoever runs an import follows it. */
export interface Watch {
  /** Aborted when the process is to stop; the run then goes on at its next attempt. */
  readonly signal?: AbortSignal;
  /** Told after every batch; `read` counts bytes of this attempt. */
  readonly onProgress?: (progress: { run: ImportRun; read: number; total: number }) => void;
}

/** What applying an input needs to know, once it is open and its form was found good. */
export interface Work {
  readonly format: Format;
  readonly input: Input;
  readonly print: string;
  readonly tracksSeen: boolean;
  readonly source: Source;
  readonly earlier: Earlier;
  readonly watch: Watch;
  bytesRead(): number;
}

/** Reads for good, or what an earlier run left out: each batch is committed with its counts. */
export async function readSource(db: Db, run: ImportRun, work: Work): Promise<ImportRun> {
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
export async function rehearse(db: Db, run: ImportRun, work: Work): Promise<ImportRun> {
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
  return endRun(tx, run, { ...judgeRun({ ...run, warnings }), tombstoned, warnings });
}
