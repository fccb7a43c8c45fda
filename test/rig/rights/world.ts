import { readFileSync } from 'node:fs';
import { createShareLink } from '../../../src/consent/index.ts';
import type { FrameworkId, JobId, LearnerId, OrganizationId } from '../../../src/db/ids.ts';
import { seedDemo } from '../../../src/demo/seed.ts';
import { toGlobalId } from '../../../src/graphql/global-id.ts';
import { findLearnerByKey } from '../../../src/learners/index.ts';
import { buildSkillIndex } from '../../../src/linking/index.ts';
import { valueOrThrow } from '../../../src/problem.ts';
import type { TestDatabase } from '../database.ts';
import { escoFiles, uri } from '../esco-folder.ts';
import type { Hub } from '../hub.ts';
import { importInto } from '../import-into.ts';
import type { TestIssuer } from '../issuer.ts';
import { makeGrant } from '../learner-world.ts';

/** Who asks, in the order of the table's columns. */
export const VIEWERS = [
  'nobody',
  'guest',
  'provider',
  'portal',
  'employer',
  'employer shown badges',
  'employer shown the name',
  'its manager',
  'the learner',
  'another learner',
  'auditor',
  'administrator',
] as const;
export type MatrixViewer = (typeof VIEWERS)[number];

/** How each sends their requests. */
export type Credentials = Readonly<Record<MatrixViewer, { readonly key: string | null; readonly as?: string }>>;

/** Things of the world by their global ids: of each type one with every field of it filled. */
export interface MatrixWorld {
  readonly learner: string;
  readonly badge: string;
  readonly grant: string;
  readonly shareLink: string;
  readonly priorLearning: string;
  /** What its address ends in. */
  readonly token: string;
  readonly job: string;
  readonly organization: string;
  readonly framework: string;
  readonly skill: string;
  readonly occupation: string;
  /** One that has its skills through a crosswalk. */
  readonly inferring: string;
  readonly credential: string;
  /** Credentials that have something of each kind. */
  readonly with: Readonly<Record<keyof typeof PARTS, string>>;
  readonly source: string;
  readonly run: string;
  readonly failedRun: string;
  readonly dryRun: string;
  /** A crosswalk that was accepted. */
  readonly linkReview: string;
}

const PARTS = {
  skills: 'credential_skill where skill_id is not null and credential_id',
  relations: 'credential_relation where to_id is not null and from_id',
  endorsements: 'endorsement where credential_id',
  offerings: 'offering where credential_id',
  priorLearning: 'prior_learning_policy where credential_id',
  funding: 'funding_eligibility where credential_id',
} as const;

