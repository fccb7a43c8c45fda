import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERIFICATION_STATES } from '../../src/badges/badge.ts';
import { EVIDENCE_RUNGS } from '../../src/badges/index.ts';
import type { Reader } from '../../src/consent/index.ts';
import { createDatabase, type Database } from '../../src/db/client.ts';
import type { CredentialId, LearnerId, LevelId, OrganizationId, SkillId } from '../../src/db/ids.ts';
import { measureLevels, type Requirement, type RequirementGroup } from '../../src/jobs/index.ts';
import { createLogger } from '../../src/log.ts';
import { createEvidenceIndex, type EvidenceIndex } from '../../src/matching/columnar/index.ts';
import { findCandidates, meetsAll } from '../../src/matching/index.ts';
import { testDatabase } from '../rig/database.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

/** An index and SQL with the scorer of one learner look at the same world: they must not differ in anything, at any moment. */
const [LEARNERS, SKILLS, CREDENTIALS, LEVELS] = [7, 5, 2, 5];
const owner = testDatabase();
const world = {} as {
  learners: LearnerId[];
  organizations: OrganizationId[];
  skills: SkillId[];
  credentials: CredentialId[];
  levels: LevelId[];
};
const opened: Database[] = [];
const indexes: EvidenceIndex[] = [];

const ids = <T extends number>(rows: readonly { id: string }[]) => rows.map(({ id }) => Number(id) as T);

beforeAll(async () => {
  const { sql } = owner;
  world.learners = await makeLearners(owner.db, ...Array.from({ length: LEARNERS }, (_, at) => `Bird ${at}`));
  const made = await makeOrganizations(owner.db, { one: 'EMPLOYER', other: 'EMPLOYER', portal: 'PORTAL' });
  world.organizations = Object.values(made);
  await sql`insert into framework (uri, code, name) values ('urn:f', 'f', '{"en":"f"}')`;
  world.skills = ids(
    await sql`insert into skill (framework_id, uri, labels)
              select framework.id, 'urn:s' || n, '{"en":"s"}' from framework, generate_series(1, ${SKILLS}::int) n returning id`,
  );
  world.credentials = ids(
    await sql`insert into credential (uri, type, name, provider_id, assessed)
              select 'urn:c' || n, 'MICRO_CREDENTIAL', '{"en":"c"}', ${made.portal},
                     (case n when 1 then 'YES' else 'UNKNOWN' end)::tristate
              from generate_series(1, ${CREDENTIALS}::int) n returning id`,
  );
  await sql`insert into level_scale (uri, name) values ('urn:scale:1', '{"en":"1"}'), ('urn:scale:2', '{"en":"2"}')`;
  world.levels = ids(
    await sql`insert into level (scale_id, rank, name)
              select level_scale.id, n, '{"en":"l"}' from level_scale, generate_series(1, 3) n where uri like 'urn:scale:%'
              order by level_scale.id, n limit ${LEVELS} returning id`,
  );
  const [source] = await sql<{ id: string }[]>`
    insert into source (name, format, location) values ('s', 'f', 'l') returning id`;
  await sql`insert into skill_relation (from_id, kind, to_uri, to_id, confidence, source_id)
    select one.id, edge.kind::skill_relation_kind, other.uri, other.id, edge.confidence, ${source?.id ?? 0}
    from (values ('urn:s1', 'EXACT', 'urn:s2', 0.9::real), ('urn:s2', 'BROADER', 'urn:s3', 1), ('urn:s4', 'CLOSE', 'urn:s1', 0.5),
                 ('urn:s5', 'BROADER', 'urn:s1', 0.8)) edge (from_uri, kind, to_uri, confidence)
    join skill one on one.uri = from_uri join skill other on other.uri = edge.to_uri`;
  for (const options of [{}, { partitions: 2 }, { partitions: 4, inThreads: true }]) {
    const database = createDatabase(owner.url, { as: 'system', max: 2 });
    opened.push(database);
    indexes.push(createEvidenceIndex(database, createLogger('error'), options));
  }
  await Promise.all(indexes.map((index) => index.built()));
});
afterAll(async () => {
  await Promise.all(indexes.map((index) => index.close()));
  await Promise.all(opened.map((database) => database.close()));
});

