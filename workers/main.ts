import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../src/config.ts';
import type { Database } from '../src/db/client.ts';
import { resolveWith } from '../src/http/index.ts';
import { createSourceAccess, type FetchSettings, resealCredentials, watchSchedules } from '../src/imports/index.ts';
import { requestIndexes } from '../src/linking/index.ts';
import type { Logger } from '../src/log.ts';
import type { QueueBackend } from '../src/queue/backend.ts';
import { recheckBadges as recheckBadgesJob } from '../src/queue/jobs.ts';
import { inTime, startRelay } from '../src/queue/relay.ts';
import { startSchedule } from '../src/queue/schedule.ts';
import { openServices } from '../src/services.ts';
import { untilStopped } from '../src/stopping.ts';
import { createVerifierPool } from '../src/verification/index.ts';
import buildSkillIndex from './build-skill-index.ts';
import linkWords from './link-words.ts';
import matchJob from './match-job.ts';
import recheckBadges from './recheck-badges.ts';
import runImport from './run-import.ts';
import suggestCrosswalks from './suggest-crosswalks.ts';
import verifyBadges from './verify-badges.ts';

/** Every processor; a new job is a line here. */
const PROCESSORS = [
  ...[runImport, matchJob, verifyBadges, recheckBadges],
  ...[buildSkillIndex, linkWords, suggestCrosswalks],
];

/** What is asked for again and again. A list of revocations may be ten minutes old, so looking every minute is soon enough. */
const RECURRING = [{ job: recheckBadgesJob, everyMs: 60_000 }];

/** Takes jobs until the process is told to stop, or its parent is gone. */
export async function runWorker(config: Config, log: Logger): Promise<void> {
  const stopped = untilStopped();
  const services = await openServices(config, log, 'tessera-worker', 'system');
  try {
    const workers = await startWorkers(config, services, log);
    await stopped;
    await workers.stop();
  } finally {
    await services.close();
  }
}

/** The worker process's part, running. */
export interface Workers {
  /** Aborts what runs (it goes on elsewhere or at the next start), then stops taking work. */
  stop(): Promise<void>;
}

/** Starts the outbox relay and a BullMQ worker a job. */
export async function startWorkers(
  config: Pick<Config, 'workerConcurrency' | 'linkConfidence'> & FetchSettings,
  services: { readonly database: Database; readonly queues: QueueBackend },
  log: Logger,
): Promise<Workers> {
  const { database, queues } = services;
  const stopping = new AbortController();
  const relay = await startRelay(database, queues, log);
  const pool = createVerifierPool();
  const resealed = await resealCredentials(database.db, config);
  if (resealed > 0) log.info({ resealed }, 'credentials of sources are sealed anew');
  // Frameworks that were imported before there were indexes, or that this release indexes otherwise.
  await requestIndexes(database.db);
  const sources = createSourceAccess(config);
  const context = {
    ...{ database, log, resolve: resolveWith(config, database.db), sources, verify: pool.verify },
    ...{ linkConfidence: config.linkConfidence, signal: stopping.signal },
  };
  const workers = PROCESSORS.map((processor) => processor.start(queues, context, config.workerConcurrency));
  for (const worker of workers) {
    worker.run().catch((error: unknown) => log.error({ err: error }, 'a worker ended'));
  }
  const stopSchedule = startSchedule(database, RECURRING, log);
  const stopWatching = watchSchedules(database, log);
  log.info({ queues: queues.kind, jobs: PROCESSORS.map(({ name }) => name) }, 'workers take jobs');
  return {
    async stop() {
      stopSchedule();
      await inTime(stopWatching(), 'schedules').catch(() => {});
      stopping.abort(new Error('the process is stopping'));
      // BullMQ leaves connections open when it is closed while it connects; a service that is away is not waited for.
      await Promise.all(
        workers.map((worker) => Promise.race([worker.waitUntilReady(), sleep(2_000, null, { ref: false })])),
      );
      await Promise.allSettled(workers.map((worker) => inTime(worker.close(), 'a worker did not close')));
      await relay.stop();
      await pool.close();
      await sources.download.close();
    },
  };
}
