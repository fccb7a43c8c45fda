export { ROLE_MEANINGS, ROLES, type Role } from './account.ts';
export {
  type ClientToCreate,
  createApiClient,
  type IssuedKey,
  type KeyTerms,
  revokeApiKey,
  rotateApiKey,
} from './api-clients.ts';
export { recordAudit } from './audit.ts';
export { type Chosen, chooseStanding } from './choose-standing.ts';
export { findPerson, findStandings, recordAccount, type Standing } from './find-person.ts';
export { findViewer } from './find-viewer.ts';
export { addMember, type Member, type MemberToAdd } from './members.ts';
export { principalOf } from './principal.ts';
export {
  ABOUT_VIEWER,
  ASSESSING,
  ASSESSMENTS,
  COMPARING,
  ERASING,
  FOLLOWING_MATCHES,
  IMPORTING,
  IMPORTS,
  LINKED,
  LINKING,
  MANAGING,
  MEMBERS,
  NAMED,
  OWN,
  POSTING,
  PRIOR_LEARNING,
  PUBLIC,
  REVIEWING,
  REVIEWS,
  RULES,
  SEARCHING,
  SEEING_MEMBERS,
  SELF,
  SHARING,
  SHOWN,
  UPLOADING,
  WATCHING_IMPORTS,
  WATCHING_REVIEWS,
} from './rules.ts';
export { SCOPES_OF_ROLE, type Scope } from './scope.ts';
export { type Identity, IssuerAway, trustIssuers } from './trust-issuers.ts';
export { ANONYMOUS, type KnownViewer, type Viewer } from './viewer.ts';
