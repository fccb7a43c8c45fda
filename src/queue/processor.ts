import type { Job } from 'bullmq';
import { eq } from 'drizzle-orm';
import type { SourceSettings } from '../config.ts';
import type { Database } from '../db/client.ts';
import type { Download } from '../http/download.ts';
import type { Resolve } from '../http/resolve.ts';
import type { Logger } from '../log.ts';
import type { Problem, Result } from '../problem.ts';
import type { VerifierPool } from '../verification/index.ts';
import type { JobData, JobWorker, QueueBackend } from './backend.ts';
import type { JobDefinition } from './define-job.ts';
import { outbox } from './tables.ts';

/** What a processor works with, made once by the worker process. */
export interface WorkerContext {
  readonly database: Database;
  readonly log: Logger;
  /** Asks other hosts, past the guard that keeps to public addresses. */
  readonly resolve: Resolve;
  /** Fetches what sources give, past the same guard. */
  readonly sources: {
    readonly download: Download;
    readonly settings: SourceSettings;
    readonly bytesAtMost: number;
  };
  /** Verifies badges in threads of their own. */
  readonly verify: VerifierPool['verify'];
  /** Confidence, 0 to 1, from which words are tied to a skill without a person. */
  readonly linkConfidence: number;
  /** Aborted when the process is told to stop; the job is then tried again elsewhere. */
  readonly signal: AbortSignal;
}

/** A job bound to the function that does it. */
export interface BoundProcessor {
  readonly name: string;
  start(backend: QueueBackend, context: WorkerContext, concurrency: number): JobWorker;
}

/**
 * Binds a job to its function. A run ends in one of three ways: done (`ok: true`), thrown (tried again after the job's
 * backoff), or `ok: false` (final; kept in the outbox with its problem). Running twice must be harmless.
 */
export function processor<Payload>(
  job: JobDefinition<string, Payload>,
  work: (payload: Payload, context: WorkerContext) => Promise<Result<unknown>>,
): BoundProcessor {
  return {
    name: job.name,
    start(backend, context, concurrency) {
      const log = context.log.child({ job: job.name });
      const worker = backend.worker(
        job.name,
        async ({ data, attemptsMade }: Job<JobData>) => {
          const payload = job.payload.parse(data.payload);
          const started = performance.now();
          const result = await work(payload, { ...context, log: log.child({ outboxId: data.outboxId }) });
          if (result.ok) await forget(context.database, data.outboxId);
          else await recordFailure(context.database, data.outboxId, result.problem);
          const milliseconds = Math.round(performance.now() - started);
          log.info({ payload, attemptsMade, milliseconds, ok: result.ok }, 'job ended');
        },
        { concurrency },
      );
      worker.on('failed', (failed, thrown) => {
        // A statement's error quotes what it was given, which is somebody's; its cause says what was wrong.
        const error = thrown.cause instanceof Error ? thrown.cause : thrown;
        log.error({ err: error, payload: failed?.data.payload, attemptsMade: failed?.attemptsMade }, 'job threw');
        const isLast = failed !== undefined && failed.attemptsMade >= (failed.opts.attempts ?? 1);
        if (!isLast) return;
        const problem = { code: 'SERVICE_UNAVAILABLE' as const, message: error.message };
        recordFailure(context.database, failed.data.outboxId, problem).catch((cause: unknown) =>
          // The relay hands the row over again later, so nothing is lost but this note.
          log.error({ err: cause }, 'a failure could not be recorded'),
        );
      });
      worker.on('error', (error) => log.warn({ err: error }, 'worker connection'));
      return worker;
    },
  };
}

async function forget({ db }: Database, outboxId: number): Promise<void> {
  await db.delete(outbox).where(eq(outbox.id, outboxId));
}

async function recordFailure({ db }: Database, outboxId: number, { code, message }: Problem): Promise<void> {
  await db.update(outbox).set({ failedAt: new Date(), failure: { code, message } }).where(eq(outbox.id, outboxId));
}
