import { z } from 'zod';
import type { BadgeId, FrameworkId, ImportRunId, JobId } from '../db/ids.ts';
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

/** Badges one `verify-badges` looks at: few enough to end soon, enough that ten thousand make few jobs. */
export const VERIFIED_AT_ONCE = 50;

/**
 * Runs every check of some badges, stores what they found and derives their evidence anew. Twice is harmless: a verdict replaces
 * the one before, unless the badge was replaced meanwhile. A host that is away makes a check undecided, and no failure.
 */
export const verifyBadges = defineJob({
  name: 'verify-badges',
  payload: z.object({ badgeIds: z.array(id<BadgeId>()).min(1).max(VERIFIED_AT_ONCE) }),
  options: { attempts: 5, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
  keyOf: ({ badgeIds }) => badgeIds.join(' '),
});

/** Looks again at badges whose answers have grown old or whose dates have passed. Asked for every minute. */
export const recheckBadges = defineJob({
  name: 'recheck-badges',
  payload: z.object({}) as unknown as z.ZodType<Record<string, never>>,
  options: { attempts: 1 },
  keyOf: () => '',
});

/**
 * Builds the index that a framework's skills are found by, where they have changed since the last. Twice is harmless: an index that
 * is as the skills are stays.
 */
export const buildSkillIndex = defineJob({
  name: 'build-skill-index',
  payload: z.object({ frameworkId: id<FrameworkId>() }),
  options: { attempts: 6, backoff: { type: 'exponential', delay: 10_000, jitter: 0.5 } },
  keyOf: ({ frameworkId }) => String(frameworkId),
});

/**
 * Ties words that name no skill exactly to what they mean: as it was decided, or as the ranker is sure enough; what it is not sure
 * of waits for a decision. Twice is harmless: only words it has not met with these indexes are ranked.
 */
export const linkWords = defineJob({
  name: 'link-words',
  payload: z.object({}) as unknown as z.ZodType<Record<string, never>>,
  options: { attempts: 6, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
  keyOf: () => '',
});

/** Looks in one framework for the equals of another's skills. Twice is harmless: what was decided stays. */
export const suggestCrosswalks = defineJob({
  name: 'suggest-crosswalks',
  payload: z.object({ fromId: id<FrameworkId>(), toId: id<FrameworkId>() }),
  options: { attempts: 6, backoff: { type: 'exponential', delay: 10_000, jitter: 0.5 } },
  keyOf: ({ fromId, toId }) => `${fromId} ${toId}`,
});

/** Every job there is; the relay and the worker process make one queue of each. */
export const JOBS = [
  ...[runImport, matchJob, verifyBadges, recheckBadges],
  ...[buildSkillIndex, linkWords, suggestCrosswalks],
] as const;
