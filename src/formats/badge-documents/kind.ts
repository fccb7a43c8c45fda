/** What a parsed document is, told from what it says of itself. CLR and PRESENTATION hold others. */
export type DocumentKind =
  | 'OPEN_BADGES_3'
  | 'OPEN_BADGES_2'
  | 'CLR'
  | 'EUROPASS_ELM'
  | 'CREDLY'
  | 'BADGR'
  | 'PRESENTATION'
  | 'ENDORSEMENT'
  | 'UNKNOWN';

/** Values of `type` and the kind they name; the first that is there counts, since a badge may carry types of its own beside. */
const KINDS: readonly (readonly [type: string, kind: DocumentKind])[] = [
  ['ClrCredential', 'CLR'],
  ['OpenBadgeCredential', 'OPEN_BADGES_3'],
  ['AchievementCredential', 'OPEN_BADGES_3'],
  ['EuropeanDigitalCredential', 'EUROPASS_ELM'],
  ['EndorsementCredential', 'ENDORSEMENT'],
  ['Endorsement', 'ENDORSEMENT'],
  ['VerifiablePresentation', 'PRESENTATION'],
  ['Assertion', 'OPEN_BADGES_2'],
];

/** Badgr's API names its entities so, and not by `type`. */
const BADGR = ['Assertion', 'BackpackAssertion'];

export function kindOf(document: unknown): DocumentKind {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return 'UNKNOWN';
  const types = typesOf(document);
  const named = KINDS.find(([type]) => types.includes(type));
  if (named) return named[1];
  if ('entityType' in document && BADGR.some((name) => name === document.entityType)) return 'BADGR';
  return 'badge_template' in document ? 'CREDLY' : 'UNKNOWN';
}

/** What to say of a document that is not one badge. */
export function sentenceOnKind(kind: DocumentKind, document: unknown): string {
  if (kind === 'CLR' || kind === 'PRESENTATION') {
    return 'this holds several badges and one is read; hand in each, or import it as a bundle';
  }
  if (kind === 'ENDORSEMENT') return 'this is an endorsement and no badge; put it into the badge it speaks for';
  const types = typesOf(document);
  const stated = types.length > 0 ? `its type is ${types.join(', ')}` : 'it has no type';
  return `this is no badge: ${stated}; expected ${EXPECTED}`;
}

const EXPECTED =
  'OpenBadgeCredential, AchievementCredential, Assertion, ClrCredential or EuropeanDigitalCredential, or a badge of Credly or Badgr';

function typesOf(document: unknown): string[] {
  const type = typeof document === 'object' && document !== null && 'type' in document ? document.type : undefined;
  return [type].flat().filter((each) => typeof each === 'string');
}
