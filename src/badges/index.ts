export {
  BADGE_VISIBILITIES,
  type BadgeVisibility,
  EVIDENCE_RUNGS,
  type EvidencePath,
  type EvidenceRung,
  type StatedEndorsement,
  type StatedResult,
  type VerificationState,
} from './badge.ts';
export { deriveAgain } from './derive-again.ts';
export { type Bringing, rungOf } from './evidence.ts';
export {
  type Badge,
  type BadgeAlignment,
  type BadgeView,
  claimSkills,
  findAlignmentsOf,
  findBadges,
  findBadgesOf,
  findEvidenceOf,
  type SkillEvidence,
  setBadgeVisibility,
} from './find-badges.ts';
export { type BadgeAssociation, type BadgeBundle, findAssociationsOf, findBundles } from './find-bundles.ts';
export { type BadgeCheck, findChecksOf } from './find-checks.ts';
export { linkBadges } from './link-badges.ts';
export { type BadgeToRecord, recordBadges, UNENDED } from './record-badges.ts';
export { type BundleToRecord, recordBundles } from './record-bundles.ts';
