import { beforeAll, describe, expect, test } from 'vitest';
import type { BadgeId, LearnerId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeBadges, makeLearners } from '../rig/learner-world.ts';

const NOBODY = { key: null };
const DAY = 86_400_000;
const OPEN = `query ($token: String!) { sharedProfile(token: $token) {
  pseudonym displayName badges { name uri document visibility } skillEvidence { rung badge { name } } } }`;
const CREATE = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) {
  url token shareLink { id consentGrant { audience purpose badges { name } } } errors { code field } } }`;

describe('a share link', () => {
  const hub = testHub({ environment: { TESSERA_PUBLIC_URL: 'https://hub.example/' } });
  const world = { key: '', otherKey: '', learnerId: 0 as LearnerId, badges: [] as BadgeId[] };
  beforeAll(async () => {
    const { db } = hub.database;
    const [learnerId, otherId] = (await makeLearners(db, 'Blue Heron', 'Red Fox')) as [LearnerId, LearnerId];
    world.learnerId = learnerId;
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    world.otherKey = await hub.makeKey({ name: 'other', role: 'LEARNER', learnerId: otherId });
    world.badges = await makeBadges(db, learnerId, [
      { name: 'listed' },
      { name: 'not listed' },
      { name: 'public', visibility: 'PUBLIC' },
      { name: 'private', visibility: 'PRIVATE' },
    ]);
    await makeBadges(db, otherId, [{ name: 'of another', visibility: 'PUBLIC' }]);
  });

  const create = async (input: object = {}) => {
    const usual = { scope: 'ALL_BADGES', purpose: 'Applying', endsAt: new Date(Date.now() + DAY) };
    const { data } = await hub.ask(CREATE, { input: { ...usual, ...input } }, { key: world.key });
    return data.createShareLink;
  };
  const open = async (token: string) => (await hub.ask(OPEN, { token }, NOBODY)).data.sharedProfile;
  const names = async (token: string) => (await open(token))?.badges.map(({ name }: { name: string }) => name);
  const hide = (index: number, visibility: string) =>
    hub.ask(
      `mutation ($input: SetBadgeVisibilityInput!) { setBadgeVisibility(input: $input) { errors { code } } }`,
      { input: { badgeId: toGlobalId('Badge', world.badges[index] ?? 0), visibility } },
      { key: world.key },
    );
  const REVOKE =
    'mutation ($id: ID!) { revokeShareLink(input: { id: $id }) { shareLink { consentGrant { revokedAt } } errors { code field } } }';

  test('tells its address once, keeps its token out of what a browser sends, and stores only its hash', async () => {
    const { url, token, shareLink } = await create();
    expect(url).toBe(`https://hub.example/share#${token}`);
    expect(token).toMatch(/^[\w-]{43}$/u);
    expect(shareLink.consentGrant).toEqual({ audience: 'LINK', purpose: 'Applying', badges: [] });
    const stored = await hub.database.sql<{ text: string }[]>`select share_link::text as text from share_link`;
    expect(stored.filter(({ text }) => text.includes(token))).toEqual([]);
  });

  test('of all badges shows those that are not private, and no name unless it says so', async () => {
    const { token } = await create();
    const seen = await open(token);
    expect(seen).toMatchObject({ pseudonym: 'Blue Heron', displayName: null });
    expect(seen.badges.map(({ name, uri, document }: Record<string, unknown>) => [name, uri, document])).toEqual([
      ['listed', null, null],
      ['not listed', null, null],
      ['public', null, null],
    ]);
    const named = await open((await create({ showsName: true })).token);
    expect(named.displayName).toBe('Name of Blue Heron');
    expect(named.badges[0].document).not.toBeNull();
  });

  test('of some badges shows those it lists and not even the public ones beside them', async () => {
    const { token } = await create({ scope: 'SOME_BADGES', badgeIds: [toGlobalId('Badge', world.badges[0] ?? 0)] });
    expect(await names(token)).toEqual(['listed']);
  });

  test('shows what its learner hides no longer from the next time it is opened', async () => {
    const { token } = await create();
    await hide(1, 'PRIVATE');
    expect(await names(token)).toEqual(['listed', 'public']);
    await hide(1, 'BY_GRANT');
    expect(await names(token)).toEqual(['listed', 'not listed', 'public']);
  });

  test('that is unknown, revoked or past shows nothing, and nobody can tell which', async () => {
    const [revoked, past] = [await create(), await create()];
    await hub.ask(REVOKE, { id: revoked.shareLink.id }, { key: world.key });
    await hub.database.sql`
      update consent_grant set starts_at = now() - interval '2 days', ends_at = now() - interval '1 second'
      where id = (select max(id) from consent_grant)`;
    const answers = await Promise.all(
      [revoked.token, past.token, 'x'.repeat(43), ''].map(async (token) => {
        const { status, data, errors } = await hub.ask(OPEN, { token }, NOBODY);
        return JSON.stringify({ status, data, errors });
      }),
    );
    expect([...new Set(answers)]).toEqual([JSON.stringify({ status: 200, data: { sharedProfile: null } })]);
  });

  test('is revoked by its learner, twice alike, and by nobody else', async () => {
    const { token, shareLink } = await create();
    const other = await hub.ask(REVOKE, { id: shareLink.id }, { key: world.otherKey });
    expect(other.data.revokeShareLink.errors).toEqual([{ code: 'NOT_FOUND', field: 'input.id' }]);
    expect(await names(token)).toHaveLength(3);
    for (const _time of [1, 2]) {
      const { data } = await hub.ask(REVOKE, { id: shareLink.id }, { key: world.key });
      expect(data.revokeShareLink).toEqual({
        shareLink: { consentGrant: { revokedAt: expect.any(String) } },
        errors: [],
      });
    }
    expect(await open(token)).toBeNull();
  });

  test('is listed for its learner, without its address, and for nobody else', async () => {
    const LIST = 'query ($id: ID!) { node(id: $id) { ... on Learner { shareLinks { id createdAt } } } }';
    const ids = { id: toGlobalId('Learner', world.learnerId) };
    const { data } = await hub.ask(LIST, ids, { key: world.key });
    expect(data.node.shareLinks.length).toBeGreaterThan(5);
    const BARE = 'query ($id: ID!) { node(id: $id) { id } }';
    const link = { id: data.node.shareLinks[0].id };
    const found = [world.key, world.otherKey, null, undefined].map(async (key) => {
      const answer = await hub.ask(BARE, link, key === undefined ? {} : { key });
      return answer.data.node?.id ?? null;
    });
    expect(await Promise.all(found)).toEqual([link.id, null, null, null]);
  });

  test.each<[string, object, string]>([
    ['for no purpose', { purpose: ' ' }, 'input.purpose'],
    ['of no badge', { scope: 'SOME_BADGES' }, 'input.badgeIds'],
    ["of another's badge", { scope: 'SOME_BADGES', badgeIds: [toGlobalId('Badge', 999_999)] }, 'input.badgeIds'],
    ['that has ended', { endsAt: '2020-01-01T00:00:00Z' }, 'input.endsAt'],
    ['for more than a year', { endsAt: new Date(Date.now() + 367 * DAY) }, 'input.endsAt'],
  ])('%s is an error of the input', async (_case, input, field) => {
    expect(await create(input)).toEqual({
      ...{ url: null, token: null, shareLink: null },
      errors: [{ code: 'BAD_USER_INPUT', field }],
    });
  });

  test('opens as a page that sends its address to nobody and is in no search engine', async () => {
    const response = await fetch(`${hub.url}/share`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/default-src 'none'; script-src 'sha256-[\w+/]+={0,2}'/u),
    });
    const page = await response.text();
    const [, script = ''] = /<script>([\s\S]*)<\/script>/u.exec(page) ?? [];
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(script))).toString('base64');
    expect(response.headers.get('content-security-policy')).toContain(`'sha256-${digest}'`);
    const [, document = ''] = /`(query [\s\S]*?)`/u.exec(script) ?? [];
    const { data } = await hub.ask(document, { token: (await create()).token }, NOBODY);
    expect(data.sharedProfile.badges[0]).toMatchObject({ name: 'listed', verification: 'UNVERIFIED' });
    expect(page).not.toMatch(/https?:\/\//u);
  });
});