/** The demo world, in which one learner shows their badges to one employer, and also their name to another. */
export async function makeMatrixWorld(hub: Hub, issuer: TestIssuer): Promise<MatrixWorld & { viewers: Credentials }> {
  const { database } = hub;
  await seedDemo(database);
  await importInto(database, 'esco', escoFiles());
  await importInto(database, 'noc', {
    'structure.csv': 'Level,Code - NOC 2021 V1.0,Class title\n5,63202,Bakers\n',
  });
  await importInto(database, 'crosswalk', {
    'skos.csv': `subject,predicate,object,vintage,subject_framework\n63202,skos:closeMatch,${uri.occupation('o1')},2025,noc\n`,
  });
  const failed = await importInto(database, 'catalogue-csv', { 'catalogue.csv': 'no,such,header\n1,2,3\n' });
  const flawed = await importInto(database, 'catalogue-csv', { 'catalogue.csv': flawedCatalogue() });
  const dry = await importInto(database, 'catalogue-csv', { 'catalogue.csv': flawedCatalogue() }, { mode: 'DRY_RUN' });
  const id = async (table: string, condition: string): Promise<number> => {
    const [row] = await database.sql.unsafe(`select id from ${table} where ${condition} order by id limit 1`);
    if (!row) throw new Error(`no ${table} where ${condition}`);
    return Number(row.id);
  };
  const amina = await findLearnerByKey(database.db, 'learner-amina');
  const lucas = await findLearnerByKey(database.db, 'learner-lucas');
  if (!amina || !lucas) throw new Error('the demo world lacks its learners');

  // Of all the demo's consents only the two that the table is about are left.
  await database.sql`delete from consent_grant`;
  await database.sql`update badge set visibility = 'BY_GRANT'`;
  await stateAll(database, amina.id);
  const employers = await database.sql<{ id: string }[]>`
    select id from organization where 'EMPLOYER' = any(roles) order by id limit 3`;
  const [none, shown, named] = employers.map((row) => Number(row.id) as OrganizationId) as [
    OrganizationId,
    OrganizationId,
    OrganizationId,
  ];
  const grant = await makeGrant(database.db, amina.id, { audience: 'ORGANIZATION', organizationId: shown });
  await makeGrant(database.db, amina.id, { audience: 'ORGANIZATION', organizationId: named, showsName: true });
  const provider = (await id('organization', `'PROVIDER' = any(roles)`)) as OrganizationId;
  await database.sql`insert into skill_claim (learner_id, skill_id, level_id, note)
    select ${amina.id}, (select max(id) from skill where kind = 'SKILL'), (select min(id) from level), 'a note'`;
  await database.sql`update requirement set required_level = '{"value": 1}', required_level_id = (select min(id) from level)
    where kind = 'SKILL' and job_id = (select id from job where position_id = 'da-01')`;
  await database.sql`with other as (
      insert into level_scale (uri, name) values ('urn:scale', '{"en":"Other"}') returning id),
    step as (insert into level (scale_id, rank, name) select id, 1, '{"en":"One"}' from other returning id, scale_id)
    insert into level_equivalence (from_id, to_scale_id, to_id, source)
    select (select min(level.id) from level), step.scale_id, step.id, 'a table' from step`;
  await database.sql`insert into prior_learning_claim
    (learner_id, provider_id, credential_id, description, state, claimant_name, reason, submitted_at, decided_at)
    values (${amina.id}, ${provider}, (select min(id) from credential), 'd', 'DECLINED', 'n', 'r', now(), now())`;
  const priorLearning = await id('prior_learning_claim', 'true');
  await database.sql`insert into prior_learning_skill
    select ${amina.id}, ${priorLearning}, min(id) from skill where kind = 'SKILL'`;
  await database.sql`insert into prior_learning_document (learner_id, claim_id, name, media_type, content, size, sha256)
    values (${amina.id}, ${priorLearning}, 'a', 'application/pdf', '\\x00', 1, 'x')`;
  await database.sql`insert into badge (learner_id, format, issuer_uri, uri, name, document)
    values (${amina.id}, 'OPEN_BADGES_2', 'https://issuer.example', 'urn:two', 'two', '{}')`;
  await database.sql`insert into learner_access
    (learner_id, on_day, kind, reader, organization_id, grant_id, first_at, last_at, times)
    values (${amina.id}, '2020-01-01', 'BADGES', 'ORGANIZATION', ${shown}, ${grant}, now(), now(), 1)`;
  const esco = (await id('framework', `code = 'esco'`)) as FrameworkId;
  valueOrThrow(await buildSkillIndex(database, esco, AbortSignal.timeout(60_000)));
  await database.sql`insert into link_review
    (kind, key, words, from_skill_id, framework_id, candidates, confidence, state, skill_id, relation, decided_at, ranked_with)
    select 'CROSSWALK', '', 'w', min(id), ${esco}, jsonb_build_array(jsonb_build_object('skillId', max(id), 'confidence', 1,
           'foundBy', 'LABEL', 'relation', 'EXACT')), 1, 'ACCEPTED', max(id), 'EXACT', now(), '' from skill where kind = 'SKILL'`;
  const link = valueOrThrow(
    await createShareLink(database.db, amina.id, {
      ...{ scope: 'ALL_BADGES', showsName: false, purpose: 'a test', endsAt: new Date(Date.now() + 86_400_000) },
    }),
  );

  const key = (
    role: Parameters<Hub['makeKey']>[0]['role'],
    more: { organizationId?: OrganizationId; learnerId?: LearnerId },
  ) => hub.makeKey({ name: `matrix ${role}`, role, ...more });
  const add = 'mutation ($input: AddMemberInput!) { addMember(input: $input) { errors { message } } }';
  const input = { issuer: issuer.url, subject: 'manager', role: 'EMPLOYER', isManager: true };
  await hub.ask(add, { input: { ...input, organizationId: toGlobalId('Organization', shown) } });
  const viewers: Credentials = {
    nobody: { key: null },
    guest: { key: await issuer.sign({ sub: 'guest', name: 'Guest', exp: Math.floor(Date.now() / 1_000) + 3_600 }) },
    provider: { key: await key('PROVIDER', { organizationId: provider }) },
    portal: { key: await key('PORTAL', { organizationId: provider }) },
    employer: { key: await key('EMPLOYER', { organizationId: none }) },
    'employer shown badges': { key: await key('EMPLOYER', { organizationId: shown }) },
    'employer shown the name': { key: await key('EMPLOYER', { organizationId: named }) },
    'its manager': {
      key: await issuer.sign({ sub: 'manager', name: 'Manager', exp: Math.floor(Date.now() / 1_000) + 3_600 }),
      as: toGlobalId('Organization', shown),
    },
    'the learner': { key: await key('LEARNER', { learnerId: amina.id }) },
    'another learner': { key: await key('LEARNER', { learnerId: lucas.id }) },
    auditor: { key: await key('AUDITOR', {}) },
    administrator: { key: await key('ADMINISTRATOR', {}) },
  };
  const withParts = await Promise.all(
    Object.entries(PARTS).map(async ([part, condition]) => [
      part,
      toGlobalId('Credential', await id('credential', `exists (select from ${condition} = credential.id)`)),
    ]),
  );
  return {
    viewers,
    learner: toGlobalId('Learner', amina.id),
    badge: toGlobalId('Badge', await id('badge', `learner_id = ${amina.id} and credential_id is not null`)),
    grant: toGlobalId('ConsentGrant', grant),
    priorLearning: toGlobalId('PriorLearningClaim', priorLearning),
    ...{ shareLink: toGlobalId('ShareLink', link.id), token: link.token },
    job: toGlobalId('Job', (await id('job', `position_id = 'da-01'`)) as JobId),
    organization: toGlobalId('Organization', shown),
    framework: toGlobalId('Framework', await id('framework', `code = 'esco'`)),
    skill: toGlobalId('Skill', await id('skill', `exists (select from skill_relation where from_id = skill.id)`)),
    occupation: toGlobalId(
      'Occupation',
      await id('occupation', `exists (select from occupation_skill where occupation_id = occupation.id)`),
    ),
    inferring: toGlobalId('Occupation', await id('occupation', `code = '63202'`)),
    credential: toGlobalId('Credential', await id('credential', 'true')),
    with: Object.fromEntries(withParts),
    source: toGlobalId('Source', Number(flawed.sourceId)),
    run: toGlobalId('ImportRun', Number(flawed.id)),
    failedRun: toGlobalId('ImportRun', Number(failed.id)),
    dryRun: toGlobalId('ImportRun', Number(dry.id)),
    linkReview: toGlobalId('LinkReview', await id('link_review', 'true')),
  };
}

