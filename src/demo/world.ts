import { createHash } from 'node:crypto';
import type { LearnerToRegister } from '../learners/index.ts';

/** A credential of the catalogue as far as a made-up badge of it needs. */
export interface AwardableCredential {
  readonly uri: string;
  readonly name: string;
  readonly providerUri: string;
  readonly providerName: string;
  readonly skills: readonly { readonly uri: string; readonly label: string; readonly exactMatch: string | null }[];
  readonly validYears: number | null;
}

/** How a learner of the demo shares: each sort there is. */
export const SHARING = [
  'NOBODY',
  'ANY_EMPLOYER',
  'ONE_EMPLOYER_WITH_NAME',
  'ONE_EMPLOYER_SOME_BADGES',
  'ENDED',
  'REVOKED',
  'PUBLIC_BADGE',
] as const;
export type Sharing = (typeof SHARING)[number];

export interface DemoLearner {
  readonly person: LearnerToRegister;
  readonly sharing: Sharing;
  readonly badges: readonly Readonly<Record<string, unknown>>[];
  /** URIs of skills the learner claims without a badge. */
  readonly claims: readonly string[];
}

const LEARNERS = 200;
/** Badges of this world were issued before this day; nothing in it depends on the clock. */
const NOW = Date.UTC(2026, 8, 1);
const DAY = 86_400_000;

const GIVEN = [
  'Amina',
  'Lucas',
  'Mei',
  'Noah',
  'Zoé',
  'Arjun',
  'Fatima',
  'Liam',
  'Chloé',
  'Mateo',
  'Ayesha',
  'Owen',
  'Nadia',
  'Gabriel',
  'Sofia',
  'Tariq',
  'Émilie',
  'Kofi',
  'Hana',
  'Ethan',
];
const FAMILY = [
  'Okafor',
  'Tremblay',
  'Chen',
  'Bouchard',
  'Singh',
  'Kowalski',
  'Haddad',
  'Beaulieu',
  'Nguyen',
  'Whiteduck',
  'Martin',
  'Silva',
  'Osei',
  'Gagnon',
  'Patel',
  'Lavoie',
  'Rossi',
  'Ahmed',
  'MacKay',
  'Roy',
];

/** A number from 0 up to 1 that depends on nothing but its name, so that the world is the same everywhere. */
function chance(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32;
}

function pick<T>(list: readonly T[], name: string): T {
  const found = list[Math.floor(chance(name) * list.length)];
  if (found === undefined) throw new Error(`nothing to pick for ${name}`);
  return found;
}

/** Two people the README follows, with exactly the badges that make their story. */
const STORIES: Readonly<
  Record<
    string,
    { name: string; language: string; credentials: readonly string[]; claims: readonly string[]; sharing: Sharing }
  >
> = {
  'learner-amina': {
    ...{ name: 'Amina Okafor', language: 'en', sharing: 'ONE_EMPLOYER_WITH_NAME' },
    credentials: [
      'urn:tessera:credential:grand-river:data-cleaning',
      'urn:tessera:credential:digital-craft:data-story',
    ],
    claims: ['https://tessera.example/skills/ethics-of-data-use'],
  },
  'learner-lucas': {
    ...{ name: 'Lucas Tremblay', language: 'fr', sharing: 'ANY_EMPLOYER' },
    credentials: ['urn:tessera:credential:c-taiga:gmaw-welding'],
    claims: [],
  },
};

/** How many of `demoLearners`, the first of them, are people the README follows. */
export const STORIES_TOLD = Object.keys(STORIES).length;

/** The learners of the demo with their badge documents, always the same ones. */
export function demoLearners(catalogue: readonly AwardableCredential[]): DemoLearner[] {
  const byUri = new Map(catalogue.map((credential) => [credential.uri, credential]));
  const told = Object.entries(STORIES).map(
    ([key, { name, language, sharing, credentials, claims }]): DemoLearner => ({
      person: personOf(key, name, language),
      sharing,
      badges: credentials.flatMap((uri) => {
        const credential = byUri.get(uri);
        return credential ? [openBadge3(key, credential, NOW - 120 * DAY)] : [];
      }),
      claims,
    }),
  );
  const others = Array.from({ length: LEARNERS - told.length }, (_, index) =>
    strangerOf(`learner-${String(index + 1).padStart(3, '0')}`, catalogue),
  );
  return [...told, ...others];
}

