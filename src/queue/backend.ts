import {
  createPostgresBackend,
  createRedisBackend,
  type Job,
  type JobsOptions,
  type Processor,
  withBackend,
} from 'bullmq';

/** What travels through a queue: the outbox row that asked for it, and the payload. */
export interface JobData {
  readonly outboxId: number;
  readonly payload: unknown;
}

/** The part of BullMQ's `Queue` we use, whichever backend it stands on. */
export interface JobQueue {
  add(name: string, data: JobData, options: JobsOptions): Promise<unknown>;
  getJobCounts(): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** The part of BullMQ's `Worker` we use. */
export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job<JobData> | undefined, error: Error) => void): unknown;
  run(): Promise<void>;
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}

interface WorkerTuning {
  readonly concurrency: number;
}

/** Where the queues live: Redis in production, the same PostgreSQL (schema `bullmq`) when no Redis is given. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  queue(name: string): JobQueue;
  worker(name: string, processor: Processor<JobData>, tuning: WorkerTuning): JobWorker;
}

/** Finished jobs are history: PostgreSQL has the facts, so little of it is kept. */
const DEFAULTS = {
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 1_000 },
};

/** A killed worker's jobs go to another within about 20 s; a healthy one renews its lock long before. */
const WORKER = { autorun: false, lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 5 };

export interface QueuePlace {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Of `findNamespace`: one Redis may serve several hubs, and a worker must not take another hub's jobs. */
  readonly namespace: string;
}

export function createQueueBackend({ databaseUrl, redisUrl, namespace }: QueuePlace): QueueBackend {
  return redisUrl === undefined ? postgresBackend(databaseUrl) : redisBackend(redisUrl, namespace);
}

function redisBackend(url: string, namespace: string): QueueBackend {
  const { Queue, Worker } = withBackend(createRedisBackend);
  // The braces (a hash tag) keep all of a hub's keys on one node of a Redis Cluster.
  const prefix = `{tessera-${namespace}}`;
  return {
    kind: 'redis',
    // A queue fails fast while Redis is away, since the outbox keeps what it could not take; a worker waits for it.
    queue: (name) =>
      new Queue<JobData>(name, { prefix, connection: { url, enableOfflineQueue: false }, defaultJobOptions: DEFAULTS }),
    worker: (name, processor, tuning) =>
      new Worker<JobData>(name, processor, {
        prefix,
        ...WORKER,
        ...tuning,
        connection: { url, maxRetriesPerRequest: null },
      }),
  };
}

function postgresBackend(connectionString: string): QueueBackend {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = { connectionString, schema: 'bullmq', migrate: true };
  // A process has a queue and a worker for each job, and PostgreSQL has a hundred connections for all: the relay adds one job at
  // a time, and a worker's statements are short. Beside these a worker listens on one of its own.
  return {
    kind: 'postgres',
    queue: (name) => new Queue<JobData>(name, { connection: { ...connection, max: 1 }, defaultJobOptions: DEFAULTS }),
    worker: (name, processor, tuning) =>
      new Worker<JobData>(name, processor, { connection: { ...connection, max: 2 }, ...WORKER, ...tuning }),
  };
}
