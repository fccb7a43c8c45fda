import { createShareLink } from '../../../src/consent/index.ts';
import type { LearnerId, OrganizationId } from '../../../src/db/ids.ts';
import { seedDemo } from '../../../src/demo/seed.ts';
import { toGlobalId } from '../../../src/graphql/global-id.ts';
import { findLearnerByKey } from '../../../src/learners/index.ts';
import { valueOrThrow } from '../../../src/problem.ts';
import type { Hub } from '../hub.ts';
import type { TestIssuer } from '../issuer.ts';
import { makeBadges, makeGrant, makeLearners } from '../learner-world.ts';
import { makeOrganizations } from '../organizations.ts';

/** Stands in every text of the tenant that is not public: where it turns up, somebody was told of them. */
export const MARKER = 'Quagga';

export interface Sender {
  readonly key: string | null;
  readonly as?: string;
}

/** Somebody's world and those who have nothing to do with it. */
export interface ForeignWorld {
  /** Ids of what is theirs, by type. */
  readonly theirs: Readonly<Record<string, string>>;
  /** Ids of what is everybody's, by type, to fill the other arguments with. */
  readonly open: Readonly<Record<string, string>>;
  /** Types of which a stranger may not learn that a row is there. */
  readonly hidden: readonly string[];
  /** Words of theirs in any answer. */
  readonly secrets: readonly string[];
  readonly strangers: Readonly<Record<string, Sender>>;
  readonly itsLearner: Sender;
  /** Every row that is theirs, as text, by table. */
  rows(): Promise<Readonly<Record<string, readonly string[]>>>;
}

/** A learner and an employer with something of everything, beside the demo's world, and strangers of every kind. */
export async function makeForeignWorld(hub: Hub, issuer: TestIssuer): Promise<ForeignWorld> {
  const { db, sql } = hub.database;
  await seedDemo(hub.database);
  const { theirs, other, portal, provider } = await makeOrganizations(db, {
    ...{ theirs: 'EMPLOYER', other: 'EMPLOYER', portal: 'PORTAL', provider: 'PROVIDER' },
  });
  const [learnerId] = (await makeLearners(db, MARKER)) as [LearnerId];
  const [badgeId] = await makeBadges(db, learnerId, [
    { name: `${MARKER} a` },
    { name: `${MARKER} b`, visibility: 'PRIVATE' },
  ]);
  const grantId = await makeGrant(db, learnerId, { audience: 'ORGANIZATION', organizationId: theirs, showsName: true });
  const link = valueOrThrow(
    await createShareLink(db, learnerId, {
      ...{ scope: 'ALL_BADGES', showsName: true, purpose: MARKER, endsAt: new Date(Date.now() + 86_400_000) },
    }),
  );
  await sql`update consent_grant set purpose = ${MARKER} where id = ${grantId}`;
  const own = { organizationId: theirs };
  const one = async (statement: Promise<readonly Record<string, unknown>[]>) => Number((await statement)[0]?.id);
  const skillId = await one(sql`select id from skill where kind = 'SKILL' order by id limit 1`);
  const priorLearning = await one(
    sql`insert into prior_learning_claim (learner_id, provider_id, description, state)
        values (${learnerId}, ${theirs}, ${MARKER}, 'DRAFT') returning id`,
  );
  await sql`insert into prior_learning_skill values (${learnerId}, ${priorLearning}, ${skillId})`;
  await sql`insert into skill_evidence (learner_id, skill_id, rung, badge_id, path)
            values (${learnerId}, ${skillId}, 'SELF_CLAIMED', ${badgeId ?? 0}, '{"rule":"a test"}')`;
  const secret = await hub.makeKey({ name: MARKER, role: 'EMPLOYER', ...own });
  const clientId = await one(sql`select id from api_client where name = ${MARKER}`);
  const keyId = await one(sql`select id from api_key where client_id = ${clientId}`);
  const accountId = await one(
    sql`insert into account (issuer, subject, display_name) values (${issuer.url}, ${MARKER}, ${MARKER}) returning id`,
  );
  await sql`update learner set account_id = ${accountId} where id = ${learnerId}`;
  const membershipId = await one(
    sql`insert into membership (account_id, organization_id, role) values (${accountId}, ${theirs}, 'EMPLOYER') returning id`,
  );
  const sourceId = await one(
    sql`insert into source (format, location, name) values ('catalogue-csv', ${MARKER}, ${MARKER}) returning id`,
  );
  const runId = await one(
    sql`insert into import_run (source_id, state, failure, ended_at)
        values (${sourceId}, 'FAILED', ${JSON.stringify({ code: 'NO_FILES', message: MARKER })}, now()) returning id`,
  );
  const jobId = await one(
    sql`insert into job (employer_id, position_id, title) values (${theirs}, 'p', '{"en":"open"}') returning id`,
  );
  await sql`insert into requirement (job_id, position, kind) values (${jobId}, 0, 'ALL')`;
  await sql`insert into requirement (job_id, parent_id, position, kind, statement, skill_id)
            select ${jobId}, id, 1, 'SKILL', 's', ${skillId} from requirement where job_id = ${jobId}`;
  const ids = {
    ...{
      Learner: learnerId,
      Badge: badgeId ?? 0,
      ConsentGrant: grantId,
      ShareLink: link.id,
      PriorLearningClaim: priorLearning,
      ApiClient: clientId,
      ApiKey: keyId,
    },
    ...{ Membership: membershipId, Source: sourceId, ImportRun: runId, Job: jobId, Organization: theirs },
  };
  const openIds = {
    Skill: skillId,
    Occupation: await one(sql`select id from occupation order by id limit 1`),
    Credential: await one(sql`select id from credential order by id limit 1`),
    Level: await one(sql`select id from level order by id limit 1`),
    Framework: await one(sql`select id from framework order by id limit 1`),
  };
  const named = (of: Record<string, number>) =>
    Object.fromEntries(Object.entries(of).map(([type, id]) => [type, toGlobalId(type, id)]));
  return {
    theirs: named(ids),
    open: named(openIds),
    hidden: Object.keys(ids).filter((type) => type !== 'Job' && type !== 'Organization'),
    secrets: [MARKER, secret.slice(0, 12), link.token],
    strangers: await makeStrangers(hub, issuer, { other, portal, provider }),
    itsLearner: { key: await hub.makeKey({ name: 'its learner', role: 'LEARNER', learnerId }) },
    async rows() {
      const rows: Record<string, readonly string[]> = {};
      for (const { name, condition } of await ownedTables(hub, {
        ...{ learner_id: learnerId, organization_id: theirs, employer_id: theirs, job_id: jobId, client_id: clientId },
        ...{ account_id: accountId, source_id: sourceId, run_id: runId, badge_id: badgeId ?? 0, grant_id: grantId },
        ids,
      }))
        rows[name] = (await sql.unsafe(`select t::text as row from ${name} t where ${condition} order by 1`)).map(
          ({ row }) => String(row),
        );
      return rows;
    },
  };
}

