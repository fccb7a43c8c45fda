export { asLearner, asSeenBy, asViewer } from './as-seen-by.ts';
export { type AccessKind, GRANT_AUDIENCES, GRANT_SCOPES, type GrantAudience, type GrantScope } from './consent.ts';
export {
  type ConsentGrant,
  findGrant,
  findGrantBadges,
  findGrants,
  type GrantToGive,
  grantConsent,
  revokeConsent,
} from './grant-consent.ts';
export { badgeById, learnerById, type VisibleLearner } from './loaders.ts';
export { contextOf, lookWith } from './look-with.ts';
export { noteAccess } from './note-access.ts';
export { type Reader, seesAllOf, seesEvidence, seesLearner, seesName } from './reader.ts';
export { readerIn, readerOf } from './reader-of.ts';
export { createShareLink, findShareLink } from './share-with-link.ts';
