import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { type Resolve, verifyBadge } from '../../src/verification/index.ts';
import { recheckBadges, verifyBadges } from '../../src/verifying/index.ts';
import { withPatience } from '../../src/verifying/with-patience.ts';
import { testHub } from '../rig/hub.ts';

const IMPORT = `mutation ($input: ImportBadgeInput!) { importBadge(input: $input) { badge { id } errors { code field } } }`;
const LATER = new Date(Date.now() + 2 * 3_600_000);

/** An assertion whose host is asked by every look at it. */
const assertion = (id: string) => ({
  ...{ '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', id: `https://college.example/${id}` },
  ...{ recipient: { type: 'email', hashed: false, identity: 'amina@example.org' }, issuedOn: '2026-01-01T00:00:00Z' },
  verification: { type: 'hosted' },
  badge: {
    ...{ id: 'https://college.example/class', type: 'BadgeClass', name: id, description: 'd' },
    criteria: { narrative: 'c' },
    issuer: { id: 'https://college.example/i', type: 'Issuer', name: 'College', url: 'https://college.example' },
  },
});
const away: Resolve = async (url) => ({ ok: false, reason: 'UNREACHABLE', message: `${url} is away` });

describe('a badge that is looked at again', () => {
  const hub = testHub();
  const held = { key: '' };
  beforeAll(async () => {
    const [row] = await hub.database.sql<{ id: string }[]>`
      insert into learner (key, display_name, pseudonym) values ('a', 'Amina', 'Heron') returning id`;
    held.key = await hub.makeKey({ name: 'a', role: 'LEARNER', learnerId: Number(row?.id) as LearnerId });
  });

  async function handIn(id: string): Promise<number> {
    const { data } = await hub.ask(IMPORT, { input: { document: assertion(id) } }, { key: held.key });
    expect(data.importBadge.errors).toEqual([]);
    const [row] = await hub.database.sql<{ id: string }[]>`select id from badge where name = ${id}`;
    return Number(row?.id);
  }

  /** What was asked for since, which no worker does here; as if it had failed for good, it is gone afterwards. */
  async function takeAskedFor(): Promise<number[]> {
    const rows = await hub.database.sql<{ payload: { badgeIds: number[] } }[]>`
      with gone as (delete from outbox returning *) select payload from gone where job = 'verify-badges'`;
    return rows.flatMap(({ payload }) => payload.badgeIds);
  }

  test('is asked for anew where its first verification never ended, again and again', async () => {
    const id = await handIn('never-verified');
    expect(await takeAskedFor()).toEqual([id]);
    for (const hours of [2, 4]) {
      const now = new Date(Date.now() + hours * 3_600_000);
      expect(await recheckBadges(hub.database, { resolve: away, now })).toEqual({ unchanged: 0, again: 1 });
      expect(await takeAskedFor()).toEqual([id]);
    }
    await verifyBadges(hub.database, [id as never], { resolve: away, verify: verifyBadge, now: new Date() });
    expect(await recheckBadges(hub.database, { resolve: away, now: LATER })).toEqual({ unchanged: 1, again: 0 });
    await hub.database.sql`delete from badge`;
  });

  test('may be answered words no database holds, and takes no other with it', async () => {
    const ids = [await handIn('poisoned'), await handIn('plain')];
    const gone = { id: 'https://college.example/poisoned', revoked: true, revocationReason: 'bad \0 and \ud800 words' };
    const poisoned: Resolve = async (url, options) =>
      url.endsWith('poisoned')
        ? { ok: true, body: Buffer.from(JSON.stringify(gone)), url, fetchedAt: new Date() }
        : away(url, options);
    const terms = { resolve: poisoned, verify: verifyBadge, now: new Date() };
    expect(await verifyBadges(hub.database, ids as never, terms)).toBe(2);
    const rows = await hub.database.sql<{ reason: string }[]>`
      select reason from badge_check where name = 'REVOCATION' order by badge_id`;
    expect(rows.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('bad \ufffd and \ufffd words'),
      expect.stringContaining('is away'),
    ]);
    await hub.database.sql`delete from badge`;
    await takeAskedFor();
  });

  test('is looked at by one process at a time', async () => {
    const id = await handIn('once');
    await verifyBadges(hub.database, [id as never], { resolve: away, verify: verifyBadge, now: new Date() });
    await takeAskedFor();
    const gate = { open: () => {}, reached: () => {} };
    const reached = new Promise<void>((settle) => {
      gate.reached = settle;
    });
    const opened = new Promise<void>((settle) => {
      gate.open = settle;
    });
    const resolve: Resolve = async (url) => {
      gate.reached();
      await opened;
      return { ok: true, body: Buffer.from('{}'), url, fetchedAt: new Date() };
    };
    const first = recheckBadges(hub.database, { resolve, now: LATER });
    await reached;
    expect(await recheckBadges(hub.database, { resolve: away, now: LATER })).toEqual({ unchanged: 0, again: 0 });
    gate.open();
    expect(await first).toEqual({ unchanged: 0, again: 1 });
  });
});

test('hosts that keep a badge waiting are not all waited for', async () => {
  const asked: string[] = [];
  const slow: Resolve = async (url) => {
    asked.push(url);
    const until = performance.now() + 2;
    while (performance.now() < until) await Promise.resolve();
    return away(url);
  };
  const patient = withPatience(slow, 1);
  expect(await patient('https://one.example')).toMatchObject({
    reason: 'UNREACHABLE',
    message: expect.stringContaining('is away'),
  });
  expect(await patient('https://two.example')).toMatchObject({
    reason: 'UNREACHABLE',
    message: expect.stringContaining('was not asked'),
  });
  expect(asked).toEqual(['https://one.example']);
});
