import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { unpack } from '../../src/formats/index.ts';
import { draftBadge, draftEndorsement, draftRecord, png, svg, textChunk } from '../rig/badges/credential.ts';
import { makeJwsKey } from '../rig/badges/issuer.ts';

const ISSUER = 'https://college.example';
const BADGE = draftBadge(ISSUER);
const ASSERTION = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: `${ISSUER}/1`,
  recipient: {},
  badge: {},
};

async function told(content: Uint8Array | string): Promise<unknown> {
  const unpacked = await unpack(typeof content === 'string' ? Buffer.from(content) : content);
  return unpacked.ok ? `${unpacked.value.packaging} ${unpacked.value.container}` : unpacked.problem;
}

test.each([
  ['OB2_HOSTED', ASSERTION],
  ['OB2_HOSTED', { ...ASSERTION, type: ['Assertion'] }],
  ['OB3_JSON', BADGE],
  ['OB3_JSON', { ...BADGE, type: ['VerifiableCredential', 'AchievementCredential'] }],
  ['CLR2_JSON', draftRecord(ISSUER, [BADGE])],
  ['ENDORSEMENT_JSON', draftEndorsement(ISSUER, 'urn:1')],
  ['ELM_JSON', { type: ['VerifiableCredential', 'EuropeanDigitalCredential'] }],
  ['VC_JSON', { type: 'VerifiableCredential' }],
  ['CREDLY_JSON', { data: { id: '1', issued_at: '2026-01-01', badge_template: { name: 'SQL' } } }],
  ['BADGR_JSON', { status: { success: true }, result: [{ entityType: 'Assertion', entityId: 'x', badgeclass: 'y' }] }],
  ['UNKNOWN', { hello: 'world' }],
])('%s is told by what a document says', async (packaging, document) => {
  expect(await told(JSON.stringify(document))).toBe(`${packaging} NONE`);
});

describe('a signed text', () => {
  test.each([
    ['OB2_SIGNED', ASSERTION],
    ['OB3_JWT', BADGE],
    ['OB3_JWT', { iss: ISSUER, vc: BADGE }],
    ['CLR2_JWT', draftRecord(ISSUER, [])],
    ['ENDORSEMENT_JWT', draftEndorsement(ISSUER, 'urn:1')],
    ['VC_JWT', { type: 'VerifiableCredential' }],
    ['UNKNOWN', { sub: 'somebody' }],
  ])('is %s by what it carries', async (packaging, payload) => {
    const jws = await (await makeJwsKey('ES256')).sign(payload);
    expect([await told(jws), await told(`\n${jws}\n`), await told(JSON.stringify(jws))]).toEqual(
      Array(3).fill(`${packaging} NONE`),
    );
  });

  test('says by its claims what the credential in it leaves out', async () => {
    const { id: _id, issuer: _issuer, validFrom: _from, validUntil: _until, ...vc } = BADGE;
    const payload = { iss: ISSUER, jti: 'urn:1', nbf: 1_767_225_600, exp: 1_830_297_600, vc };
    const unpacked = await unpack(Buffer.from(await (await makeJwsKey('ES256')).sign(payload)));
    expect(unpacked.ok && unpacked.value.document).toMatchObject({
      id: 'urn:1',
      issuer: ISSUER,
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2028-01-01T00:00:00Z',
      name: 'Data Analysis',
    });
  });
});

const TEXT = JSON.stringify(BADGE);
const TEXT2 = JSON.stringify(ASSERTION);
const OB2_SVG = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org">${inside}</svg>`;