const upTo = (count: number) => fc.nat({ max: count - 1 });
/** Days from 2026-06-01: some evidence ends or begins at the very moment it is asked about. */
const day = fc.option(fc.constantFrom(-400, -1, 0, 1, 400), { nil: null });
const badges = fc.record({
  kind: fc.constant('BADGE' as const),
  learner: upTo(LEARNERS),
  name: upTo(3),
  visibility: fc.constantFrom('PUBLIC', 'BY_GRANT', 'BY_GRANT', 'PRIVATE'),
  verification: fc.constantFrom(...VERIFICATION_STATES),
  credential: fc.option(upTo(CREDENTIALS), { nil: null }),
  isAchieved: fc.constantFrom(true, true, false),
  ...{ from: day, ends: day },
  evidence: fc.array(
    fc.record({
      skill: upTo(SKILLS),
      rung: fc.constantFrom(...EVIDENCE_RUNGS),
      level: fc.option(upTo(LEVELS), { nil: null }),
      isRevoked: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
});
const change = fc.oneof(
  { weight: 4, arbitrary: badges },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('GRANT' as const),
      learner: upTo(LEARNERS),
      audience: fc.constantFrom('ANY_EMPLOYER', 'ORGANIZATION'),
      organization: upTo(3),
      isListed: fc.boolean(),
      fate: fc.constantFrom('HOLDS', 'HOLDS', 'HOLDS', 'REVOKED', 'ENDED', 'NOT_BEGUN'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('CLAIM' as const, 'REVOKE' as const, 'HIDE' as const, 'SHOW' as const, 'DELETE' as const),
      learner: upTo(LEARNERS),
      skill: upTo(SKILLS),
    }),
  },
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const moment = (days: number) => new Date(Date.UTC(2026, 5, 1) + days * 86_400_000);
const stamp = (days: number | null) => (days === null ? null : moment(days).toISOString());

async function make(each: Change): Promise<void> {
  const { sql } = owner;
  const learner = world.learners[each.learner] as LearnerId;
  switch (each.kind) {
    case 'BADGE':
      await sql.begin(async (tx) => {
        const uri = `urn:b:${learner}:${each.name}`;
        const [row] = await tx<{ id: string }[]>`
          insert into badge (learner_id, format, issuer_uri, uri, name, visibility, verification, credential_id, is_achieved,
                             issued_at, expires_at, document)
          values (${learner}, 'OPEN_BADGES_3', 'urn:i', ${uri}, 'b', ${each.visibility}, ${each.verification},
                  ${each.credential === null ? null : (world.credentials[each.credential] ?? null)}, ${each.isAchieved},
                  ${stamp(each.from)}, ${stamp(each.ends)}, '{}')
          on conflict (learner_id, issuer_uri, uri) do update set visibility = excluded.visibility,
            verification = excluded.verification, credential_id = excluded.credential_id, is_achieved = excluded.is_achieved,
            issued_at = excluded.issued_at, expires_at = excluded.expires_at
          returning id`;
        await tx`delete from skill_evidence where learner_id = ${learner} and badge_id = ${row?.id ?? 0}`;
        for (const { skill, rung, level, isRevoked } of each.evidence) {
          await tx`insert into skill_evidence (learner_id, skill_id, rung, level_id, badge_id, valid_from, expires_at, revoked_at, path)
            values (${learner}, ${world.skills[skill] ?? 0}, ${rung}, ${level === null ? null : (world.levels[level] ?? null)},
                    ${row?.id ?? 0}, ${stamp(each.from)}, ${stamp(each.ends)}, ${isRevoked ? stamp(0) : null}, '{"rule":"T"}')
            on conflict do nothing`;
        }
      });
      return;
    case 'GRANT': {
      const [starts, ends] = { ENDED: [-2, -1], NOT_BEGUN: [1, 2] }[each.fate as 'ENDED'] ?? [-2, 2];
      const from = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
      await sql.begin(async (tx) => {
        const [row] = await tx<{ id: string }[]>`
          insert into consent_grant (learner_id, audience, organization_id, scope, purpose, starts_at, ends_at, revoked_at)
          values (${learner}, ${each.audience},
                  ${each.audience === 'ORGANIZATION' ? (world.organizations[each.organization] ?? null) : null},
                  ${each.isListed ? 'SOME_BADGES' : 'ALL_BADGES'}, 'p', ${from(starts as number)}, ${from(ends as number)},
                  ${each.fate === 'REVOKED' ? from(0) : null}) returning id`;
        if (!each.isListed) return;
        await tx`insert into consent_grant_badge (learner_id, grant_id, badge_id)
                 select learner_id, ${row?.id ?? 0}, id from badge where learner_id = ${learner} and id % 2 = 0`;
      });
      return;
    }
    case 'CLAIM':
      await sql`insert into skill_evidence (learner_id, skill_id, rung, path)
                values (${learner}, ${world.skills[each.skill] ?? 0}, 'SELF_CLAIMED', '{"rule":"T"}') on conflict do nothing`;
      return;
    case 'REVOKE':
      await sql`update consent_grant set revoked_at = now() where learner_id = ${learner}`;
      return;
    case 'HIDE':
      await sql`update badge set visibility = 'PRIVATE' where learner_id = ${learner}`;
      return;
    case 'SHOW':
      await sql`update badge set visibility = 'PUBLIC' where learner_id = ${learner}`;
      return;
    case 'DELETE':
      await sql`delete from badge where learner_id = ${learner} and id % 2 = 1`;
  }
}

const node = {
  key: fc.uuid(),
  importance: fc.constantFrom('REQUIRED' as const, 'PREFERRED' as const, 'UNSPECIFIED' as const),
  weight: fc.constantFrom(0.3, 1, 2),
};
const demand = { neededAtHire: fc.boolean(), statement: fc.constant('words') };
const acceptedFrom = fc.option(fc.constantFrom(...EVIDENCE_RUNGS), { nil: null });
const levelAsked = fc.option(upTo(LEVELS), { nil: null });
const skillLeaf = fc
  .record({
    ...node,
    ...demand,
    acceptedFrom,
    skill: fc.option(upTo(SKILLS)),
    required: levelAsked,
    desired: levelAsked,
  })
  .map(({ skill, required, desired, ...leaf }): Requirement => {
    const named = (at: number) => ({ words: { name: 'l' }, levelId: world.levels[at] ?? null });
    return {
      ...{ ...leaf, kind: 'SKILL', skillId: skill === null ? null : (world.skills[skill] ?? null) },
      ...(required !== null && { requiredLevel: named(required) }),
      ...(desired !== null && { desiredLevel: named(desired) }),
    };
  });
const credentialLeaf = fc.record({ ...node, ...demand, acceptedFrom, credential: upTo(CREDENTIALS) }).map(
  ({ credential, ...leaf }): Requirement => ({
    ...{ ...leaf, kind: 'CREDENTIAL', credentialId: world.credentials[credential] ?? null },
  }),
);
const leaf = fc.oneof({ weight: 4, arbitrary: skillLeaf }, { weight: 1, arbitrary: credentialLeaf });
const group = (children: fc.Arbitrary<Requirement>) =>
  fc
    .record({
      ...node,
      kind: fc.constantFrom('ALL' as const, 'ALL' as const, 'ANY' as const, 'AT_LEAST' as const),
      children: fc.array(children, { minLength: 1, maxLength: 4 }),
      n: fc.nat(),
    })
    .map(
      ({ n, ...stated }): RequirementGroup => ({
        ...stated,
        atLeast: stated.kind === 'AT_LEAST' ? (n % stated.children.length) + 1 : null,
      }),
    );
const tree = group(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: group(leaf) }));
const question = fc.record({
  tree,
  reader: upTo(5),
  asOf: fc.constantFrom(-500, 0, 0, 500),
  filter: fc.constantFrom({}, {}, { minScore: 0.4 }, { allRequiredMet: true }),
  first: fc.constantFrom(1, 2, 100),
});

