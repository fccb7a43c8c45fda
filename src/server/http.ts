import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyStatic from '@fastify/static';
import { sql } from 'drizzle-orm';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteHandlerMethod,
} from 'fastify';
import { anonymousPoints, type Config, ConfigError, SETTINGS, showsSchema } from '../config.ts';
import { createChanges } from '../db/changes.ts';
import type { Database } from '../db/client.ts';
import { resolveWith } from '../http/index.ts';
import type { Logger } from '../log.ts';
import { findSigner } from '../signing/index.ts';
import { admission, spending } from './admission.ts';
import { makeApollo } from './apollo.ts';
import { assertClosed } from './assert-closed.ts';
import { createBudget } from './budget.ts';
import { addBulk } from './bulk.ts';
import { addCase } from './case.ts';
import { contextMaker } from './context.ts';
import { addDidDocument } from './did-document.ts';
import { addDocuments } from './documents.ts';
import { addExport } from './export.ts';
import { addExports } from './exports.ts';
import { errorFormatter } from './format-error.ts';
import { graphiqlPage } from './graphiql-page.ts';
import { addIssues } from './issues.ts';
import { LIMITS } from './limits.ts';
import { addOpenBadges } from './open-badges.ts';
import { makeSchema } from './schema.ts';
import { addServerSentEvents } from './server-sent-events.ts';
import { addSharePage } from './share-page.ts';
import { makeStreams } from './stream.ts';
import { addUploads } from './uploads.ts';
import { addWebSocket } from './websocket.ts';

/** Longest that a request may take to arrive: the largest upload, over a slow line. */
const SENT_WITHIN_MS = 10 * 60_000;

/** The API process's HTTP server, listening. */
export interface ApiServer {
  /** Without a path, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Answers what was asked, then stops listening. */
  close(): Promise<void>;
}

/** What the API stands on. */
export interface ApiServices {
  readonly databaseUrl: string;
  readonly database: Database;
}

/**
 * Serves `/graphql`, files in and out, downloads of everything published at `/bulk`, GraphiQL at `/graphiql`, the page of share
 * links at `/share`, the hub's DID document, and the probes `/livez` and `/readyz`.
 */
export async function startHttp(
  config: Config,
  { databaseUrl, database }: ApiServices,
  log: Logger,
): Promise<ApiServer> {
  const logger: FastifyBaseLogger = log.child({ part: 'http' }, { level: 'warn' });
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    forceCloseConnections: 'idle',
    // A sender who never ends would be listened to for ever.
    requestTimeout: SENT_WITHIN_MS,
    genReqId: () => randomUUID(),
  });
  const budget = createBudget(
    { databaseUrl, redisUrl: config.redisUrl?.reveal(), statementTimeoutMs: config.statementTimeoutMs },
    log,
  );
  const allowance = { withKey: config.pointsPerHour, anonymous: anonymousPoints(config) };
  const isSchemaShown = showsSchema(config);
  const spend = spending(budget, allowance);
  const admit = admission(spend);
  const schema = await makeSchema();
  const apollo = makeApollo({ schema, admit, isSchemaShown, log });
  apollo.addPlugin(fastifyApolloDrainPlugin(app));
  await apollo.start();
  const changes = createChanges(database);
  try {
    await assertClosed(apollo, { isSchemaShown, database, changes });
  } catch (error) {
    await apollo.stop();
    await changes.close();
    await budget.close();
    throw error;
  }
  await warnUnsigned(config, database, log);
  const contextOf = contextMaker(config, database, changes, resolveWith(config, database.db));
  const streams = makeStreams({ schema, admit, formatError: errorFormatter(isSchemaShown, log) });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    bodyLimit: LIMITS.bodyBytes,
    errorHandler: answerUnread,
    handler: named(fastifyApolloHandler(apollo, { context: contextOf })),
  });
  const plain = { contextOf, spend, formatError: errorFormatter(isSchemaShown, log), log };
  addServerSentEvents(app, streams, contextOf);
  const closeSockets = addWebSocket(app, streams, contextOf);
  addProbes(app, database);
  addSharePage(app);
  addDidDocument(app, config, database);
  await addDocuments(app, plain);
  addUploads(app, plain);
  addExport(app, plain);
  addCase(app, plain);
  addOpenBadges(app, plain);
  addExports(app, plain);
  addIssues(app, plain);
  addBulk(app, plain);
  // Without a schema to read the explorer shows nothing but an error.
  if (isSchemaShown) await addGraphiql(app);

  try {
    await listen(app, config);
  } catch (error) {
    await changes.close();
    await budget.close();
    throw error;
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    url: `http://${host}:${port}`,
    async close() {
      // Open streams first: they would keep the server from closing.
      await streams.close();
      await closeSockets();
      await apollo.stop();
      await app.close();
      await changes.close();
      await budget.close();
    },
  };
}

