import { crc32 } from 'node:zlib';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const CLR2 = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';

export const RECIPIENT = 'did:example:learner';

/** An unsigned badge of a Data Analysis certificate, with one alignment and an endorsement where one is given. */
export function draftBadge(issuer: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    '@context': [V2, OB3],
    id: 'urn:uuid:11111111-1111-4111-8111-111111111111',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Data Analysis',
    issuer: { id: issuer, type: ['Profile'], name: 'Riverside College' },
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2028-01-01T00:00:00Z',
    credentialSubject: {
      id: RECIPIENT,
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://college.example/achievements/data-analysis',
        type: ['Achievement'],
        achievementType: 'MicroCredential',
        name: 'Data Analysis',
        description: 'Cleans, joins and charts data.',
        criteria: { narrative: 'Passes an assessed project.' },
        alignment: [{ type: ['Alignment'], targetName: 'SQL', targetUrl: 'https://skills.example/sql' }],
      },
    },
    ...more,
  };
}

/** The same badge under Verifiable Credentials 1.1, which `Ed25519Signature2020` belongs to. */
export function draftBadge11(issuer: string, more: Readonly<Record<string, unknown>> = {}) {
  const { validFrom, validUntil, ...badge } = draftBadge(issuer);
  return {
    ...badge,
    '@context': ['https://www.w3.org/2018/credentials/v1', OB3, 'https://w3id.org/security/suites/ed25519-2020/v1'],
    issuanceDate: validFrom,
    expirationDate: validUntil,
    ...more,
  };
}

/** An unsigned record around signed credentials. */
export function draftRecord(issuer: string, inner: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  return {
    '@context': [V2, CLR2, OB3],
    id: 'urn:uuid:22222222-2222-4222-8222-222222222222',
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Transcript',
    issuer: { id: issuer, type: ['Profile'], name: 'Riverside College' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: RECIPIENT, type: ['ClrSubject'], verifiableCredential: inner },
    ...more,
  };
}

/** An unsigned endorsement of something. */
export function draftEndorsement(issuer: string, about: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    '@context': [V2, OB3],
    id: 'urn:uuid:33333333-3333-4333-8333-333333333333',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endorsement',
    issuer: { id: issuer, type: ['Profile'], name: 'Chamber of Industry' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: 'In demand here.' },
    ...more,
  };
}

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(data.length, 0);
  sizes.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([sizes.subarray(0, 4), body, sizes.subarray(4)]);
};

/** A text chunk of a PNG picture. */
export function textChunk(text: string, keyword = 'openbadgecredential', compressed = 0): Buffer {
  return chunk(
    'iTXt',
    Buffer.concat([Buffer.from(`${keyword}\0`), Buffer.from([compressed, 0, 0, 0]), Buffer.from(text)]),
  );
}

/** A PNG picture of one pixel's header with the given chunks in it. */
export function png(...chunks: readonly Buffer[]): Buffer {
  const header = chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, header, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

/** An SVG picture with an Open Badges 3.0 document, or a JWS in the attribute. */
export function svg(text: string, isJws = false): string {
  const baked = isJws
    ? `<openbadges:credential verify="${text}"/>`
    : `<openbadges:credential><![CDATA[${text}]]></openbadges:credential>`;
  return `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">${baked}</svg>`;
}