function strangerOf(key: string, catalogue: readonly AwardableCredential[]): DemoLearner {
  const name = `${pick(GIVEN, `${key} given`)} ${pick(FAMILY, `${key} family`)}`;
  const count = 1 + Math.floor(chance(`${key} count`) * 4);
  // A person's badges lie near each other in the catalogue, as they would in a career.
  const from = Math.floor(chance(`${key} field`) * catalogue.length);
  const held = Array.from(
    { length: count },
    (_, index) => catalogue[(from + index * (1 + Math.floor(chance(`${key} step`) * 2))) % catalogue.length],
  );
  const badges = held.flatMap((credential, index) => {
    if (!credential) return [];
    const issuedAt = NOW - Math.floor(chance(`${key} ${index} issued`) * 1_500) * DAY;
    const isOld = chance(`${key} ${index} version`) < 0.3;
    return [
      isOld
        ? openBadge2(key, credential, issuedAt)
        : openBadge3(key, credential, issuedAt, chance(`${key} ${index} failed`) < 0.05),
    ];
  });
  const claimed = catalogue[(from + 5) % catalogue.length]?.skills[0]?.uri;
  return {
    person: personOf(key, name, chance(`${key} language`) < 0.2 ? 'fr' : 'en'),
    sharing: pick(SHARING, `${key} sharing`),
    badges,
    claims: claimed !== undefined && chance(`${key} claims`) < 0.3 ? [claimed] : [],
  };
}

function personOf(key: string, displayName: string, language: string): LearnerToRegister {
  const short = createHash('sha256').update(key).digest('hex').slice(0, 6);
  return {
    ...{ key, displayName, language, pseudonym: `Learner ${short}`, region: 'CA-ON' },
    identities: [
      { type: 'email', value: `${key}@learners.example` },
      { type: 'did', value: `did:example:${key}` },
    ],
  };
}

function idOf(key: string, { uri }: AwardableCredential): string {
  const hex = createHash('sha256').update(`${key} ${uri}`).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function openBadge3(key: string, credential: AwardableCredential, issuedAt: number, isFailed = false) {
  const until =
    credential.validYears === null ? null : new Date(issuedAt + credential.validYears * 365 * DAY).toISOString();
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: idOf(key, credential),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: credential.providerUri, type: ['Profile'], name: credential.providerName },
    validFrom: new Date(issuedAt).toISOString(),
    ...(until !== null && { validUntil: until }),
    name: credential.name,
    credentialSubject: {
      id: `did:example:${key}`,
      type: ['AchievementSubject'],
      achievement: {
        id: credential.uri,
        type: ['Achievement'],
        achievementType: 'MicroCredential',
        name: credential.name,
        description: `Awarded for ${credential.name}.`,
        criteria: { narrative: 'Assessed by the provider.' },
        alignment: credential.skills.map(({ uri, label }) => ({
          type: ['Alignment'],
          targetName: label,
          targetUrl: uri,
          targetFramework: 'Tessera Skills Framework',
          targetType: 'ceasn:Competency',
        })),
      },
      ...(isFailed && { result: [{ type: ['Result'], status: 'Failed' }] }),
    },
  };
}

/** Older badges name the recipient by a salted hash, and skills by ESCO address or by words alone. */
function openBadge2(key: string, credential: AwardableCredential, issuedAt: number) {
  const salt = createHash('sha256').update(`${key} salt`).digest('hex').slice(0, 8);
  const identity = `sha256$${createHash('sha256').update(`${key}@learners.example${salt}`).digest('hex')}`;
  return {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: idOf(key, credential),
    recipient: { type: 'email', hashed: true, salt, identity },
    issuedOn: new Date(issuedAt).toISOString(),
    verification: { type: 'hosted' },
    badge: {
      type: 'BadgeClass',
      id: `${credential.uri}#badge`,
      name: credential.name,
      description: `Awarded for ${credential.name}.`,
      criteria: { narrative: 'Assessed by the provider.' },
      issuer: { type: 'Issuer', id: credential.providerUri, name: credential.providerName },
      alignment: credential.skills.map(({ label, exactMatch }) =>
        exactMatch === null
          ? { targetName: label, targetUrl: 'https://example.org/skills' }
          : { targetName: label, targetUrl: exactMatch, targetFramework: 'ESCO' },
      ),
    },
  };
}
