import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import {
  ALIGNMENT_KINDS,
  BADGE_FORMATS,
  BADGE_VISIBILITIES,
  type BadgeVisibility,
  EVIDENCE_RUNGS,
  VERIFICATION_STATES,
} from '../badges/badge.ts';
import { type Badge, type BadgeAlignment, type SkillEvidence, setBadgeVisibility } from '../badges/index.ts';
import { CredentialType, LinkMethodEnum } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import { transaction } from '../db/client.ts';
import type { BadgeId, ConsentGrantId, LearnerId, OrganizationId, SkillId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { enumOf } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, refuse, requireRole, requireScope, UserErrorType } from '../graphql/problems.ts';
import { sized } from '../graphql/size.ts';
import { rematchFor } from '../jobs/index.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import { claimSkill } from './claim-skill.ts';
import { GRANT_AUDIENCES, GRANT_SCOPES, type GrantScope } from './consent.ts';
import { type ConsentGrant, findGrant, findGrants, grantConsent, revokeConsent } from './grant-consent.ts';
import {
  alignmentsOfBadge,
  badgeById,
  badgesOfGrant,
  badgesOfLearner,
  evidenceOfLearner,
  learnerById,
  type VisibleLearner,
} from './loaders.ts';
import { readerOf } from './reader-of.ts';

const FormatEnum = enumOf(BADGE_FORMATS);
registerEnumType(FormatEnum, { name: 'BadgeFormat', description: 'What a badge document turned out to be.' });
const VerificationEnum = enumOf(VERIFICATION_STATES);
registerEnumType(VerificationEnum, {
  name: 'VerificationState',
  description: 'What the checks say so far; UNVERIFIED until they ran.',
});
const VisibilityEnum = enumOf(BADGE_VISIBILITIES);
registerEnumType(VisibilityEnum, {
  name: 'BadgeVisibility',
  description: 'Who may see a badge: anyone, readers the learner granted, nobody else.',
});
const AlignmentKindEnum = enumOf(ALIGNMENT_KINDS);
registerEnumType(AlignmentKindEnum, { name: 'AlignmentKind', description: 'What an alignment points at.' });
export const RungEnum = enumOf(EVIDENCE_RUNGS);
registerEnumType(RungEnum, { name: 'EvidenceRung', description: 'Rungs of the evidence ladder, strongest first.' });
const AudienceEnum = enumOf(GRANT_AUDIENCES);
registerEnumType(AudienceEnum, {
  name: 'GrantAudience',
  description: 'Who a grant lets in; ANY_EMPLOYER never learns the name.',
});
const GivenAudienceEnum = enumOf(['ORGANIZATION', 'ANY_EMPLOYER'] as const);
registerEnumType(GivenAudienceEnum, { name: 'GrantAudienceInput', description: 'Who a grant lets in.' });
const ScopeEnum = enumOf(GRANT_SCOPES);
registerEnumType(ScopeEnum, {
  name: 'GrantScope',
  description: 'Every badge not private, with self-claims, or the listed badges only.',
});

@ObjectType('Learner', {
  implements: NodeType,
  description: 'A person who holds badges, as far as they let the viewer know them.',
})
export class LearnerType extends NodeType {
  @Field(() => String, { description: 'What others see until they are shown the name.' }) pseudonym: string;
  @Field(() => String, { nullable: true, description: 'Null unless a consent shows it.' }) displayName: string | null;
  @Field(() => String, { description: 'Language the learner reads, BCP 47.' }) language: string;
  @Field(() => String, { nullable: true }) region: string | null;
}

@ObjectType('BadgeAlignment', {
  description: 'What a badge says it is about, the rule that judged it, and the skill it was linked to.',
})
export class BadgeAlignmentType {
  @Field(() => AlignmentKindEnum) kind: string;
  @Field(() => String, { description: 'Name of the rule that decided the kind.' }) rule: string;
  @Field(() => String, { nullable: true }) targetName: string | null;
  @Field(() => String, { nullable: true }) targetUrl: string | null;
  @Field(() => String, { nullable: true }) targetCode: string | null;
  @Field(() => String, { nullable: true }) targetFramework: string | null;
  @Field(() => LinkMethodEnum) how: string;
}

