export type { BadgeVisibility, EvidencePath, EvidenceRung } from './badge.ts';
export { EVIDENCE_RUNGS } from './badge.ts';
export { linkBadges } from './link-badges.ts';
export { type BadgeToRecord, recordBadges } from './record-badges.ts';
