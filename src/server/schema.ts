import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { ApiClientResolver, ApiKeyResolver } from '../accounts/graphql.ts';
import { LearnerLinkResolver, MembershipResolver, OrganizationMembersResolver } from '../accounts/member-graphql.ts';
import { LearnerAccessLogResolver, LearnerAccessResolver } from '../consent/access-graphql.ts';
import { BadgeAssociationResolver, BadgeBundleResolver, LearnerBundlesResolver } from '../consent/bundle-graphql.ts';
import { BadgeCheckResolver } from '../consent/check-graphql.ts';
import { BadgeToProfileResolver, LearnerClaimsResolver, SkillClaimResolver } from '../consent/claim-graphql.ts';
import {
  BadgeAlignmentResolver,
  BadgeResolver,
  ConsentGrantResolver,
  LearnerResolver,
  SkillEvidenceResolver,
} from '../consent/graphql.ts';
import { BadgeResultResolver, BadgeStatementResolver, EvidencePathResolver } from '../consent/result-graphql.ts';
import { LearnerShareLinksResolver, ShareLinkResolver } from '../consent/share-graphql.ts';
import { CredentialRelationResolver, CredentialResolver, CredentialSkillResolver } from '../credentials/graphql.ts';
import { ExportResolver } from '../exports/graphql.ts';
import { ChangeResolver } from '../feed/graphql.ts';
import { withDirectResolvers } from '../graphql/direct.ts';
import { ImportBadgeResolver } from '../imports/badge-graphql.ts';
import { ImportBadgesResolver } from '../imports/badges-graphql.ts';
import { SourceRunsResolver, StartImportResolver } from '../imports/graphql.ts';
import { ImportIssueGroupResolver } from '../imports/issues-graphql.ts';
import { ImportProgressResolver } from '../imports/progress-graphql.ts';
import { ImportRunResolver } from '../imports/runs-graphql.ts';
import { SourceResolver } from '../imports/sources-graphql.ts';
import { CredentialAcceptanceResolver } from '../jobs/acceptance-graphql.ts';
import { JobResolver, RequirementResolver } from '../jobs/graphql.ts';
import { RequirementLevelResolver } from '../jobs/level-graphql.ts';
import { MapLevelsResolver } from '../jobs/map-levels-graphql.ts';
import { PostingResolver } from '../jobs/posting-graphql.ts';
import {
  LearnerPriorLearningResolver,
  PriorLearningClaimResolver,
  PriorLearningDocumentResolver,
} from '../learners/prior-learning-graphql.ts';
import { DecideReviewsResolver } from '../linking/decide-graphql.ts';
import {
  ExtractedPhraseResolver,
  ExtractedRequirementResolver,
  ExtractedRequirementsResolver,
  ExtractedSectionResolver,
} from '../linking/extraction-graphql.ts';
import { SkillSuggestionResolver } from '../linking/graphql.ts';
import { LinkCandidateResolver, LinkReviewResolver } from '../linking/review-graphql.ts';
import { CandidatePageResolver, NearestResolver, NearMissResolver } from '../matching/candidate-graphql.ts';
import { MatchChangeResolver } from '../matching/change-graphql.ts';
import { EvidenceUsedResolver } from '../matching/evidence-graphql.ts';
import { CandidateResolver, SkillGapResolver } from '../matching/graphql.ts';
import { ScoringPolicyResolver } from '../matching/scoring-policy-graphql.ts';
import { RequirementStatusResolver } from '../matching/status-graphql.ts';
import { OpenRequirementResolver, PlanResolver } from '../planning/graphql.ts';
import { PlanStepResolver, PlanTypeResolver } from '../planning/plan-graphql.ts';
import { PlanLimitChangeResolver, PlanRelaxationResolver } from '../planning/relaxation-graphql.ts';
import {
  LearnerStacksResolver,
  StackPartResolver,
  StackPrerequisiteResolver,
  StackResolver,
} from '../planning/stack-graphql.ts';
import { EraseLearnerResolver } from '../portability/erase-graphql.ts';
import { LearnerExportResolver } from '../portability/graphql.ts';
import { OrganizationResolver } from '../providers/graphql.ts';
import { AcceptanceEffectResolver } from '../reports/acceptance-effect-graphql.ts';
import { SkillDemandResolver } from '../reports/demand-graphql.ts';
import { CoverageFigureResolver, CoverageResolver, FrameworkCoverageResolver } from '../reports/graphql.ts';
import { JobLintResolver, RequirementFindingResolver } from '../reports/lint-graphql.ts';
import {
  CrosswalkStepResolver,
  InferredSkillResolver,
  InferringOccupationResolver,
  OccupationCrosswalkResolver,
} from '../skills/crosswalk-graphql.ts';
import {
  FrameworkResolver,
  OccupationResolver,
  OccupationSkillResolver,
  SkillRelationResolver,
  SkillResolver,
} from '../skills/graphql.ts';
import { LevelEquivalenceResolver, LevelResolver, LevelScaleResolver } from '../skills/level-graphql.ts';
import { RegisterIssuerResolver } from '../verifying/graphql.ts';
import { compileMutations } from './mutations.ts';
import { NodeResolver } from './node.ts';
import { POLICY } from './policy.ts';
import { RateLimitResolver } from './rate-limit.ts';
import { compileRights } from './rights.ts';
import { StandingResolver, ViewerResolver } from './viewer.ts';