@ObjectType('Badge', {
  implements: NodeType,
  description: 'An award, exactly as received; the definition it was awarded under is a Credential.',
})
export class BadgeType extends NodeType {
  @Field(() => FormatEnum) format: string;
  @Field(() => String, {
    nullable: true,
    description: "The document's own id; null to who may not know the learner's name, since it leads to the document.",
  })
  uri: string | null;
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true }) description: string | null;
  @Field(() => String) issuerUri: string;
  @Field(() => String, { nullable: true }) issuerName: string | null;
  @Field(() => GraphQLDateTime, { nullable: true }) issuedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true }) expiresAt: Date | null;
  @Field(() => VerificationEnum) verification: string;
  @Field(() => VisibilityEnum) visibility: string;
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: "The document, unchanged; null to who may not know the learner's name, which it holds.",
  })
  document: object | null;
}

@ObjectType('SkillEvidence', { description: 'Why we think a learner has a skill.' })
export class SkillEvidenceType {
  @Field(() => RungEnum) rung: string;
  @Field(() => GraphQLDateTime, { nullable: true }) validFrom: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true }) expiresAt: Date | null;
}

@ObjectType('ConsentGrant', {
  implements: NodeType,
  description: "A learner's permission: who may see what, for what purpose, until when.",
})
export class ConsentGrantType extends NodeType {
  @Field(() => AudienceEnum) audience: string;
  @Field(() => ScopeEnum) scope: string;
  @Field(() => Boolean) showsName: boolean;
  @Field(() => String) purpose: string;
  @Field(() => GraphQLDateTime) startsAt: Date;
  @Field(() => GraphQLDateTime) endsAt: Date;
  @Field(() => GraphQLDateTime, { nullable: true }) revokedAt: Date | null;
}

@InputType('GrantConsentInput')
class GrantConsentInput {
  @Field(() => GivenAudienceEnum) audience: 'ORGANIZATION' | 'ANY_EMPLOYER';
  @Field(() => ID, { nullable: true, description: 'The reader, for the audience ORGANIZATION.' })
  organizationId?: string;
  @Field(() => ScopeEnum) scope: GrantScope;
  @Field(() => [ID], { nullable: true, description: 'The badges shown, for the scope SOME_BADGES.' })
  badgeIds?: string[];
  @Field(() => Boolean, { defaultValue: false }) showsName: boolean;
  @Field(() => String) purpose: string;
  @Field(() => GraphQLDateTime) endsAt: Date;
}

@InputType('RevokeConsentInput')
class RevokeConsentInput {
  @Field(() => ID) id: string;
}

@InputType('SetBadgeVisibilityInput')
class SetBadgeVisibilityInput {
  @Field(() => ID) badgeId: string;
  @Field(() => VisibilityEnum) visibility: BadgeVisibility;
}

@InputType('ClaimSkillInput')
class ClaimSkillInput {
  @Field(() => ID) skillId: string;
}

@ObjectType('GrantConsentPayload', { simpleResolvers: true })
class GrantConsentPayload {
  @Field(() => ConsentGrantType, { nullable: true }) consentGrant: ConsentGrantType | null;
  @Field(() => [UserErrorType]) errors: UserErrorType[];
}

@ObjectType('RevokeConsentPayload', { simpleResolvers: true })
class RevokeConsentPayload {
  @Field(() => ConsentGrantType, { nullable: true }) consentGrant: ConsentGrantType | null;
  @Field(() => [UserErrorType]) errors: UserErrorType[];
}

