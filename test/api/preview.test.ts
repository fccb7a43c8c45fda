import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BadgeId, LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeBadges, makeGrant, makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const FIELDS = `pseudonym displayName region
  badges { id name uri document visibility alignments { targetName } }
  skillEvidence { rung rule badge { id name } }`;
const OWN = `query ($id: ID!) { node(id: $id) { ... on Learner { ${FIELDS} } } }`;
const PREVIEW = `query ($organizationId: ID, $asAnyEmployer: Boolean, $shareLinkId: ID) {
  preview(organizationId: $organizationId, asAnyEmployer: $asAnyEmployer, shareLinkId: $shareLinkId) { ${FIELDS} } }`;
const VISIBILITIES = ['PUBLIC', 'BY_GRANT', 'PRIVATE'] as const;
const step = fc.oneof(
  fc.record({ do: fc.constant('hide' as const), badge: fc.nat(2), visibility: fc.constantFrom(...VISIBILITIES) }),
  fc.record({
    do: fc.constant('grant' as const),
    to: fc.constantFrom('employer', 'portal', 'anybody'),
    listed: fc.option(fc.uniqueArray(fc.nat(2), { minLength: 1 }), { nil: undefined }),
    showsName: fc.boolean(),
  }),
  fc.record({ do: fc.constant('revoke' as const), which: fc.nat(5) }),
);

describe('what a learner sees as another', () => {
  const hub = testHub({
    environment: { TESSERA_POINTS_PER_HOUR: '1000000', TESSERA_ANONYMOUS_POINTS_PER_HOUR: '1000000' },
  });
  const world = {} as {
    key: string;
    learnerId: LearnerId;
    badges: BadgeId[];
    ids: Record<'employer' | 'stranger' | 'portal', OrganizationId>;
    keys: Record<'employer' | 'stranger' | 'portal', string>;
  };
  beforeAll(async () => {
    const { db, sql } = hub.database;
    const [learnerId] = (await makeLearners(db, 'Blue Heron')) as [LearnerId];
    world.learnerId = learnerId;
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    world.badges = await makeBadges(db, learnerId, [{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    world.ids = await makeOrganizations(db, { employer: 'EMPLOYER', stranger: 'EMPLOYER', portal: 'PORTAL' });
    const key = (name: 'employer' | 'stranger' | 'portal', role: 'EMPLOYER' | 'PORTAL') =>
      hub.makeKey({ name, role, organizationId: world.ids[name] });
    world.keys = {
      employer: await key('employer', 'EMPLOYER'),
      stranger: await key('stranger', 'EMPLOYER'),
      portal: await key('portal', 'PORTAL'),
    };
    await sql`insert into framework (uri, code, name) values ('urn:f', 'f', '{"en":"f"}')`;
    await sql`insert into skill (framework_id, uri, labels, kind) select id, 'urn:s', '{"en":"s"}', 'SKILL' from framework`;
    for (const badgeId of [...world.badges, null]) {
      await sql`insert into skill_evidence (learner_id, skill_id, rung, badge_id, path)
                select ${learnerId}, id, 'SELF_CLAIMED', ${badgeId}, '{"rule":"a test"}' from skill`;
    }
  });

  const preview = async (variables: object) => (await hub.ask(PREVIEW, variables, { key: world.key })).data.preview;
  const own = async (key: string) =>
    (await hub.ask(OWN, { id: toGlobalId('Learner', world.learnerId) }, { key })).data.node;

  test('is what that other’s own query returns, after whatever was hidden, granted and revoked', async () => {
    const { db, sql } = hub.database;
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await sql`delete from consent_grant`;
        await sql`update badge set visibility = 'BY_GRANT'`;
        for (const each of steps) {
          if (each.do === 'hide') {
            await sql`update badge set visibility = ${each.visibility} where id = ${world.badges[each.badge] ?? 0}`;
          } else if (each.do === 'revoke') {
            await sql`update consent_grant set revoked_at = now()
                      where id = (select id from consent_grant order by id offset ${each.which} limit 1)`;
          } else {
            const badgeIds = each.listed?.map((index) => world.badges[index] as BadgeId);
            await makeGrant(db, world.learnerId, {
              ...(badgeIds && { badgeIds }),
              ...(each.to === 'anybody'
                ? { audience: 'ANY_EMPLOYER' }
                : {
                    audience: 'ORGANIZATION',
                    organizationId: world.ids[each.to as 'employer'],
                    showsName: each.showsName,
                  }),
            });
          }
        }
        for (const name of ['employer', 'stranger', 'portal'] as const) {
          const theirs = await own(world.keys[name]);
          seen.add(JSON.stringify(theirs));
          expect(await preview({ organizationId: toGlobalId('Organization', world.ids[name]) })).toEqual(theirs);
          if (name === 'stranger') expect(await preview({ asAnyEmployer: true })).toEqual(theirs);
        }
      }),
      { numRuns: 25 },
    );
    // The worlds differ, or nothing was compared.
    expect(seen.size).toBeGreaterThan(5);
  }, 120_000);

  test('of a share link is what whoever opens it gets', async () => {
    const CREATE = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { token shareLink { id } } }`;
    const input = {
      ...{ scope: 'SOME_BADGES', badgeIds: [toGlobalId('Badge', world.badges[1] ?? 0)], showsName: true },
      ...{ purpose: 'Applying', endsAt: new Date(Date.now() + 86_400_000) },
    };
    const made = (await hub.ask(CREATE, { input }, { key: world.key })).data.createShareLink;
    await hub.database.sql`update badge set visibility = 'BY_GRANT'`;
    const OPEN = `query ($token: String!) { sharedProfile(token: $token) { ${FIELDS} } }`;
    const { data } = await hub.ask(OPEN, { token: made.token }, { key: null });
    expect(data.sharedProfile).toMatchObject({ displayName: 'Name of Blue Heron', badges: [{ name: 'b' }] });
    expect(await preview({ shareLinkId: made.shareLink.id })).toEqual(data.sharedProfile);
  });

  test('shows nothing that only the learner sees, though the learner asks', async () => {
    await makeGrant(hub.database.db, world.learnerId, { audience: 'ANY_EMPLOYER' });
    const { data } = await hub.ask(
      '{ preview(asAnyEmployer: true) { consents { id } shareLinks { id } } }',
      {},
      { key: world.key },
    );
    expect(data.preview).toEqual({ consents: [], shareLinks: [] });
  });

  test.each<[string, () => object, string]>([
    ['as nobody', () => ({}), 'BAD_USER_INPUT'],
    ['as two at once', () => ({ asAnyEmployer: true, shareLinkId: toGlobalId('ShareLink', 1) }), 'BAD_USER_INPUT'],
    [
      'as an organisation that is not there',
      () => ({ organizationId: toGlobalId('Organization', 999_999) }),
      'NOT_FOUND',
    ],
    ['by a link that is not theirs', () => ({ shareLinkId: toGlobalId('ShareLink', 999_999) }), 'NOT_FOUND'],
  ])('%s is an error of the argument', async (_case, variables, code) => {
    const { errors } = await hub.ask(PREVIEW, variables(), { key: world.key });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});