function readerAt(at: number): Reader {
  const organizationId = world.organizations[at];
  if (organizationId !== undefined) return { kind: 'ORGANIZATION', organizationId, isEmployer: at < 2 };
  return at === 3 ? { kind: 'ADMINISTRATOR' } : { kind: 'ANYONE' };
}

test('an index answers what SQL and the scorer of one learner answer, to the last digit, through any changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.array(change, { maxLength: 6 }), fc.array(question, { minLength: 1, maxLength: 4 })), {
        minLength: 1,
        maxLength: 4,
      }),
      async (turns) => {
        await owner.sql`delete from consent_grant`;
        await owner.sql`delete from skill_evidence`;
        await owner.sql`delete from badge`;
        for (const [changes, questions] of turns) {
          for (const each of changes) await make(each);
          for (const { tree: stated, reader: at, asOf: days, filter, first } of questions) {
            const reader = readerAt(at);
            const asOf = moment(days);
            const requirement = await measureLevels(owner.db, stated);
            const found = await findCandidates(owner.db, reader, requirement, asOf, filter);
            const all = found.map((each) => ({
              ...{ learnerId: each.learnerId, score: each.score, requiredMet: each.requiredMet },
              meetsAll: meetsAll(each),
            }));
            for (const index of indexes) {
              const options = { asOf, now: new Date(), first, ...filter };
              const page = await index.rank(reader, requirement, options);
              expect(page?.best).toEqual(all.slice(0, first));
              expect(page?.total).toBe(all.length);
              const last = page?.best.at(-1);
              if (!last) continue;
              const next = await index.rank(reader, requirement, { ...options, after: last });
              expect(next?.best).toEqual(all.slice(first, 2 * first));
            }
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('an index reads more than one message of a socket at once', async () => {
  const { sql } = owner;
  await sql`insert into learner (key, display_name, pseudonym) select 'many ' || n, 'N', 'Many ' || n from generate_series(1, 3000) n`;
  await sql`insert into skill_evidence (learner_id, skill_id, rung, path)
            select id, ${world.skills[0] ?? 0}, 'SELF_CLAIMED', '{"rule":"T"}' from learner where key like 'many %'`;
  const [index] = indexes as [EvidenceIndex];
  expect(await index.catchUp()).toBe(true);
  expect((await index.size()).postings).toBeGreaterThanOrEqual(3_000);
  await sql`delete from learner where key like 'many %'`;
  expect(await index.catchUp()).toBe(true);
});