/** Everything a badge can state, a bundle, and a stack that asks for something first. */
async function stateAll({ sql }: TestDatabase, learnerId: LearnerId): Promise<void> {
  const pointer = '/credentialSubject/result';
  const results = [{ pointer, status: 'Completed', level: 'Proficient', levelUris: [], about: [0] }];
  const endorsements = [
    { endorsed: 'BADGE', endorserUri: 'did:web:board.example', pointer: '/endorsement', comment: 'Good' },
  ];
  await sql`update badge set results = ${JSON.stringify(results)}::text::jsonb, endorsements = ${JSON.stringify(endorsements)}::text::jsonb,
              workload = 'PT6H', credits = 1, credit_framework = 'ECTS', eqf_level = 5, awarding_body = 'A faculty'
            where learner_id = ${learnerId}`;
  const [part] = await sql<{ id: string }[]>`select credential_id as id from badge
    where learner_id = ${learnerId} and credential_id is not null order by id limit 1`;
  const [larger, before] = await sql<{ id: string; uri: string }[]>`select id, uri from credential
    where id not in (select credential_id from badge where learner_id = ${learnerId} and credential_id is not null)
    order by id limit 2`;
  if (!part || !larger || !before) throw new Error('the demo world lacks credentials to stack');
  await sql`insert into credential_relation (from_id, kind, to_uri, to_id)
    values (${part.id}, 'PART_OF', ${larger.uri}, ${larger.id}), (${larger.id}, 'REQUIRES', ${before.uri}, ${before.id})
    on conflict do nothing`;
  const [bundle] = await sql<{ id: string }[]>`
    insert into badge_bundle (learner_id, issuer_uri, uri, is_partial, members, document)
    values (${learnerId}, 'did:web:college.example', 'urn:clr:matrix', true, '[]'::text::jsonb, '{}'::text::jsonb) returning id`;
  await sql`insert into badge_association (learner_id, bundle_id, position, kind, source_uri, target_uri)
    values (${learnerId}, ${bundle?.id ?? ''}, 0, 'isPartOf', 'urn:1', 'urn:2')`;
}

/** A catalogue whose one row states nothing. */
function flawedCatalogue(): string {
  const [header = ''] = readFileSync(new URL('../../../examples/demo/catalogue.csv', import.meta.url), 'utf8').split(
    '\n',
  );
  return `${header}\n${header
    .split(',')
    .map(() => '')
    .join(',')}\n`;
}
