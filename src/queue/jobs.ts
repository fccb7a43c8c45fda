import { z } from 'zod';
import type { ImportRunId, JobId } from '../db/ids.ts';
import { defineJob } from './define-job.ts';

const id = <T extends number>() =>
  z
    .number()
    .int()
    .positive()
    .transform((value) => value as T);

/** Reads one queued import run to its end. Twice is harmless: batches are upserts behind a checkpoint, and one attempt holds the run's lock. */
export const runImport = defineJob({
  name: 'run-import',
  payload: z.object({ runId: id<ImportRunId>() }),
  // A database restart takes seconds, a full disk a person: 6 tries reach about ten minutes.
  options: { attempts: 6, backoff: { type: 'exponential', delay: 10_000, jitter: 0.5 } },
  keyOf: ({ runId }) => String(runId),
});

/** Computes one job's stored matches in its employer's view. Twice is harmless: the rows are replaced as a whole. */
export const matchJob = defineJob({
  name: 'match-job',
  payload: z.object({ jobId: id<JobId>() }),
  options: { attempts: 5, backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 } },
  keyOf: ({ jobId }) => String(jobId),
});

/** Every job there is; the relay and the worker process make one queue of each. */
export const JOBS = [runImport, matchJob] as const;
