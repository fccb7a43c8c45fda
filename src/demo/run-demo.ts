import { randomBytes } from 'node:crypto';
import { type Config, ConfigError, SETTINGS, Secret } from '../config.ts';
import { asSystem } from '../db/as-reader.ts';
import { createDatabase } from '../db/client.ts';
import { tryLock } from '../db/lock.ts';
import type { Logger } from '../log.ts';
import { runBoth } from '../start.ts';
import { type DevIssuer, startDevIssuer } from './dev-issuer.ts';
import { explorerLink } from './explorer-link.ts';
import { type DemoIdentities, makeIdentities } from './identities.ts';
import { firstQuery, gapQuery } from './queries.ts';
import { isSeeded, seedDemo } from './seed.ts';

/**
 * Runs the hub with the demo world: seeds it on the first start, then prints addresses, keys, a login page and a query to try.
 */
export async function runDemo(config: Config, log: Logger): Promise<void> {
  const adminKey = config.adminKey ?? new Secret(`tessera_admin_${randomBytes(24).toString('base64url')}`);
  const oidcAudience = config.oidcAudience ?? 'tessera-demo';
  const place = SETTINGS[config.databaseUrl ? 'databaseUrl' : 'dataDir'].name;
  const held: { release?: () => Promise<void> } = {};
  const issuer = await startDevIssuer(config.port === 0 ? 0 : config.port + 1, oidcAudience);
  try {
    await runBoth(
      {
        ...config,
        introspection: config.introspection ?? true,
        adminKey,
        oidcAudience,
        oidcIssuers: [...config.oidcIssuers, issuer.url],
      },
      log,
      async ({ api, services }) => {
        const world = await asSystem(services.database.db, (tx) => makeIdentities(tx, issuer.url));
        openLogin(issuer, api.url, world);
        process.stdout.write(welcome(api.url, issuer.loginUrl, adminKey.reveal(), world));
      },
      async ({ databaseUrl, database }) => {
        const release = await tryLock(database, 'demo');
        // Two demos over one database would each make the other's keys void.
        if (!release) throw new ConfigError([`${place}: a demo runs over it already; stop it, or set another`]);
        held.release = release;
        if (await isSeeded(database.db)) return;
        process.stdout.write(
          'Making the demo world: 12 providers, 66 credentials, 157 skills, 200 learners, 10 jobs …\n',
        );
        // Its flows open transactions of their own, and the API's connections see no learner outside of them.
        const own = createDatabase(databaseUrl, { as: 'system', applicationName: 'tessera-demo' });
        await seedDemo(own).finally(own.close);
      },
    );
  } finally {
    await issuer.close();
    await held.release?.();
  }
}

function openLogin(issuer: DevIssuer, apiUrl: string, { identities, jobId }: DemoIdentities): void {
  issuer.open(
    identities.map(({ subject, displayName, who, role, learnerId }) => ({
      ...{ subject, displayName, who },
      linkWith: (token) => explorerLink(apiUrl, firstQuery({ role, learnerId }, jobId), token),
    })),
  );
}

function welcome(url: string, loginUrl: string, adminKey: string, world: DemoIdentities): string {
  const query = gapQuery(world.learnerId, world.jobId);
  const keys = world.identities.map(({ who, key }) => [who, key ?? adminKey] as const);
  const width = Math.max(...keys.map(([who]) => who.length));
  const [, aminaKey] = keys[0] ?? ['', ''];
  return `
Tessera is ready.

  GraphQL   ${url}/graphql
  Explorer  ${url}/graphiql
  Sign in   ${loginUrl}   (as anybody of the demo, one click)

Keys (send as "Authorization: Bearer …"):
${keys.map(([who, key]) => `  ${who.padEnd(width)}  ${key}`).join('\n')}

What does Amina lack for the data analyst's job, and what closes it?

${query.replaceAll(/^/gmu, '  ')}

Open it in the explorer:
  ${explorerLink(url, query, aminaKey)}

or ask from a shell:
  curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${aminaKey}' \\
    -d '${JSON.stringify({ query: query.replaceAll(/\s+/gu, ' ') })}'

Ctrl-C stops everything; the data stays.
`;
}