@ObjectType('SetBadgeVisibilityPayload', { simpleResolvers: true })
class SetBadgeVisibilityPayload {
  @Field(() => BadgeType, { nullable: true }) badge: BadgeType | null;
  @Field(() => [UserErrorType]) errors: UserErrorType[];
}

@ObjectType('ClaimSkillPayload', { simpleResolvers: true })
class ClaimSkillPayload {
  @Field(() => LearnerType, { nullable: true }) learner: LearnerType | null;
  @Field(() => [UserErrorType]) errors: UserErrorType[];
}

/** The learner whose key the request carries. */
export function requireLearner(ctx: Context): LearnerId {
  const { learnerId } = requireRole(ctx, 'LEARNER');
  requireScope(ctx, 'SHARE');
  return learnerId ?? refuse('FORBIDDEN', 'your key belongs to no learner');
}

@Resolver(() => LearnerType)
export class LearnerResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: VisibleLearner): string {
    return toGlobalId('Learner', id);
  }

  @FieldResolver(() => [BadgeType], { description: 'Badges the viewer may see, oldest first.' })
  badges(@Root() { id }: VisibleLearner, @Ctx() ctx: Context): Promise<Badge[]> {
    return badgesOfLearner(ctx).load(id);
  }

  @sized(30)
  @FieldResolver(() => [SkillEvidenceType], { description: 'Skill evidence the viewer may see.' })
  skillEvidence(@Root() { id }: VisibleLearner, @Ctx() ctx: Context): Promise<SkillEvidence[]> {
    return evidenceOfLearner(ctx).load(id);
  }

  @FieldResolver(() => [ConsentGrantType], {
    description: "The learner's own grants, newest first; empty for anybody else.",
  })
  consents(@Root() { id }: VisibleLearner, @Ctx() ctx: Context): Promise<ConsentGrant[]> | ConsentGrant[] {
    const reader = readerOf(ctx.viewer);
    return reader.kind === 'LEARNER' && reader.learnerId === id ? findGrants(ctx.db, id) : [];
  }
}

@Resolver(() => BadgeType)
export class BadgeResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: Badge): string {
    return toGlobalId('Badge', id);
  }

  @FieldResolver(() => CredentialType, { nullable: true, description: 'Null while the catalogue does not have it.' })
  credential(@Root() { credentialId }: Badge, @Ctx() ctx: Context): Promise<Credential | null> | null {
    return credentialId === null ? null : credentialById(ctx).load(credentialId);
  }

  @sized(5)
  @FieldResolver(() => [BadgeAlignmentType])
  alignments(@Root() { id }: Badge, @Ctx() ctx: Context): Promise<BadgeAlignment[]> {
    return alignmentsOfBadge(ctx).load(id);
  }

  @Mutation(() => SetBadgeVisibilityPayload, {
    description: "The learner's choice of who may see a badge; it acts on the next query.",
  })
  setBadgeVisibility(@Arg('input', () => SetBadgeVisibilityInput) input: SetBadgeVisibilityInput, @Ctx() ctx: Context) {
    const learnerId = requireLearner(ctx);
    const badgeId = idOf<BadgeId>('Badge', input.badgeId, 'input.badgeId');
    return payloadOf(
      () =>
        transaction(ctx.db, async (tx) => {
          const changed = await setBadgeVisibility(tx, learnerId, badgeId, input.visibility);
          if (changed.ok) await rematchFor(tx, learnerId);
          return changed;
        }),
      async (id) => ({ badge: await badgeById(ctx).load(id) }),
    );
  }
}

@Resolver(() => BadgeAlignmentType)
export class BadgeAlignmentResolver {
  @FieldResolver(() => SkillType, { nullable: true })
  skill(@Root() { skillId }: BadgeAlignment, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return skillId === null ? null : skillById(ctx).load(skillId);
  }
}

@Resolver(() => SkillEvidenceType)
export class SkillEvidenceResolver {
  @FieldResolver(() => SkillType)
  skill(@Root() { skillId }: SkillEvidence, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }

