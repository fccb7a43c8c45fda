/**
 * Ids of every noun, branded so that one cannot stand in for another. They live here, below all domains, so that a job
 * payload or a foreign key can name a noun without importing it.
 */
declare const noun: unique symbol;
export type Id<N extends string> = number & { readonly [noun]: N };

export type SourceId = Id<'source'>;
export type ImportRunId = Id<'import_run'>;
export type SourceRecordId = Id<'source_record'>;
export type OrganizationId = Id<'organization'>;
export type AccountId = Id<'account'>;
export type MembershipId = Id<'membership'>;
export type ApiClientId = Id<'api_client'>;
export type ApiKeyId = Id<'api_key'>;
export type FrameworkId = Id<'framework'>;
export type FrameworkVersionId = Id<'framework_version'>;
export type SkillId = Id<'skill'>;
export type LevelScaleId = Id<'level_scale'>;
export type LevelId = Id<'level'>;
export type OccupationId = Id<'occupation'>;
export type CredentialId = Id<'credential'>;
export type LearnerId = Id<'learner'>;
export type BadgeId = Id<'badge'>;
export type BadgeBundleId = Id<'badge_bundle'>;
export type ConsentGrantId = Id<'consent_grant'>;
export type ShareLinkId = Id<'share_link'>;
export type PriorLearningClaimId = Id<'prior_learning_claim'>;
export type PriorLearningDocumentId = Id<'prior_learning_document'>;
export type LearnerAccessId = Id<'learner_access'>;
export type JobId = Id<'job'>;
export type RequirementId = Id<'requirement'>;
export type LinkReviewId = Id<'link_review'>;
