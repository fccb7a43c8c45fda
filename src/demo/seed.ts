import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { claimSkills, findBadgesOf, setBadgeVisibility } from '../badges/index.ts';
import { grantConsent, revokeConsent } from '../consent/index.ts';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { LearnerId, OrganizationId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { NOWHERE } from '../http/index.ts';
import { openImport, prepareSource, runImport } from '../imports/index.ts';
import { installedPath } from '../installed.ts';
import { publishJob, type StatedRequirement } from '../jobs/index.ts';
import { registerLearners } from '../learners/index.ts';
import { valueOrThrow } from '../problem.ts';
import { upsertOrganizations } from '../providers/index.ts';
import { matchJob } from '../queue/jobs.ts';
import { enqueue } from '../queue/outbox.ts';
import { findSkillsByWords } from '../skills/index.ts';
import { verifyBadge } from '../verification/index.ts';
import { verifyBadges } from '../verifying/index.ts';
import { type SignableBadge, signBadges } from './badge-issuer.ts';
import { type AwardableCredential, type DemoLearner, demoLearners, STORIES_TOLD } from './world.ts';

/** Whether the demo world is in this database already. */
export async function isSeeded(db: Db): Promise<boolean> {
  const [row] = await query(db, sql`select 1 from job where position_id = 'da-01'`);
  return row !== undefined;
}

/** Brings the demo world in by the flows everybody's data takes: imports, consents, postings. Twice is harmless. */
export async function seedDemo(database: Database): Promise<void> {
  await importFile(database, 'framework-csv', installedPath('examples/demo/skills.csv'));
  await importFile(database, 'catalogue-csv', installedPath('examples/demo/catalogue.csv'));
  const learners = demoLearners(await findAwardable(database.db));
  const ids = await registerLearners(
    database.db,
    learners.map(({ person }) => person),
  );
  await importBadges(database, learners);
  await verifyBadgesOf(database, ids.slice(0, STORIES_TOLD));
  const employers = await publishJobs(database);
  await transaction(database.db, async (tx) => {
    for (const [index, learner] of learners.entries()) {
      const learnerId = ids[index];
      if (learnerId !== undefined) await share(tx, learnerId, learner, employers);
    }
  });
}

async function importFile(database: Database, format: string, location: string): Promise<void> {
  const source = valueOrThrow(await prepareSource(database, { format, location }, []));
  const run = valueOrThrow(await runImport(database, await openImport(database, source)));
  if (run.state === 'FAILED') throw new Error(`${location}: ${run.failure?.message}`);
}

/** Badges of version 3 come signed by their providers, older ones as they are hosted; each provider is known by its DID. */
async function importBadges(database: Database, learners: readonly DemoLearner[]): Promise<void> {
  const badges = learners.flatMap(({ badges }) => badges);
  const { signed, dids } = await signBadges(badges.filter(isCredential));
  await nameProviders(database.db, dids);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-demo-'));
  try {
    const others = badges.filter((badge) => !isCredential(badge));
    writeFileSync(join(folder, 'badges.json'), JSON.stringify([...signed, ...others]));
    await importFile(database, 'open-badges', join(folder, 'badges.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Badges of those whom the first queries are about are verified at once, rather than when workers come to them. */
async function verifyBadgesOf(database: Database, learnerIds: readonly LearnerId[]): Promise<void> {
  const badges = await findBadgesOf(database.db, learnerIds, { isVisible: sql`true`, isNamed: sql`true` });
  await verifyBadges(
    database,
    badges.map(({ id }) => id),
    { resolve: NOWHERE, verify: verifyBadge, now: new Date() },
  );
}

function isCredential(badge: Readonly<Record<string, unknown>>): badge is SignableBadge {
  return 'credentialSubject' in badge;
}

async function nameProviders(db: Db, dids: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...dids].map(([uri, did]) => ({ uri, did }));
  await db.execute(sql`insert into external_id (noun, noun_id, scheme, value)
    select 'ORGANIZATION', organization.id, 'DID', did from ${rowsOf(rows, 'uri text, did text')} as input
    join organization on organization.uri = input.uri
    on conflict do nothing`);
}

/** Micro-credentials of the catalogue with the skills they assess, and those skills' exact matches elsewhere. */
async function findAwardable(db: Db): Promise<AwardableCredential[]> {
  return query<AwardableCredential & Record<string, unknown>>(
    db,
    sql`select credential.uri, credential.name ->> 'en' as name, organization.uri as "providerUri",
               organization.name ->> 'en' as "providerName", valid_years as "validYears",
               (select json_agg(json_build_object('uri', skill.uri, 'label', skill.labels ->> 'en', 'exactMatch', (
                  select to_uri from skill_relation where from_id = skill.id and kind = 'EXACT' limit 1)) order by edge.id)
                from credential_skill edge join skill on skill.id = edge.skill_id
                where edge.credential_id = credential.id and edge.relation = 'ASSESSES') as skills
        from credential join organization on organization.id = credential.provider_id
        where credential.type = 'MICRO_CREDENTIAL' and credential.uri like 'urn:tessera:credential:%'
          and exists (select 1 from credential_skill where credential_id = credential.id and relation = 'ASSESSES')
        order by credential.uri`,
  );
}

interface JobsFile {
  readonly employers: readonly { uri: string; name: Record<string, string>; region: string }[];
  readonly jobs: readonly {
    employer: string;
    positionId: string;
    title: Record<string, string>;
    noc2021: string;
    requirement: StatedRequirement;
  }[];
}

async function publishJobs(database: Database): Promise<OrganizationId[]> {
  const file: JobsFile = JSON.parse(readFileSync(installedPath('examples/demo/jobs.json'), 'utf8'));
  return transaction(database.db, async (tx) => {
    const employers = await upsertOrganizations(
      tx,
      file.employers.map((employer) => ({ ...employer, kind: 'EMPLOYER', roles: ['EMPLOYER'] })),
    );
    for (const { employer, ...posting } of file.jobs) {
      const employerId = employers.get(employer);
      if (employerId === undefined) throw new Error(`jobs.json names no employer ${employer}`);
      const jobId = valueOrThrow(await publishJob(tx, { employerId, ...posting }, new Date()));
      await enqueue(tx, matchJob, { jobId });
    }
    return [...employers.values()];
  });
}

/** Gives the consents of a learner's sort. */
async function share(
  tx: Db,
  learnerId: LearnerId,
  { sharing, claims }: DemoLearner,
  employers: readonly OrganizationId[],
): Promise<void> {
  const claimed = await findSkillsByWords(tx, claims);
  await claimSkills(
    tx,
    learnerId,
    [...claimed.values()].map(({ skillId }) => skillId),
  );
  const badges = await findBadgesOf(tx, [learnerId], { isVisible: sql`true`, isNamed: sql`true` });
  const [first] = badges;
  if (sharing === 'NOBODY' || !first) return;
  if (sharing === 'PUBLIC_BADGE') {
    await setBadgeVisibility(tx, learnerId, first.id, 'PUBLIC');
    return;
  }
  const isNamed = sharing === 'ONE_EMPLOYER_WITH_NAME' || sharing === 'ONE_EMPLOYER_SOME_BADGES';
  const grantId = valueOrThrow(
    await grantConsent(tx, learnerId, {
      audience: isNamed ? 'ORGANIZATION' : 'ANY_EMPLOYER',
      ...(isNamed && { organizationId: employerFor(learnerId, employers) }),
      ...(sharing === 'ONE_EMPLOYER_SOME_BADGES'
        ? { scope: 'SOME_BADGES', badgeIds: [first.id] }
        : { scope: 'ALL_BADGES' }),
      showsName: sharing === 'ONE_EMPLOYER_WITH_NAME',
      purpose: 'Considering me for a position',
      endsAt: new Date(Date.now() + 365 * 86_400_000),
    }),
  );
  if (sharing === 'REVOKED') valueOrThrow(await revokeConsent(tx, learnerId, grantId));
  if (sharing === 'ENDED') {
    await tx.execute(sql`update consent_grant set starts_at = now() - interval '2 years', ends_at = now() - interval '1 year'
                         where learner_id = ${learnerId} and id = ${grantId}`);
  }
}

function employerFor(learnerId: LearnerId, employers: readonly OrganizationId[]): OrganizationId {
  const found = employers[(learnerId - 1) % employers.length];
  if (found === undefined) throw new Error('the demo has no employer');
  return found;
}
