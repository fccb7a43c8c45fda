/** What a badge document turned out to be. */
export const BADGE_FORMATS = ['OPEN_BADGES_2', 'OPEN_BADGES_3'] as const;
export type BadgeFormat = (typeof BADGE_FORMATS)[number];

/** What the checks say so far; UNVERIFIED until they ran, and counted as unverified in every export. */
export const VERIFICATION_STATES = ['UNVERIFIED', 'VALID', 'INVALID', 'REVOKED', 'UNKNOWN'] as const;
export type VerificationState = (typeof VERIFICATION_STATES)[number];

export const CHECK_RESULTS = ['PASS', 'FAIL', 'SKIPPED', 'UNKNOWN'] as const;

/** Who may see a badge: anyone, readers the learner granted, nobody else. */
export const BADGE_VISIBILITIES = ['PUBLIC', 'BY_GRANT', 'PRIVATE'] as const;
export type BadgeVisibility = (typeof BADGE_VISIBILITIES)[number];

/** What an alignment points at. Source: Open Badges 3.0 `targetType` and the rules of domain §2.14. */
export const ALIGNMENT_KINDS = ['SKILL', 'OCCUPATION', 'CREDENTIAL', 'RUBRIC', 'LEVEL', 'UNKNOWN'] as const;
export type AlignmentKind = (typeof ALIGNMENT_KINDS)[number];

/** Rungs of the evidence ladder, strongest first. Source: design §5. */
export const EVIDENCE_RUNGS = [
  'VERIFIED_ASSESSED',
  'VERIFIED_UNASSESSED',
  'ENDORSED',
  'IMPORTED_UNVERIFIED',
  'SELF_CLAIMED',
] as const;
export type EvidenceRung = (typeof EVIDENCE_RUNGS)[number];

/** Where a piece of evidence comes from, link by link, so that a reader can walk it back. */
export interface EvidencePath {
  readonly badgeUri?: string;
  readonly alignment?: string;
  readonly rule: string;
  readonly link?: string;
}
