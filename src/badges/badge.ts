/** What a badge document turned out to be. */
export const BADGE_FORMATS = ['OPEN_BADGES_2', 'OPEN_BADGES_3', 'EUROPASS_ELM', 'CREDLY', 'BADGR'] as const;
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

/**
 * A result a badge states. Source: Open Badges 3.0 `Result` and `ResultDescription`; Europass ELM `LearningAssessment`.
 */
export interface StatedResult {
  /** Pointer to it in the badge's document. */
  readonly pointer: string;
  /** Of what is measured, as its description names it. */
  readonly name?: string;
  /** `resultType`, such as `RubricCriterionLevel` or `Percent`. */
  readonly type?: string;
  /** `Completed`, `Failed`, `Provisional` … */
  readonly status?: string;
  /** Score or grade, as stated. */
  readonly value?: string;
  /** The level that was reached, in the issuer's words. */
  readonly level?: string;
  /** Addresses by which a loaded scale may know that level. */
  readonly levelUris: readonly string[];
  readonly requiredValue?: string;
  readonly requiredLevel?: string;
  /** Whether it reaches what is required; absent where nothing is, or where the two cannot be compared. */
  readonly meetsRequired?: boolean;
  /** Positions among the badge's alignments of what it is a result of; none: of the achievement as a whole. */
  readonly about: readonly number[];
}

/** What an endorsement speaks for. Source: Open Badges 3.0, endorsements of a credential, its achievement and its issuer. */
export const ENDORSED = ['BADGE', 'ACHIEVEMENT', 'ISSUER'] as const;

/** Somebody else's word for a badge, its achievement or its issuer. Whether it was proven, the check ENDORSEMENTS says. */
export interface StatedEndorsement {
  readonly pointer: string;
  readonly endorsed: (typeof ENDORSED)[number];
  readonly endorserUri: string;
  readonly endorserName?: string;
  readonly comment?: string;
  /** ISO 8601. */
  readonly issuedAt?: string;
}

/** A badge of a bundle, by what makes it that badge. */
export interface BundleMember {
  readonly issuerUri: string;
  readonly uri: string;
}

/** A definition a bundle names beside its badges. */
export interface NamedAchievement {
  readonly uri: string;
  readonly name: string;
  readonly type?: string;
}

/** A badge's bytes as they came, and what they turned out to be. */
export interface BadgeOriginal {
  /** A packaging of `formats/badge-packaging`. */
  readonly packaging: string;
  /** NONE, PNG or SVG. */
  readonly container: string;
  readonly bytes: Uint8Array;
}

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
  /** Position of that alignment in the badge. */
  readonly position?: number;
  readonly rule: string;
  readonly link?: string;
  /** Position of the result in the badge that says how well. */
  readonly result?: number;
  /** Checks that passed. */
  readonly checks?: readonly string[];
}