/** Every subscription states what it follows (`Changes.follow`); the library wants a hub of topics all the same. */
const NO_TOPICS = {
  publish() {
    throw new Error('notifyChanged tells of changes');
  },
  subscribe(): never {
    throw new Error('state what the subscription follows');
  },
};

/** The whole API: each domain's resolvers, one line a noun, with the rule of every field and the promises of every mutation. */
export async function makeSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      NodeResolver,
      RateLimitResolver,
      ...[ViewerResolver, StandingResolver, ApiClientResolver, ApiKeyResolver],
      ...[MembershipResolver, OrganizationMembersResolver, LearnerLinkResolver],
      OrganizationResolver,
      ...[FrameworkResolver, SkillResolver, SkillRelationResolver, OccupationResolver, OccupationSkillResolver],
      ...[InferringOccupationResolver, InferredSkillResolver, CrosswalkStepResolver, OccupationCrosswalkResolver],
      ...[CredentialResolver, CredentialSkillResolver, CredentialRelationResolver],
      ...[LearnerResolver, BadgeResolver, BadgeAlignmentResolver, SkillEvidenceResolver, ConsentGrantResolver],
      ...[SkillClaimResolver, LearnerClaimsResolver, BadgeToProfileResolver, LevelResolver, LevelScaleResolver],
      ...[PriorLearningClaimResolver, PriorLearningDocumentResolver, LearnerPriorLearningResolver],
      ...[LearnerExportResolver, EraseLearnerResolver],
      ...[ShareLinkResolver, LearnerShareLinksResolver, LearnerAccessResolver, LearnerAccessLogResolver],
      ...[BadgeCheckResolver, RegisterIssuerResolver],
      ...[LearnerBundlesResolver, BadgeBundleResolver, BadgeAssociationResolver],
      ...[BadgeStatementResolver, BadgeResultResolver, EvidencePathResolver],
      ...[JobResolver, RequirementResolver, RequirementLevelResolver, PostingResolver, CredentialAcceptanceResolver],
      ...[SkillGapResolver, CandidateResolver, MatchChangeResolver, RequirementStatusResolver, EvidenceUsedResolver],
      ...[CandidatePageResolver, NearestResolver, NearMissResolver],
      ...[ScoringPolicyResolver, LevelEquivalenceResolver, MapLevelsResolver],
      ...[PlanResolver, PlanTypeResolver, PlanStepResolver, OpenRequirementResolver],
      ...[PlanRelaxationResolver, PlanLimitChangeResolver],
      ...[SkillDemandResolver, RequirementFindingResolver, JobLintResolver, AcceptanceEffectResolver],
      ...[LearnerStacksResolver, StackResolver, StackPartResolver, StackPrerequisiteResolver],
      ...[SourceResolver, SourceRunsResolver, ImportRunResolver, ImportIssueGroupResolver, StartImportResolver],
      ...[ImportProgressResolver, ImportBadgeResolver, ImportBadgesResolver],
      ExportResolver,
      ...[ExtractedRequirementsResolver, ExtractedRequirementResolver, ExtractedPhraseResolver],
      ExtractedSectionResolver,
      ...[SkillSuggestionResolver, LinkReviewResolver, LinkCandidateResolver, DecideReviewsResolver],
      ...[ChangeResolver, CoverageResolver, CoverageFigureResolver, FrameworkCoverageResolver],
    ],
    validate: false,
    pubSub: NO_TOPICS,
  });
  return compileMutations(compileRights(withDirectResolvers(schema), POLICY));
}
