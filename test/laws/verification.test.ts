import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpack } from '../../src/formats/index.ts';
import { verifyBadge } from '../../src/verification/index.ts';
import {
  draftBadge,
  draftBadge11,
  draftEndorsement,
  draftRecord,
  png,
  svg,
  textChunk,
} from '../rig/badges/credential.ts';
import { makeIssuer, makeJwsKey } from '../rig/badges/issuer.ts';
import { type BadgeWeb, startBadgeWeb } from '../rig/badges/web.ts';

const TODAY = new Date('2026-11-24T12:00:00Z');
const HOST = 'https://college.example';

let web: BadgeWeb;
/** One valid badge of each packaging, as bytes. */
let badges: readonly (readonly [name: string, bytes: Buffer])[];

beforeAll(async () => {
  web = await startBadgeWeb();
  const [eddsa, ecdsa, old] = [
    await makeIssuer('eddsa-rdfc-2022'),
    await makeIssuer('ecdsa-rdfc-2019'),
    await makeIssuer('Ed25519Signature2020'),
  ];
  const endorsement = await ecdsa.sign(draftEndorsement(ecdsa.id, eddsa.id));
  const draft = draftBadge(eddsa.id, {
    issuer: { id: eddsa.id, type: ['Profile'], name: 'College', endorsement: [endorsement] },
  });
  const signed = JSON.stringify(await eddsa.sign(draft));
  const key = await makeJwsKey('ES256');
  web.pages.set(HOST, {
    document: {
      id: HOST,
      assertionMethod: [{ id: `${HOST}#1`, type: 'JsonWebKey', controller: HOST, publicKeyJwk: key.jwk }],
    },
  });
  const jws = await key.sign({ ...draftBadge(HOST), iss: HOST }, { kid: `${HOST}#1` });
  web.pages.set(`${HOST}/key`, { document: { id: `${HOST}/key`, owner: `${HOST}/issuer`, publicKeyJwk: key.jwk } });
  web.pages.set(`${HOST}/issuer`, {
    document: { type: 'Profile', id: `${HOST}/issuer`, name: 'College', publicKey: `${HOST}/key` },
  });
  const badge = {
    type: 'BadgeClass',
    id: 'urn:uuid:2',
    name: 'SQL',
    description: 'Asks data.',
    criteria: 'https://college.example/sql',
    issuer: `${HOST}/issuer`,
  };
  const assertion = {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: 'urn:uuid:1',
    recipient: { type: 'email', identity: 'a@example.org' },
    badge,
    verification: { type: 'signed', creator: `${HOST}/key` },
    issuedOn: '2026-01-01',
  };
  badges = Object.entries({
    eddsa: signed,
    ecdsa: JSON.stringify(await ecdsa.sign(draftBadge(ecdsa.id))),
    ed25519: JSON.stringify(await old.sign(draftBadge11(old.id))),
    record: JSON.stringify(await eddsa.sign(draftRecord(eddsa.id, [JSON.parse(signed)]))),
    jws,
    'signed 2.0': await key.sign(assertion),
    svg: svg(signed),
    png: png(textChunk(signed)),
  }).map(([name, content]) => [name, Buffer.from(content)]);
}, 60_000);
afterAll(() => web.close());

/** What a badge claims when it is valid; null when it is not. */
async function claimsOf(bytes: Uint8Array): Promise<unknown> {
  const unpacked = await unpack(bytes);
  if (!unpacked.ok) return null;
  const { verdict, document } = await verifyBadge(unpacked.value, { asOf: TODAY, now: TODAY, resolve: web.resolve });
  if (verdict !== 'VALID') return null;
  const { proof: _proof, ...claims } = document;
  // A record's proof covers what the credentials in it say; by which contexts they say it is for a check of each.
  return JSON.parse(JSON.stringify(claims), (name, value) => (name === '@context' ? undefined : value));
}

test('a badge with a bit flipped anywhere is never valid, unless it says the same as before', async () => {
  const claims = new Map<string, unknown>();
  for (const [name, bytes] of badges) {
    const said = await claimsOf(bytes);
    expect([name, said === null]).toEqual([name, false]);
    claims.set(name, said);
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(badges.length - 1), fc.nat(), fc.nat(7), async (which, position, bit) => {
      const [name, bytes] = badges[which] ?? ['', Buffer.of()];
      const flipped = Buffer.from(bytes);
      const at = position % bytes.length;
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      const said = await claimsOf(flipped);
      if (said !== null) expect(said).toEqual(claims.get(name));
    }),
    { numRuns: 2_000 },
  );
}, 300_000);

/** Replaces, at a place chosen by number, a part of a document by something else. */
function replacePart(document: unknown, place: number, part: unknown): unknown {
  const places: { readonly holder: Record<PropertyKey, unknown>; readonly name: PropertyKey }[] = [];
  const copy = structuredClone(document);
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(value)) {
      const holder = value as Record<PropertyKey, unknown>;
      places.push({ holder, name });
      walk(holder[name]);
    }
  };
  walk(copy);
  const { holder, name } = places[place % places.length] ?? { holder: {}, name: '' };
  holder[name] = part;
  return copy;
}

test('a badge with any part replaced by anything gets a verdict, and is valid only if it says the same as before', async () => {
  // Not records: a proof covers statements, and what two credentials in one both state may be missing from one of them.
  const documents = badges.filter(([name, bytes]) => bytes[0] === 0x7b && name !== 'record');
  const part = fc.oneof(
    fc.json().map((text) => JSON.parse(text) as unknown),
    fc.constantFrom<unknown>(
      null,
      [],
      {},
      '',
      'x',
      -1,
      [null],
      [{}],
      { id: null },
      { '@context': null },
      'did:web:%',
      'https://[',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(documents.length - 1), fc.nat(), part, async (which, place, replacement) => {
      const [, bytes] = documents[which] ?? ['', Buffer.of()];
      const document: unknown = JSON.parse(bytes.toString());
      const changed = Buffer.from(JSON.stringify(replacePart(document, place, replacement)));
      const said = await claimsOf(changed);
      if (said !== null) expect(said).toEqual(await claimsOf(bytes));
    }),
    { numRuns: 1_500 },
  );
}, 300_000);
