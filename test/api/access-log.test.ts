import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { asReader } from '../../src/db/as-reader.ts';
import { createDatabase } from '../../src/db/client.ts';
import type { JobId, LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { testHub } from '../rig/hub.ts';
import { makeGrant } from '../rig/learner-world.ts';

const LOG = `query ($id: ID!, $first: Int = 50, $after: String) { node(id: $id) { ... on Learner { accessLog(first: $first, after: $after) {
  nodes { reader kind times firstAt lastAt organization { id } consentGrant { id audience } } totalCount pageInfo { hasNextPage endCursor } } } } }`;

describe('the access log of a learner', () => {
  const hub = testHub();
  const world = { key: '', employer: '', otherKey: '', job: '', id: '', organization: '', grant: '' };
  let learnerId: LearnerId;
  beforeAll(async () => {
    await seedDemo(hub.database);
    const { db, sql: send } = hub.database;
    await send`delete from consent_grant`;
    await send`update badge set visibility = 'BY_GRANT'`;
    learnerId = (await findLearnerByKey(db, 'learner-amina'))?.id as LearnerId;
    const other = (await findLearnerByKey(db, 'learner-lucas'))?.id as LearnerId;
    const [job] = await send<{ id: string; employer: string }[]>`
      select id, employer_id as employer from job where position_id = 'da-01'`;
    const organizationId = Number(job?.employer) as OrganizationId;
    const grant = await makeGrant(db, learnerId, { audience: 'ORGANIZATION', organizationId });
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    world.otherKey = await hub.makeKey({ name: 'other', role: 'LEARNER', learnerId: other });
    world.employer = await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId });
    world.id = toGlobalId('Learner', learnerId);
    world.job = toGlobalId('Job', Number(job?.id) as JobId);
    world.organization = toGlobalId('Organization', organizationId);
    world.grant = toGlobalId('ConsentGrant', grant);
  });

  const page = async (variables: object = {}, key = world.key) =>
    (await hub.ask(LOG, { id: world.id, ...variables }, { key })).data.node.accessLog;
  const log = async () => (await page()).nodes as Record<string, unknown>[];
  const CANDIDATES = 'query ($jobId: ID!) { candidates(jobId: $jobId, first: 10) { nodes { score } } }';
  const LEARNER =
    'query ($id: ID!) { node(id: $id) { ... on Learner { pseudonym badges { name } skillEvidence { rung } } } }';
  const GAP = 'query ($id: ID!, $job: ID!) { skillGap(learnerId: $id, jobId: $job) { score } }';

  test('names the employer, what was read, under which consent and how often', async () => {
    for (const _time of [1, 2]) await hub.ask(CANDIDATES, { jobId: world.job }, { key: world.employer });
    await hub.ask(LEARNER, { id: world.id }, { key: world.employer });
    await hub.ask(GAP, { id: world.id, job: world.job }, { key: world.employer });
    const rows = await log();
    const byKind = Object.fromEntries(rows.map((row) => [row.kind, row]));
    expect(Object.keys(byKind).sort()).toEqual(['BADGES', 'CANDIDATES', 'PROFILE', 'SKILLS', 'SKILL_GAP']);
    expect(byKind.CANDIDATES).toMatchObject({
      ...{ reader: 'ORGANIZATION', times: 2, organization: { id: world.organization } },
      consentGrant: { id: world.grant, audience: 'ORGANIZATION' },
    });
    expect(byKind.PROFILE).toMatchObject({ times: 1 });
  });

  test('counts more reads of the same day in the same rows', async () => {
    const before = (await log()).length;
    await Promise.all(Array.from({ length: 10 }, () => hub.ask(LEARNER, { id: world.id }, { key: world.employer })));
    const rows = await log();
    expect(rows).toHaveLength(before);
    expect(rows.find(({ kind }) => kind === 'PROFILE')).toMatchObject({ times: 11 });
  });

  test('names a link by its consent, and administrators', async () => {
    const CREATE = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { token shareLink { consentGrant { id } } } }`;
    const input = { scope: 'ALL_BADGES', purpose: 'Applying', endsAt: new Date(Date.now() + 86_400_000) };
    const made = (await hub.ask(CREATE, { input }, { key: world.key })).data.createShareLink;
    const OPEN = 'query ($token: String!) { sharedProfile(token: $token) { pseudonym badges { name } } }';
    await hub.ask(OPEN, { token: made.token }, { key: null });
    await hub.ask(LEARNER, { id: world.id });
    const rows = await log();
    const grantOf = (reader: string) =>
      rows.filter((row) => row.reader === reader).map(({ kind, consentGrant }) => [kind, consentGrant]);
    const consent = { ...made.shareLink.consentGrant, audience: 'LINK' };
    expect(grantOf('LINK').sort()).toEqual([
      ['BADGES', consent],
      ['PROFILE', consent],
    ]);
    expect(grantOf('ADMINISTRATOR').sort()).toEqual([
      ['BADGES', null],
      ['PROFILE', null],
      ['SKILLS', null],
    ]);
  });

  test('holds nothing of what the learner reads, previews included, nor of who saw nothing', async () => {
    const before = JSON.stringify(await log());
    await hub.ask(LEARNER, { id: world.id }, { key: world.key });
    await hub.ask(
      'query ($o: ID) { preview(organizationId: $o) { badges { name } } }',
      { o: world.organization },
      { key: world.key },
    );
    await hub.ask(LEARNER, { id: world.id }, { key: world.otherKey });
    expect(JSON.stringify(await log())).toBe(before);
  });

  test('comes in pages, and to the learner alone', async () => {
    const all = await page();
    const walked: unknown[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo } = await page({ first: 3, after });
      walked.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(walked).toEqual(all.nodes);
    expect(all.totalCount).toBe(walked.length);
    const { errors } = await hub.ask(LOG, { id: world.id }, { key: world.employer });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('cannot be changed by its learner, whatever a statement says', async () => {
    const asked = createDatabase(hub.database.url, { as: 'requests' });
    const changed = await asReader(asked.db, { kind: 'learner', id: learnerId }, (tx) =>
      tx.execute(sql`delete from learner_access`),
    );
    await asked.close();
    expect(changed.count).toBe(0);
  });
});