  @FieldResolver(() => BadgeType, { nullable: true, description: "Null for the learner's own claim." })
  badge(@Root() { badgeId }: SkillEvidence, @Ctx() ctx: Context): Promise<Badge | null> | null {
    return badgeId === null ? null : badgeById(ctx).load(badgeId);
  }

  @FieldResolver(() => String, { description: 'Rule that tied the badge to the skill.' })
  rule(@Root() { path }: SkillEvidence): string {
    return path.rule;
  }
}

@Resolver(() => ConsentGrantType)
export class ConsentGrantResolver {
  @Mutation(() => GrantConsentPayload, { description: 'Lets a reader see badges until a moment.' })
  grantConsent(@Arg('input', () => GrantConsentInput) input: GrantConsentInput, @Ctx() ctx: Context) {
    const learnerId = requireLearner(ctx);
    const grant = {
      ...input,
      organizationId:
        input.organizationId == null
          ? undefined
          : idOf<OrganizationId>('Organization', input.organizationId, 'input.organizationId'),
      badgeIds: input.badgeIds?.map((id) => idOf<BadgeId>('Badge', id, 'input.badgeIds')),
    };
    return payloadOf(
      () =>
        transaction(ctx.db, async (tx) => {
          const granted = await grantConsent(tx, learnerId, grant);
          if (granted.ok) await rematchFor(tx, learnerId);
          return granted;
        }),
      async (id) => ({ consentGrant: await findGrant(ctx.db, learnerId, id) }),
    );
  }

  @Mutation(() => RevokeConsentPayload, { description: 'Ends a grant; the next query no longer sees through it.' })
  revokeConsent(@Arg('input', () => RevokeConsentInput) input: RevokeConsentInput, @Ctx() ctx: Context) {
    const learnerId = requireLearner(ctx);
    const grantId = idOf<ConsentGrantId>('ConsentGrant', input.id, 'input.id');
    return payloadOf(
      () =>
        transaction(ctx.db, async (tx) => {
          const revoked = await revokeConsent(tx, learnerId, grantId);
          if (revoked.ok) await rematchFor(tx, learnerId);
          return revoked;
        }),
      async (id) => ({ consentGrant: await findGrant(ctx.db, learnerId, id) }),
    );
  }

  @Mutation(() => ClaimSkillPayload, {
    description: "The learner's own word that they have a skill; the weakest rung of the ladder.",
  })
  claimSkill(@Arg('input', () => ClaimSkillInput) input: ClaimSkillInput, @Ctx() ctx: Context) {
    const learnerId = requireLearner(ctx);
    const skillId = idOf<SkillId>('Skill', input.skillId, 'input.skillId');
    return payloadOf(
      () =>
        transaction(ctx.db, async (tx) => {
          const claimed = await claimSkill(tx, learnerId, skillId);
          if (claimed.ok) await rematchFor(tx, learnerId);
          return claimed;
        }),
      async (id) => ({ learner: await learnerById(ctx).load(id) }),
    );
  }

  @FieldResolver(() => ID)
  id(@Root() { id }: ConsentGrant): string {
    return toGlobalId('ConsentGrant', id);
  }

  @FieldResolver(() => OrganizationType, { nullable: true })
  organization(@Root() { organizationId }: ConsentGrant, @Ctx() ctx: Context): Promise<Organization | null> | null {
    return organizationId === null ? null : organizationById(ctx).load(organizationId);
  }

  @FieldResolver(() => [BadgeType], { description: 'Badges listed in a grant of scope SOME_BADGES.' })
  async badges(@Root() { id }: ConsentGrant, @Ctx() ctx: Context): Promise<Badge[]> {
    const listed = await badgesOfGrant(ctx).load(id);
    const badges = await badgeById(ctx).loadMany(listed.map(({ badgeId }) => badgeId));
    return badges.filter((badge) => badge !== null && !(badge instanceof Error)) as Badge[];
  }
}
