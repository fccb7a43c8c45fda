import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Logger } from '../log.ts';

const SECONDS = 3_600;

/** What a client had, and has left, of its hour's points. */
export interface Balance {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** When the count begins anew. */
  readonly resetsAt: Date;
  /** False when there were too few left: then nothing was taken. */
  readonly isEnough: boolean;
}

/** The clients' budgets, counted in one place for all processes. */
export interface Budget {
  /**
   * Takes points for one request. While the store is away the process counts by itself, each client to half its limit.
   *
   * @param client  names the client: a key, or an address
   */
  take(client: string, points: number, limit: number): Promise<Balance>;
  close(): Promise<void>;
}

/** Budgets counted in Redis where there is one, else in PostgreSQL. */
export function createBudget(
  urls: { databaseUrl: string; redisUrl?: string | undefined; statementTimeoutMs: number },
  log: Logger,
): Budget {
  const store = urls.redisUrl === undefined ? postgresStore(urls, log) : redisStore(urls.redisUrl, log);
  const limiters = new Map<number, RateLimiterPostgres | RateLimiterRedis>();
  const limiterFor = (limit: number) => {
    const known = limiters.get(limit);
    if (known) return known;
    const half = Math.ceil(limit / 2);
    const made = store.limiter({
      points: limit,
      insuranceLimiter: new RateLimiterMemory({ points: half, duration: SECONDS }),
    });
    limiters.set(limit, made);
    return made;
  };
  return {
    async take(client, points, limit) {
      try {
        return balanceOf(limit, await limiterFor(limit).consume(client, points), true);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        // The library counts before it refuses: what was not done is given back.
        return balanceOf(limit, await limiterFor(limit).reward(client, points), false);
      }
    },
    close: store.close,
  };
}

function balanceOf(limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes, isEnough: boolean): Balance {
  const remaining = Math.max(0, remainingPoints);
  return { limit, remaining, used: limit - remaining, resetsAt: new Date(Date.now() + msBeforeNext), isEnough };
}

interface LimiterOptions {
  readonly points: number;
  readonly insuranceLimiter: RateLimiterMemory;
}

function postgresStore(
  { databaseUrl, statementTimeoutMs }: { databaseUrl: string; statementTimeoutMs: number },
  log: Logger,
) {
  // All requests of a client count in one row, one after the other. A crash may forget the last of them; to wait for the disk
  // at each would bound a client to a few hundred requests a second.
  const options = '-c synchronous_commit=off';
  const pool = new Pool({
    ...{ connectionString: databaseUrl, max: 2, application_name: 'tessera-budget', options },
    statement_timeout: statementTimeoutMs,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'budget store'));
  return {
    limiter: (options: LimiterOptions) =>
      new RateLimiterPostgres({
        ...{ storeClient: pool, storeType: 'pool', tableName: 'budget', tableCreated: true, keyPrefix: 'budget' },
        ...{ ...options, duration: SECONDS, clearExpiredByTimeout: true },
      }),
    close: () => pool.end(),
  };
}

function redisStore(url: string, log: Logger) {
  // A connection of its own that fails at once: a request must not wait for Redis to come back.
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  client.on('error', (error) => log.warn({ err: error }, 'budget store'));
  return {
    limiter: (options: LimiterOptions) =>
      new RateLimiterRedis({ storeClient: client, keyPrefix: 'tessera-budget', ...options, duration: SECONDS }),
    async close() {
      client.disconnect();
    },
  };
}
