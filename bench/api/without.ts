import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyRequest } from 'fastify';
import { findViewer } from '../../src/accounts/index.ts';
import type { Config } from '../../src/config.ts';
import { createChanges } from '../../src/db/changes.ts';
import type { Database } from '../../src/db/client.ts';
import type { Context } from '../../src/graphql/context.ts';
import { NOWHERE } from '../../src/http/index.ts';
import type { Logger } from '../../src/log.ts';
import type { Admit } from '../../src/server/admission.ts';
import { apolloOptions } from '../../src/server/apollo.ts';
import { type Budget, createBudget } from '../../src/server/budget.ts';
import { contextMaker } from '../../src/server/context.ts';
import { examine } from '../../src/server/examine.ts';
import { refuseForbidden } from '../../src/server/rights.ts';
import { makeSchema } from '../../src/server/schema.ts';

/** What may be left out of our server to learn what it costs; with `nothing` it is composed alike and whole. */
export type LeftOut = 'nothing' | 'authorisation' | 'limits' | 'logging';

interface Parts {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly database: Database;
  readonly log: Logger;
  readonly apiKey: string;
}

/** Serves the hub's parts with one of them left out: a composition of this bench, which no setting can make. */
export async function startWithout(without: LeftOut, parts: Parts): Promise<{ url: string }> {
  const { config, databaseUrl, log } = parts;
  const app = fastify(without === 'logging' ? {} : { loggerInstance: log.child({ part: 'http' }, { level: 'warn' }) });
  const budget = createBudget({ databaseUrl, statementTimeoutMs: config.statementTimeoutMs }, log);
  const admit = admitWithout(without, budget, config.pointsPerHour);
  const options = apolloOptions({ schema: await makeSchema(), admit, isSchemaShown: true, log });
  const unbounded = { validationRules: [], parseOptions: {}, maxRecursiveSelections: false };
  const apollo = new ApolloServer<Context>({ ...options, ...(without === 'limits' && unbounded) });
  await apollo.start();
  app.post('/graphql', { handler: fastifyApolloHandler(apollo, { context: await contextWithout(without, parts) }) });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: app.listeningOrigin };
}

/** Does what `admission` does, but for what is left out. */
function admitWithout(without: LeftOut, budget: Budget, limit: number): Admit {
  return async (asked, context) => {
    const examined = examine(asked);
    if (without !== 'authorisation') refuseForbidden(examined.restricted, context.viewer);
    if (without === 'limits') return;
    const cost = examined.cost();
    context.spending = { ...cost, budget: await budget.take(context.client ?? '', cost.points, limit) };
  };
}

/** Without authorisation everybody is the holder of the key, who is looked up once. */
async function contextWithout(without: LeftOut, { config, database, apiKey }: Parts) {
  const contextOf = contextMaker(config, database, createChanges(database), NOWHERE);
  if (without !== 'authorisation') return contextOf;
  const viewer = await findViewer(database.db, apiKey, undefined);
  if (!viewer) throw new Error('the key of the bench is not known');
  // Its load comes without a key, so that nobody is looked up.
  return async (request: FastifyRequest): Promise<Context> => ({
    ...(await contextOf(request)),
    viewer,
    client: 'bench',
  });
}
