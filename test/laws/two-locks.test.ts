import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSeenBy, type Reader, seesEvidence, seesLearner } from '../../src/consent/index.ts';
import { createDatabase, type Database, type Db } from '../../src/db/client.ts';
import type { BadgeId, CredentialId, LearnerId, OrganizationId, SkillId } from '../../src/db/ids.ts';
import { query } from '../../src/db/rows.ts';
import type { RequirementGroup } from '../../src/jobs/index.ts';
import { findHoldings } from '../../src/matching/index.ts';
import { findHeldCredentials } from '../../src/planning/find-options.ts';
import { testDatabase } from '../rig/database.ts';
import { makeBadges, makeGrant, makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const owner = testDatabase();
let asked: Database;
const world = {} as {
  learners: LearnerId[];
  organizations: OrganizationId[];
  skills: SkillId[];
  credentials: CredentialId[];
  /** Readers by the links of the scene that was built last. */
  links: Reader[];
};

beforeAll(async () => {
  asked = createDatabase(owner.url, { as: 'requests' });
  world.learners = await makeLearners(owner.db, 'Blue Heron', 'Red Fox');
  const made = await makeOrganizations(owner.db, { one: 'EMPLOYER', other: 'EMPLOYER', portal: 'PORTAL' });
  world.organizations = Object.values(made);
  await owner.sql`insert into framework (uri, code, name) values ('urn:f', 'f', '{"en":"f"}')`;
  await owner.sql`insert into framework_version (framework_id, version) select id, '1' from framework`;
  const skills = await owner.sql<{ id: string }[]>`
    insert into skill (framework_id, uri, labels, kind)
    select framework.id, 'urn:s' || n, '{"en":"s"}', 'SKILL' from framework, generate_series(1, 3) n returning id`;
  world.skills = skills.map(({ id }) => Number(id) as SkillId);
  const credentials = await owner.sql<{ id: string }[]>`
    insert into credential (uri, type, name, provider_id)
    select 'urn:c' || n, 'MICRO_CREDENTIAL', '{"en":"c"}', ${made.portal} from generate_series(0, 2) n returning id`;
  world.credentials = credentials.map(({ id }) => Number(id) as CredentialId);
});
afterAll(() => asked.close());

const upTo = (count: number) => fc.nat({ max: count - 1 });

const grants = fc.array(
  fc.record({
    learner: upTo(2),
    audience: fc.constantFrom('ORGANIZATION' as const, 'ANY_EMPLOYER' as const, 'LINK' as const),
    organization: upTo(3),
    listed: fc.option(fc.uniqueArray(upTo(3), { minLength: 1 }), { nil: undefined }),
    fate: fc.constantFrom('HOLDS', 'HOLDS', 'REVOKED', 'ENDED', 'NOT_BEGUN'),
  }),
  { maxLength: 4 },
);
const visibilities = fc.array(fc.constantFrom('PUBLIC' as const, 'BY_GRANT' as const, 'PRIVATE' as const), {
  minLength: 3,
  maxLength: 3,
});
const scene = fc.record({
  badges: fc.tuple(visibilities, visibilities),
  claims: fc.tuple(fc.boolean(), fc.boolean()),
  grants,
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** Every kind of reader there is, of this world. */
function readers(): Reader[] {
  const [one, other] = world.learners;
  return [
    { kind: 'ADMINISTRATOR' },
    { kind: 'ANYONE' },
    ...[one, other].map((learnerId) => ({ kind: 'LEARNER' as const, learnerId: learnerId as LearnerId })),
    ...world.organizations.map((organizationId, index) => ({
      ...{ kind: 'ORGANIZATION' as const, organizationId },
      isEmployer: index < 2,
    })),
    ...world.links,
  ];
}

async function build(db: Db, { badges, claims, grants: given }: Scene): Promise<void> {
  await db.execute(sql`delete from consent_grant`);
  await db.execute(sql`delete from skill_evidence`);
  await db.execute(sql`delete from badge`);
  const held: BadgeId[][] = [];
  world.links = [];
  for (const [index, learnerId] of world.learners.entries()) {
    const stated = badges[index]?.map((visibility, n) => ({ name: `b${n}`, visibility })) ?? [];
    const ids = await makeBadges(db, learnerId, stated);
    held.push(ids);
    for (const [n, badgeId] of ids.entries()) {
      await evidence(db, learnerId, n, badgeId);
      await db.execute(sql`update badge set credential_id = ${world.credentials[n]} where id = ${badgeId}`);
    }
    if (claims[index]) await evidence(db, learnerId, 0, null);
  }
  for (const { learner, audience, organization, listed, fate } of given) {
    const learnerId = world.learners[learner] as LearnerId;
    const organizationId = world.organizations[organization] as OrganizationId;
    const id = await makeGrant(db, learnerId, {
      audience,
      ...(audience === 'ORGANIZATION' && { organizationId }),
      ...(listed && { badgeIds: listed.map((n) => held[learner]?.[n] as BadgeId) }),
    });
    if (audience === 'LINK') world.links.push({ kind: 'LINK', learnerId, grantId: id });
    const change: Record<string, SQL> = {
      REVOKED: sql`revoked_at = now()`,
      ENDED: sql`starts_at = now() - interval '2 days', ends_at = now() - interval '1 day'`,
      NOT_BEGUN: sql`starts_at = now() + interval '1 hour'`,
    };
    if (change[fate]) await db.execute(sql`update consent_grant set ${change[fate]} where id = ${id}`);
  }
}

function evidence(db: Db, learnerId: LearnerId, skill: number, badgeId: BadgeId | null) {
  return db.execute(
    sql`insert into skill_evidence (learner_id, skill_id, rung, badge_id, path)
        values (${learnerId}, ${world.skills[skill]}, 'SELF_CLAIMED', ${badgeId}, '{"rule":"a test"}')`,
  );
}

const TABLES = {
  badge: (reader: Reader) => seesEvidence(reader, sql`seen.learner_id`, sql`seen.id`),
  skill_evidence: (reader: Reader) => seesEvidence(reader, sql`seen.learner_id`, sql`seen.badge_id`),
  learner: (reader: Reader) => seesLearner(reader, sql`seen.id`),
} as const;

async function ids(db: Db, table: string, condition: SQL): Promise<number[]> {
  const rows = await query<{ id: string }>(
    db,
    sql`select id from ${sql.identifier(table)} seen where ${condition} order by id`,
  );
  return rows.map(({ id }) => Number(id));
}

test('either lock alone shows each reader the same rows as the other: in every world, of every table', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (stated) => {
      await build(owner.db, stated);
      for (const reader of readers()) {
        for (const [table, sees] of Object.entries(TABLES)) {
          const byStatement = await ids(owner.db, table, sees(reader));
          const byRowSecurity = await asSeenBy(asked.db, reader, (tx) => ids(tx, table, sql`true`));
          expect({ table, reader, rows: byRowSecurity }).toEqual({ table, reader, rows: byStatement });
        }
      }
    }),
    { numRuns: 40 },
  );
}, 180_000);

