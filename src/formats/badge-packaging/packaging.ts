/** What a badge document is and how it is secured, told by its content; never by a file's name. */
export const PACKAGINGS = [
  'OB2_HOSTED',
  'OB2_SIGNED',
  'OB3_JSON',
  'OB3_JWT',
  'CLR2_JSON',
  'CLR2_JWT',
  'ENDORSEMENT_JSON',
  'ENDORSEMENT_JWT',
  'ELM_JSON',
  'CREDLY_JSON',
  'BADGR_JSON',
  'VC_JSON',
  'VC_JWT',
  'ADDRESS',
  'UNKNOWN',
] as const;
export type Packaging = (typeof PACKAGINGS)[number];

/** The picture a document was baked into, if any. */
export const CONTAINERS = ['NONE', 'PNG', 'SVG'] as const;
export type Container = (typeof CONTAINERS)[number];

/** Names of credential types to the family they belong to. Source: Open Badges 3.0, CLR 2.0, ELM 3. */
const FAMILIES: readonly (readonly [string, 'OB3' | 'CLR2' | 'ENDORSEMENT' | 'ELM'])[] = [
  ['ClrCredential', 'CLR2'],
  ['OpenBadgeCredential', 'OB3'],
  ['AchievementCredential', 'OB3'],
  ['EndorsementCredential', 'ENDORSEMENT'],
  ['EuropeanDigitalCredential', 'ELM'],
];

/** The packaging of a parsed document, which came as JSON or inside a compact JWS. */
export function packagingOf(document: Readonly<Record<string, unknown>>, isJws: boolean): Packaging {
  const types = typesOf(document);
  const family = FAMILIES.find(([type]) => types.includes(type))?.[1];
  if (family === 'ELM') return 'ELM_JSON';
  if (family) return isJws ? `${family}_JWT` : `${family}_JSON`;
  if (types.includes('Assertion') || looksLikeAssertion(document)) return isJws ? 'OB2_SIGNED' : 'OB2_HOSTED';
  if (types.includes('VerifiableCredential')) return isJws ? 'VC_JWT' : 'VC_JSON';
  if (isJws) return 'UNKNOWN';
  if (isCredly(document)) return 'CREDLY_JSON';
  return isBadgr(document) ? 'BADGR_JSON' : 'UNKNOWN';
}

/** The types a document states, as a list. */
export function typesOf(document: Readonly<Record<string, unknown>>): string[] {
  return [document.type ?? document['@type']].flat().filter((type) => typeof type === 'string');
}

/** An Open Badges 2.0 assertion under a wrong type, so that the structure check can say what is wrong with it. */
function looksLikeAssertion(document: Readonly<Record<string, unknown>>): boolean {
  const isVersion2 = [document['@context']].flat().includes('https://w3id.org/openbadges/v2');
  return isVersion2 && 'recipient' in document && 'badge' in document;
}

/** One badge as Credly's API answers it, alone or as `data`. Source: Credly Web Service API, Issued Badges. */
function isCredly(document: Readonly<Record<string, unknown>>): boolean {
  const badge = partOf(document, 'data') ?? document;
  return 'badge_template' in badge && ('issued_at' in badge || 'issued_at_date' in badge);
}

/** One assertion as Badgr's API answers it, alone or as the only `result`. Source: Badgr API v2, Assertions. */
function isBadgr(document: Readonly<Record<string, unknown>>): boolean {
  const [only] = Array.isArray(document.result) && document.result.length === 1 ? document.result : [document];
  const badge: unknown = only;
  if (typeof badge !== 'object' || badge === null) return false;
  return 'entityType' in badge && badge.entityType === 'Assertion' && 'badgeclass' in badge;
}

function partOf(document: Readonly<Record<string, unknown>>, name: string): object | null {
  const part = document[name];
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? part : null;
}
