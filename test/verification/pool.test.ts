import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpack } from '../../src/formats/index.ts';
import { createVerifierPool, type VerifierPool, verifyBadge } from '../../src/verification/index.ts';
import { draftBadge } from '../rig/badges/credential.ts';
import { documentOf, makeIssuer } from '../rig/badges/issuer.ts';
import { type BadgeWeb, startBadgeWeb } from '../rig/badges/web.ts';

const TODAY = new Date('2026-11-24T12:00:00Z');

async function unpacked(document: object) {
  const result = await unpack(Buffer.from(JSON.stringify(document)));
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

describe('badges verified in threads', () => {
  let web: BadgeWeb;
  let pool: VerifierPool;
  beforeAll(async () => {
    web = await startBadgeWeb();
    pool = createVerifierPool({ size: 2 });
  });
  afterAll(async () => {
    await pool.close();
    await web.close();
  });

  test('get the same answers, also where others are asked', async () => {
    const issuer = await makeIssuer('eddsa-rdfc-2022', 'https://college.example');
    web.pages.set(issuer.id, { document: documentOf(issuer) });
    const good = await issuer.sign(draftBadge(issuer.id));
    const documents = [good, { ...good, name: 'Doctor of Data' }, draftBadge(issuer.id), { hello: 'world' }];
    for (const document of documents) {
      const options = { asOf: TODAY, resolve: web.resolve, knownIssuers: new Map([[issuer.id, 'a registry']]) };
      const [here, there] = [
        await verifyBadge(await unpacked(document), options),
        await pool.verify(await unpacked(document), options),
      ];
      const { fetchedAt: _here, ...expected } = here;
      const { fetchedAt: _there, ...found } = there;
      expect(found).toEqual(expected);
    }
  });

  test('many at once are each answered', async () => {
    const issuer = await makeIssuer('eddsa-rdfc-2022');
    const badge = await unpacked(await issuer.sign(draftBadge(issuer.id)));
    const verifications = await Promise.all(
      Array.from({ length: 100 }, () => pool.verify(badge, { asOf: TODAY, resolve: null })),
    );
    expect(new Set(verifications.map(({ verdict }) => verdict))).toEqual(new Set(['VALID']));
  });

  test('a badge that takes too long is given up with its thread, and the next one has another', async () => {
    const hasty = createVerifierPool({ size: 1, timeoutMs: 3_000 });
    const badge = await unpacked({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://away.example/1',
      recipient: {},
      badge: 'https://away.example/2',
    });
    const never = () => new Promise<never>(() => {});
    await expect(hasty.verify(badge, { asOf: TODAY, resolve: never })).rejects.toThrow('took longer than 3 seconds');
    expect((await hasty.verify(await unpacked({ hello: 'world' }), { asOf: TODAY, resolve: null })).verdict).toBe(
      'INVALID',
    );
    await hasty.close();
  });

  test('a badge whose questions cannot be put, as when the database is away, is rejected alone', async () => {
    const badge = await unpacked({
      ...{ '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', id: 'https://college.example/1' },
      ...{ recipient: {}, badge: 'https://college.example/2' },
    });
    const lost = () => Promise.reject(new Error('the connection was lost'));
    const [one, other] = await Promise.allSettled([
      pool.verify(badge, { asOf: TODAY, resolve: lost }),
      pool.verify(badge, { asOf: TODAY, resolve: web.resolve }),
    ]);
    expect(one).toMatchObject({ status: 'rejected', reason: { message: 'the connection was lost' } });
    expect(other).toMatchObject({ status: 'fulfilled' });
  });
});
