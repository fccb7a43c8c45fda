import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { createApiClient } from '../../src/accounts/index.ts';
import { createDatabase, type Database } from '../../src/db/client.ts';
import { query } from '../../src/db/rows.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { installedPath } from '../../src/installed.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { valueOrThrow } from '../../src/problem.ts';

const PROVIDERS = 50;
const CREDENTIALS = 1_000;
const SKILLS_EACH = 5;
const MODES = ['FACE_TO_FACE', 'ONLINE_SYNC', 'ONLINE_ASYNC', 'HYBRID'] as const;

/** What the operations ask about. */
export interface World {
  readonly apiKey: string;
  /** A credential of the catalogue. */
  readonly credentialUri: string;
  /** A job of the employer that holds the key, and a learner who shares with it. */
  readonly jobId: string;
  readonly learnerId: string;
}

/**
 * Fills a database by the flows everybody's data takes: a catalogue of 1,000 credentials with 5 skills each, imported before
 * the demo world with its learners, badges and jobs, so that the first 100 credentials are alike.
 */
export async function makeWorld(databaseUrl: string): Promise<World> {
  const database = createDatabase(databaseUrl, { as: 'system', applicationName: 'tessera-bench' });
  try {
    await importFile(database, 'framework-csv', installedPath('examples/demo/skills.csv'));
    await importCatalogue(database);
    await seedDemo(database);
    // What autovacuum would do within a minute: no server is to be measured while it runs.
    await database.db.execute(sql`vacuum analyze`);
    const [job] = await findJobsBy(database.db, { positionId: 'da-01' }, { first: 1, after: null });
    const learner = await findLearnerByKey(database.db, 'learner-amina');
    if (!job || !learner) throw new Error('the demo world has changed: the job da-01 or learner-amina is gone');
    const holder = { name: 'bench', role: 'EMPLOYER', organizationId: job.employerId } as const;
    const { secret } = valueOrThrow(await createApiClient(database.db, holder));
    return {
      apiKey: secret,
      credentialUri: uriOf(CREDENTIALS / 2),
      jobId: toGlobalId('Job', job.id),
      learnerId: toGlobalId('Learner', learner.id),
    };
  } finally {
    await database.close();
  }
}

async function importCatalogue(database: Database): Promise<void> {
  const skills = await query<{ uri: string }>(
    database.db,
    sql`select uri from skill where kind <> 'GROUP' and uri like 'https://tessera.example/%' order by id`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const rows = Array.from({ length: CREDENTIALS }, (_, index) => rowOf(index, skills));
    const [first] = rows;
    const lines = [Object.keys(first ?? {}), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(','));
    writeFileSync(join(folder, 'catalogue.csv'), `${lines.join('\n')}\n`);
    await importFile(database, 'catalogue-csv', join(folder, 'catalogue.csv'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowOf(index: number, skills: readonly { uri: string }[]) {
  const provider = index % PROVIDERS;
  const [one, two, ...assessed] = Array.from(
    { length: SKILLS_EACH },
    (_, nth) => skills[(index * 7 + nth * 11) % skills.length]?.uri,
  );
  return {
    provider_id: `bench-${provider}`,
    provider_name_en: `College of Measures ${provider}`,
    provider_name_fr: `Collège des mesures ${provider}`,
    provider_type: 'COLLEGE',
    credential_id: `c-${index}`,
    type: 'MICRO_CREDENTIAL',
    title_en: `Measured Practice ${index}`,
    title_fr: `Pratique mesurée ${index}`,
    description_en: `Learners show what credential ${index} of the measured catalogue asks of them.`,
    status: 'ACTIVE',
    languages: 'en;fr',
    delivery_mode: MODES[index % MODES.length],
    assessed: 'YES',
    total_hours: 10 + (index % 40),
    cost: 100 + ((index * 37) % 900),
    currency: 'CAD',
    skills_taught: [one, two].join(';'),
    skills_assessed: assessed.join(';'),
  };
}

function uriOf(index: number): string {
  return `urn:tessera:credential:bench-${index % PROVIDERS}:c-${index}`;
}

async function importFile(database: Database, format: string, location: string): Promise<void> {
  const source = valueOrThrow(await prepareSource(database, { format, location }, []));
  const run = valueOrThrow(await runImport(database, await openImport(database, source)));
  if (run.state !== 'COMPLETED') throw new Error(`${location}: ${run.state}`);
}