/** What each statement of matching and planning finds for a reader, as text. */
const STATEMENTS: Readonly<Record<string, (db: Db, reader: Reader) => Promise<unknown>>> = {
  'findHoldings of skills': (db, reader) => findHoldings(db, reader, asking('SKILL'), null),
  'findHoldings of credentials': (db, reader) => findHoldings(db, reader, asking('CREDENTIAL'), null),
  findHeldCredentials: (db, reader) =>
    Promise.all(world.learners.map((id) => findHeldCredentials(db, reader, id, new Date('2026-01-01')))),
};

function asking(kind: 'SKILL' | 'CREDENTIAL'): RequirementGroup {
  const leaf = { importance: 'REQUIRED', weight: 1, statement: '', neededAtHire: true, acceptedFrom: null } as const;
  const children =
    kind === 'SKILL'
      ? world.skills.map((skillId) => ({ ...leaf, kind, key: `${skillId}`, skillId }))
      : world.credentials.map((credentialId) => ({ ...leaf, kind, key: `${credentialId}`, credentialId }));
  return { kind: 'ALL', key: 'root', importance: 'REQUIRED', weight: 1, atLeast: null, children };
}

test.each(Object.entries(STATEMENTS))(
  '%s finds the same by its own reader alone as by row-level security alone',
  async (_name, find) => {
    await fc.assert(
      fc.asyncProperty(scene, async (stated) => {
        await build(owner.db, stated);
        for (const reader of readers()) {
          const byStatement = await find(owner.db, reader);
          const byRowSecurity = await asSeenBy(asked.db, reader, (tx) => find(tx, { kind: 'ADMINISTRATOR' }));
          expect({ reader, found: inOneOrder(byStatement) }).toEqual({ reader, found: inOneOrder(byRowSecurity) });
        }
      }),
      { numRuns: 15 },
    );
  },
  180_000,
);

test('without a reader no row of a learner’s is there', async () => {
  await build(owner.db, {
    badges: [
      ['PUBLIC', 'BY_GRANT', 'PRIVATE'],
      ['PUBLIC', 'PUBLIC', 'PUBLIC'],
    ],
    claims: [true, true],
    grants: [{ learner: 0, audience: 'ANY_EMPLOYER', organization: 0, listed: undefined, fate: 'HOLDS' }],
  });
  const tables = await owner.sql<{ name: string }[]>`
    select relname as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`;
  expect(tables.length).toBeGreaterThanOrEqual(13);
  for (const { name } of tables) {
    const [row] = await asked.sql.unsafe(`select count(*)::int as count from ${name}`);
    expect({ name, count: row?.count }).toEqual({ name, count: 0 });
  }
});

test('nobody writes to another learner, whatever a statement says', async () => {
  const [one, other] = world.learners as [LearnerId, LearnerId];
  const as = (reader: Reader, statement: SQL) => asSeenBy(asked.db, reader, (tx) => tx.execute(statement));
  const forged = sql`insert into skill_claim (learner_id, skill_id) values (${other}, ${world.skills[0]})`;
  await expect(as({ kind: 'LEARNER', learnerId: one }, forged)).rejects.toMatchObject({ cause: { code: '42501' } });
  const employer = {
    kind: 'ORGANIZATION',
    organizationId: world.organizations[0] as OrganizationId,
    isEmployer: true,
  } as const;
  await expect(as(employer, forged)).rejects.toMatchObject({ cause: { code: '42501' } });
  const changed = await as(
    { kind: 'LEARNER', learnerId: one },
    sql`update badge set visibility = 'PUBLIC' where learner_id = ${other}`,
  );
  expect(changed.count).toBe(0);
});

/** Maps and lists as sorted text: a statement without an order may answer in any. */
function inOneOrder(found: unknown): unknown {
  if (found instanceof Map) return inOneOrder([...found]);
  if (!Array.isArray(found)) return JSON.stringify(found);
  return found
    .map(inOneOrder)
    .map((each) => JSON.stringify(each))
    .sort();
}
