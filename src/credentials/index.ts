export type { LinkMethod } from './credential.ts';
export {
  type Credential,
  type CredentialSkill,
  type Funding,
  findCredential,
  findFundingOf,
  findOfferingsOf,
  findPriorLearningOf,
  findRelationsOf,
  findRelationsTo,
  findSkillsOf,
  type Offering,
  type PriorLearningPolicy,
} from './find-credentials.ts';
export { linkCredentials, tombstoneCredentials } from './link-credentials.ts';
export { credentialById, fundingOfCredential, priorLearningOfCredential } from './loaders.ts';
export { credentialShape } from './shape.ts';
export { type CredentialToUpsert, type UnresolvedStatement, upsertCredentials } from './upsert-credentials.ts';
