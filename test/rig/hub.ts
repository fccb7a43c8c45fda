import { afterAll, beforeAll, inject } from 'vitest';
import { type ClientToCreate, createApiClient } from '../../src/accounts/index.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createDatabase, type Database } from '../../src/db/client.ts';
import { createLogger } from '../../src/log.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { createQueueBackend } from '../../src/queue/backend.ts';
import { findNamespace } from '../../src/queue/find-namespace.ts';
import { type ApiServer, startHttp } from '../../src/server/http.ts';
import { startWorkers, type Workers } from '../../workers/main.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const ADMIN_KEY = 'administrator-of-the-tests';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Test files know what they asked for.
  // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is its document's.
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: { readonly code: string; readonly field?: string; readonly requestId?: string };
  }[];
  readonly extensions?: { readonly cost?: { readonly nodes: number; readonly points: number } };
}

/** Errors without the name of their request, which must be the one the answer's headers give. */
function withoutRequestId({ errors }: Pick<Answer, 'errors'>, { headers }: Response): Pick<Answer, 'errors'> {
  if (!errors) return {};
  return {
    errors: errors.map(({ extensions: { requestId, ...extensions }, ...error }) => {
      if (requestId !== headers.get('x-request-id')) throw new Error(`${error.message}: the error names no request`);
      return { ...error, extensions };
    }),
  };
}

/** API and, when asked for, workers, over a database of the file's own. */
export interface Hub {
  readonly database: TestDatabase;
  readonly url: string;
  readonly config: Config;
  /** Posts a document; `key` (or token) null sends none, absent sends the administrator's; `as` says for whom to act. */
  ask(
    document: string,
    variables?: object,
    options?: { key?: string | null; language?: string; as?: string },
  ): Promise<Answer>;
  makeKey(client: ClientToCreate): Promise<string>;
}

/** A running hub, there from `beforeAll` on. */
export function testHub(
  options: {
    workers?: boolean;
    environment?: Readonly<Record<string, string>>;
    /** As whom the API asks the database: `owner` leaves row-level security off. */
    as?: 'requests' | 'owner';
  } = {},
): Hub {
  const environment = { TESSERA_ANONYMOUS_POINTS_PER_HOUR: '5000', ...options.environment };
  const database = testDatabase();
  const held: { api?: ApiServer; workers?: Workers; asked?: Database; system?: Database } = {};
  const config = readConfig({ PORT: '0', TESSERA_ADMIN_KEY: ADMIN_KEY, ...environment });
  beforeAll(async () => {
    const log = createLogger('error');
    held.asked = createDatabase(database.url, {
      as: options.as ?? 'requests',
      onStatement: (text) => database.statements.push(text),
    });
    held.api = await startHttp(config, { databaseUrl: database.url, database: held.asked }, log);
    if (!options.workers) return;
    const redisUrl = inject('queues') === 'redis' ? (inject('redisUrl') ?? undefined) : undefined;
    const namespace = await findNamespace(database.db);
    const queues = createQueueBackend({ databaseUrl: database.url, redisUrl, namespace });
    held.system = createDatabase(database.url, { as: 'system' });
    held.workers = await startWorkers(config, { database: held.system, queues }, log);
  });
  afterAll(async () => {
    await held.workers?.stop();
    await held.api?.close();
    await held.asked?.close();
    await held.system?.close();
  });

  return {
    database,
    config,
    get url() {
      return held.api?.url ?? '';
    },
    async ask(document, variables = {}, { key, language, as } = {}) {
      const sent = key === undefined ? config.adminKey?.reveal() : key;
      const response = await fetch(`${held.api?.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(sent != null && { authorization: `Bearer ${sent}` }),
          ...(as !== undefined && { 'tessera-as': as }),
          ...(language !== undefined && { 'accept-language': language }),
        },
        body: JSON.stringify({ query: document, variables }),
      });
      const answer = (await response.json()) as Omit<Answer, 'status' | 'headers'>;
      return { ...answer, ...withoutRequestId(answer, response), status: response.status, headers: response.headers };
    },
    makeKey: (client) => createApiClient(database.db, client).then((made) => valueOrThrow(made).secret),
  };
}

/** Asks again until the answer is the one waited for; fails after 30 s with the last one. */
export async function until<T>(read: () => Promise<T>, isReached: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const value = await read();
    if (isReached(value)) return value;
    if (Date.now() > deadline) throw new Error(`not reached: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
