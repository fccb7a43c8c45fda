import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { unpack } from '../../src/formats/index.ts';
import { verifyBadge } from '../../src/verification/index.ts';
import { draftBadge } from '../rig/badges/credential.ts';
import { documentOf, makeIssuer } from '../rig/badges/issuer.ts';
import { makeStatusList, publishStatus } from '../rig/badges/status.ts';
import { type BadgeWeb, startBadgeWeb } from '../rig/badges/web.ts';

const TODAY = new Date('2026-11-24T12:00:00Z');
const COLLEGE = 'https://college.example/issuer';
/** An address of the college's that leads wherever it is told to, as many sites have one. */
const OPEN_REDIRECT = 'https://college.example/go';

let web: BadgeWeb;
beforeAll(async () => {
  web = await startBadgeWeb();
});
afterAll(() => web.close());
beforeEach(() => web.pages.clear());

async function verify(document: object) {
  const unpacked = await unpack(Buffer.from(JSON.stringify(document)));
  if (!unpacked.ok) throw new Error(unpacked.problem.message);
  const { verdict, checks } = await verifyBadge(unpacked.value, { asOf: TODAY, resolve: web.resolve });
  return { verdict, ...Object.fromEntries(checks.map(({ name, result }) => [name, result])) };
}

test('a key that the issuer’s host only leads to is not the issuer’s', async () => {
  const impostor = await makeIssuer('eddsa-rdfc-2022', OPEN_REDIRECT);
  const { publicKeyMultibase } = impostor;
  web.pages.set(OPEN_REDIRECT, { leadsTo: 'https://evil.example/key' });
  for (const controller of [COLLEGE, undefined]) {
    web.pages.set('https://evil.example/key', { document: { type: 'Multikey', publicKeyMultibase, controller } });
    expect(await verify(await impostor.sign(draftBadge(COLLEGE)))).toMatchObject({
      ...{ verdict: 'UNKNOWN', PROOF: 'PASS', ISSUER_IDENTITY: 'UNKNOWN' },
    });
  }
  web.pages.set(OPEN_REDIRECT, { document: { type: 'Multikey', publicKeyMultibase, controller: COLLEGE } });
  expect(await verify(await impostor.sign(draftBadge(COLLEGE)))).toMatchObject({ verdict: 'VALID' });
});

test('an issuer that its host only leads to speaks for nobody', async () => {
  const context = { '@context': 'https://w3id.org/openbadges/v2' };
  const assertion = {
    ...{ ...context, id: 'https://evil.example/assertion', type: 'Assertion', issuedOn: '2026-01-01T00:00:00Z' },
    recipient: { type: 'email', hashed: false, identity: 'amina@example.org' },
    ...{ badge: 'https://evil.example/class', verification: { type: 'hosted' } },
  };
  const badge = {
    ...{ ...context, id: 'https://evil.example/class', type: 'BadgeClass', name: 'Doctor', description: 'Of all.' },
    ...{ criteria: { narrative: 'None.' }, issuer: OPEN_REDIRECT },
  };
  const issuer = {
    ...{ ...context, id: COLLEGE, type: 'Profile', name: 'College' },
    verification: { allowedOrigins: ['evil.example'] },
  };
  web.pages.set(assertion.id, { document: assertion });
  web.pages.set(badge.id, { document: badge });
  web.pages.set(OPEN_REDIRECT, { leadsTo: 'https://evil.example/issuer' });
  web.pages.set('https://evil.example/issuer', { document: issuer });
  expect((await verify(assertion)).verdict).toBe('UNKNOWN');
});

test('a status list that a stranger signed says nothing', async () => {
  const college = await makeIssuer('eddsa-rdfc-2022', COLLEGE);
  const stranger = await makeIssuer('eddsa-rdfc-2022', 'https://away.example/nobody');
  web.pages.set(COLLEGE, { document: documentOf(college) });
  const list = 'https://lists.example/1';
  const credentialStatus = {
    ...{ id: `${list}#7`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
    ...{ statusListIndex: '7', statusListCredential: list },
  };
  const badge = await college.sign(draftBadge(COLLEGE, { credentialStatus }));
  await publishStatus(web, list, college, { revoked: [7] });
  expect(await verify(badge)).toMatchObject({ verdict: 'REVOKED' });

  // Its key cannot be asked for, and so stands in the proof alone.
  web.pages.set(list, { document: await makeStatusList(list, { ...stranger, id: COLLEGE }, { revoked: [] }) });
  expect(await verify(badge)).toMatchObject({ verdict: 'UNKNOWN', REVOCATION: 'UNKNOWN' });
});
