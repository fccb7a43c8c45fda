import { randomBytes } from 'node:crypto';
import { like } from 'drizzle-orm';
import { createApiClient } from '../accounts/index.ts';
import { apiClient } from '../accounts/tables.ts';
import { type Config, Secret } from '../config.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId, OrganizationId } from '../db/ids.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { findJobsBy } from '../jobs/index.ts';
import { findLearnerByKey } from '../learners/index.ts';
import type { Logger } from '../log.ts';
import { valueOrThrow } from '../problem.ts';
import { findOrganizations } from '../providers/index.ts';
import { runBoth } from '../start.ts';
import { isSeeded, seedDemo } from './seed.ts';

const NAME = 'demo: ';

/** Runs the hub with the demo world: seeds it on the first start, then prints addresses, keys and a query to try. */
export async function runDemo(config: Config, log: Logger): Promise<void> {
  const adminKey = config.adminKey ?? new Secret(`tessera_admin_${randomBytes(24).toString('base64url')}`);
  await runBoth(
    // Whoever tries the demo asks from one machine, and often.
    { ...config, adminKey, anonymousPointsPerHour: config.pointsPerHour },
    log,
    async ({ api, services }) => {
      const world = await makeIdentities(services.database.db);
      process.stdout.write(welcome(api.url, adminKey.reveal(), world));
    },
    async ({ database }) => {
      if (await isSeeded(database.db)) return;
      process.stdout.write(
        'Making the demo world: 12 providers, 66 credentials, 157 skills, 200 learners, 10 jobs …\n',
      );
      await seedDemo(database);
    },
  );
}

interface Identities {
  readonly learnerId: string;
  readonly jobId: string;
  readonly keys: readonly (readonly [who: string, key: string])[];
}

/** Keys of the demo's people, made anew at every start: a key is shown once and only its hash is kept. */
async function makeIdentities(db: Db): Promise<Identities> {
  await db.delete(apiClient).where(like(apiClient.name, `${NAME}%`));
  const amina = await findLearnerByKey(db, 'learner-amina');
  const lucas = await findLearnerByKey(db, 'learner-lucas');
  const [job] = await findJobsBy(db, { positionId: 'da-01' }, { first: 1, after: null });
  const [portal] = await findOrganizations(db, { role: 'PROVIDER' }, { first: 1, after: null });
  if (!amina || !lucas || !job || !portal)
    throw new Error('the demo world is incomplete; remove the data folder and start again');
  const key = (
    name: string,
    role: 'EMPLOYER' | 'LEARNER' | 'PORTAL',
    ids: { organizationId?: OrganizationId; learnerId?: LearnerId },
  ) => createApiClient(db, { name: `${NAME}${name}`, role, ...ids }).then((made) => valueOrThrow(made).secret);
  return {
    learnerId: toGlobalId('Learner', amina.id),
    jobId: toGlobalId('Job', job.id),
    keys: [
      ['learner Amina Okafor', await key('Amina', 'LEARNER', { learnerId: amina.id })],
      ['learner Lucas Tremblay', await key('Lucas', 'LEARNER', { learnerId: lucas.id })],
      ['employer Lakeview Insurance', await key('Lakeview', 'EMPLOYER', { organizationId: job.employerId })],
      ['portal', await key('portal', 'PORTAL', { organizationId: portal.id })],
    ],
  };
}

function welcome(url: string, adminKey: string, { learnerId, jobId, keys }: Identities): string {
  const query = `{
  skillGap(learnerId: "${learnerId}", jobId: "${jobId}") {
    learner { displayName }
    job { title }
    score requiredMet requiredTotal
    requirements { label importance state reason }
  }
  recommendations(learnerId: "${learnerId}", jobId: "${jobId}") {
    plans {
      costCents hours requiredMetAfter requiredTotal
      steps { credential { name provider { name } } closes reasons }
    }
  }
}`;
  const width = Math.max(...keys.map(([who]) => who.length));
  const [, aminaKey] = keys[0] ?? ['', ''];
  const explorer = new URL('/graphiql', url);
  // After the #, which browsers keep to themselves: a key in a query string would stand in every log on the way.
  explorer.hash = new URLSearchParams({
    query,
    headers: JSON.stringify({ Authorization: `Bearer ${aminaKey}` }),
  }).toString();
  return `
Tessera is ready.

  GraphQL   ${url}/graphql
  Explorer  ${url}/graphiql

Keys (send as "Authorization: Bearer …"):
${[...keys, ['administrator', adminKey] as const].map(([who, key]) => `  ${who.padEnd(width)}  ${key}`).join('\n')}

What does Amina lack for the data analyst's job, and what closes it?

${query.replaceAll(/^/gmu, '  ')}

Open it in the explorer:
  ${explorer.href}

or ask from a shell:
  curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${aminaKey}' \\
    -d '${JSON.stringify({ query: query.replaceAll(/\s+/gu, ' ') })}'

Ctrl-C stops everything; the data stays.
`;
}