/** Names the request in errors that Apollo answers before it asks for a context, such as of a body that holds no query. */
function named(handler: RouteHandlerMethod): RouteHandlerMethod {
  return async function (request, reply) {
    const body = await handler.call(this, request, reply);
    if (reply.statusCode < 400 || typeof body !== 'string') return body;
    const { errors = [], ...answer } = JSON.parse(body) as { errors?: { extensions?: object }[] };
    const requestId = request.id;
    const withName = errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
    return JSON.stringify({ errors: withName, ...answer });
  };
}

/** Tells whoever set up signing that nothing is signed all the same. */
async function warnUnsigned(config: Config, { db }: Database, log: Logger): Promise<void> {
  const signer = config.signingSecret === undefined ? null : await findSigner(db, config);
  if (signer && 'why' in signer) log.warn({ why: signer.why }, 'learner records are not signed');
}

/** Says in GraphQL's form why a body was not read: too large, no JSON, of another media type. */
function answerUnread(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  // A fault of ours is told as everywhere else.
  if (status >= 500) throw error;
  const told =
    status === 413
      ? {
          code: 'DOCUMENT_TOO_LARGE',
          message: `the request is larger than ${LIMITS.bodyBytes} bytes; send less at once`,
        }
      : { code: 'BAD_USER_INPUT', message: error.message };
  const extensions = { code: told.code, requestId: request.id };
  return reply.code(status).send({ errors: [{ message: told.message, extensions }] });
}

/** @throws ConfigError when the address is taken or not ours to take */
async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const { port: setting, host: address } = SETTINGS;
    if (code === 'EADDRINUSE') {
      throw new ConfigError([`${setting.name}: ${port} is in use on ${host}; stop what listens there or set another`]);
    }
    if (code === 'EACCES')
      throw new ConfigError([`${setting.name}: ${port} is not yours to listen on; set one above 1023`]);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new ConfigError([`${address.name}: ${host} is no address of this machine`]);
    }
    throw error;
  }
}

/** `/livez`: the process answers. `/readyz`: it can reach what it needs; 503 otherwise. */
function addProbes(app: FastifyInstance, { db }: Database): void {
  app.get('/livez', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await db.execute(sql`select 1`);
      return { status: 'ok' };
    } catch {
      return reply.code(503).header('retry-after', '5').send({ status: 'database away' });
    }
  });
}

/** GraphiQL from its npm packages: nothing is fetched from elsewhere. */
async function addGraphiql(app: FastifyInstance): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  const roots = {
    react: join(dirname(resolve('react/package.json')), 'umd'),
    'react-dom': join(dirname(resolve('react-dom/package.json')), 'umd'),
    graphiql: dirname(resolve('graphiql/package.json')),
  };
  for (const [name, root] of Object.entries(roots)) {
    await app.register(fastifyStatic, {
      root,
      prefix: `/graphiql/${name}/`,
      decorateReply: false,
      index: false,
      allowedPath: (path) => /\.(js|css)$/u.test(path),
    });
  }
  app.get('/', (_request, reply) => reply.redirect('/graphiql'));
  app.get('/graphiql', (_request, reply) => reply.type('text/html; charset=utf-8').send(graphiqlPage()));
}