test.each([
  ['Open Badges 3.0 in a PNG', png(textChunk(TEXT)), 'OB3_JSON PNG'],
  ['Open Badges 2.0 in a PNG', png(textChunk(TEXT2, 'openbadges')), 'OB2_HOSTED PNG'],
  ['an address in a PNG', png(textChunk('https://college.example/1', 'openbadges')), 'ADDRESS PNG'],
  ['a PNG with other texts, too', png(textChunk('x', 'Comment'), textChunk(TEXT)), 'OB3_JSON PNG'],
  ['Open Badges 3.0 in an SVG', svg(TEXT), 'OB3_JSON SVG'],
  [
    'Open Badges 2.0 in an SVG',
    OB2_SVG(`<o:assertion verify="https://college.example/1"><![CDATA[${TEXT2}]]></o:assertion>`),
    'OB2_HOSTED SVG',
  ],
  ['an address in an SVG', OB2_SVG('<o:assertion verify="https://college.example/1"/>'), 'ADDRESS SVG'],
  ['an address alone', ' https://college.example/assertions/1 ', 'ADDRESS NONE'],
  ['a document with a mark of its encoding', `\ufeff${TEXT}`, 'OB3_JSON NONE'],
  ['a document with comments', `{ // theirs\n${TEXT.slice(1)}`, 'OB3_JSON NONE'],
])('%s is unpacked', async (_what, content, expected) => {
  expect(await told(content)).toBe(expected);
});

const damaged = png(textChunk(TEXT));
damaged[60] = (damaged[60] ?? 0) ^ 1;

test.each([
  ['two badges in one PNG', png(textChunk(TEXT), textChunk(TEXT)), 'holds 2 badges and one is allowed'],
  ['a badge of each version in one PNG', png(textChunk(TEXT2, 'openbadges'), textChunk(TEXT)), 'holds 2 badges'],
  ['a compressed text', png(textChunk(TEXT, 'openbadgecredential', 1)), 'is compressed, which Open Badges forbids'],
  ['a PNG without a badge', png(), 'holds no badge'],
  ['a PNG that is cut short', png(textChunk(TEXT)).subarray(0, 90), 'ends inside a chunk'],
  ['a PNG with a flipped bit', damaged, 'checksum of the picture'],
  [
    'two badges in one SVG',
    OB2_SVG('<o:assertion verify="https://a.example/1"/><o:assertion verify="https://a.example/2"/>'),
    'holds 2 badges',
  ],
  ['an SVG without a badge', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'holds no badge'],
  [
    'an SVG with the right element in the wrong namespace',
    '<svg xmlns:o="http://other.example"><o:assertion verify="https://a.example/1"/></svg>',
    'holds no badge',
  ],
  [
    'an SVG with entities',
    `<!DOCTYPE svg [<!ENTITY a "x">]>${OB2_SVG('<o:assertion verify="&a;"/>')}`,
    'declares entities',
  ],
  [
    'an SVG with an entity from a file',
    `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${OB2_SVG('<o:assertion>&a;</o:assertion>')}`,
    'declares entities',
  ],
  ['an SVG with an undeclared entity', OB2_SVG('<o:assertion>&a;</o:assertion>'), 'not well-formed'],
  ['an SVG that does not end', '<svg xmlns="http://www.w3.org/2000/svg"><g>', 'not well-formed'],
  ['1,000 levels', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'deeper than 100 levels'],
  ['a million levels', '{"a":'.repeat(1_000_000), 'deeper than 100 levels'],
  ['more than 10 MB', `{"a":"${'x'.repeat(10 * 1024 * 1024)}"}`, 'larger than 10 MB'],
  ['nothing', ' \n', 'is empty'],
  ['a list', '[1]', 'no object'],
  ['a number', '1', 'no object'],
  ['half a document', '{"type": ', 'not JSON'],
  ['a page', '<html><body>Not found</body></html>', 'not JSON'],
  ['bytes that are no text', gzipSync('x'), 'neither a PNG picture nor text'],
  ['two parts of a JWS', 'eyJhbGciOiJFUzI1NiJ9.e30', 'three parts joined by dots'],
  ['a JWS whose payload is no JSON', 'eyJhbGciOiJFUzI1NiJ9.YWJj.YWJj', 'payload of the JWS'],
])('%s: refused, with what is wrong', async (_what, content, message) => {
  expect(await told(content)).toEqual({ code: 'BADGE_UNREADABLE', message: expect.stringContaining(message) });
});
