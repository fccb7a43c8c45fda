export { enqueueVerification } from './enqueue-verification.ts';
export { recheckBadges } from './recheck-badges.ts';
export { verifyBadges } from './verify-badges.ts';