async function makeStrangers(
  hub: Hub,
  issuer: TestIssuer,
  { other, portal, provider }: Readonly<Record<'other' | 'portal' | 'provider', OrganizationId>>,
): Promise<ForeignWorld['strangers']> {
  const learner = await findLearnerByKey(hub.database.db, 'learner-lucas');
  if (!learner) throw new Error('the demo world lacks its learner');
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  const add = 'mutation ($input: AddMemberInput!) { addMember(input: $input) { errors { message } } }';
  const member = { issuer: issuer.url, subject: 'manager', role: 'EMPLOYER', isManager: true };
  await hub.ask(add, { input: { ...member, organizationId: toGlobalId('Organization', other) } });
  return {
    nobody: { key: null },
    'somebody without a standing': { key: await issuer.sign({ sub: 'guest', exp }) },
    'another learner': { key: await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId: learner.id }) },
    'another employer': { key: await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: other }) },
    'the manager of another employer': { key: await issuer.sign({ sub: 'manager', exp }) },
    'a portal': { key: await hub.makeKey({ name: 'portal', role: 'PORTAL', organizationId: portal }) },
    'a provider': { key: await hub.makeKey({ name: 'provider', role: 'PROVIDER', organizationId: provider }) },
    'an auditor': { key: await hub.makeKey({ name: 'auditor', role: 'AUDITOR' }) },
  };
}

/** Every table that points at something of theirs, told by the names of its columns, and the tables of those things. */
async function ownedTables(
  hub: Hub,
  { ids, ...columns }: { readonly ids: Readonly<Record<string, number>> } & Readonly<Record<string, unknown>>,
): Promise<{ name: string; condition: string }[]> {
  const found = await hub.database.sql<{ name: string; columns: string[] }[]>`
    select relname as name, json_agg(attname) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relnamespace = 'public'::regnamespace and relkind = 'r' group by relname order by relname`;
  const snake = (type: string) => type.replace(/(?<!^)[A-Z]/gu, '_$&').toLowerCase();
  const idOfTable = new Map(Object.entries(ids).map(([type, id]) => [snake(type), id]));
  return found.flatMap(({ name, columns: there }) => {
    const itself = idOfTable.get(name);
    // A stranger may point at an organisation of theirs from a row of their own learner's.
    const pointing = there.includes('learner_id') ? ['learner_id'] : there.filter((column) => column in columns);
    const conditions = [
      ...pointing.map((column) => `${column} = ${columns[column]}`),
      ...(itself === undefined || !there.includes('id') ? [] : [`id = ${itself}`]),
    ];
    return conditions.length === 0 ? [] : [{ name, condition: conditions.join(' or ') }];
  });
}
