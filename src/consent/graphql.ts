import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { type Badge, type BadgeAlignment, type SkillEvidence, setBadgeVisibility } from '../badges/index.ts';
import { LinkMethodEnum } from '../credentials/enum-graphql.ts';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import type { BadgeId, ConsentGrantId, LearnerId, OrganizationId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, refuse, signedIn, type UserErrorType } from '../graphql/problems.ts';
import { sized } from '../graphql/size.ts';
import { rematchFor } from '../jobs/index.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import { asLearner, asViewer } from './as-seen-by.ts';
import {
  AlignmentKindEnum,
  AudienceEnum,
  FormatEnum,
  RungEnum,
  ScopeEnum,
  VerificationEnum,
  VisibilityEnum,
} from './enum-graphql.ts';
import { type ConsentGrant, findGrant, findGrants, grantConsent, revokeConsent } from './grant-consent.ts';
import { GrantConsentInput, RevokeConsentInput, SetBadgeVisibilityInput } from './input-graphql.ts';
import {
  alignmentsOfBadge,
  badgeById,
  badgesOfGrant,
  badgesOfLearner,
  evidenceOfLearner,
  type VisibleLearner,
} from './loaders.ts';
import { contextOf } from './look-with.ts';
import { readerIn } from './reader-of.ts';

@ObjectType('Learner', {
  implements: NodeType,
  description: 'A person who holds badges, as far as they let the viewer know them.',
})
export class LearnerType extends NodeType {
  @Field(() => String, { description: 'What others see until they are shown the name.' }) pseudonym: string;
  @Field(() => String, { nullable: true, description: 'Null unless a consent shows it.' }) displayName: string | null;
  @Field(() => String, { description: 'Language the learner reads, BCP 47.' }) language: string;
  @Field(() => String, {
    nullable: true,
    description: 'As they or their source name it, such as `CA-ON`; null when not stated.',
  })
  region: string | null;
}

@ObjectType('BadgeAlignment', {
  description: 'What a badge says it is about, the rule that judged it, and the skill it was linked to.',
})
export class BadgeAlignmentType {
  @Field(() => AlignmentKindEnum, { description: 'What the rule decided; UNKNOWN when none applied.' }) kind: string;
  @Field(() => String, { description: 'Name of the rule that decided the kind.' }) rule: string;
  @Field(() => String, { nullable: true, description: 'Open Badges targetName; null when not stated.' }) targetName:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Open Badges targetUrl; null when not stated.' }) targetUrl:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Open Badges targetCode; null when not stated.' }) targetCode:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Open Badges targetFramework; null when not stated.' })
  targetFramework: string | null;
  @Field(() => String, { nullable: true, description: 'Open Badges targetDescription; null when not stated.' })
  targetDescription: string | null;
  @Field(() => String, { nullable: true, description: 'JSON Pointer to it in the document; null in older rows.' })
  pointer: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Level reached, in the issuer's words; null when no result about it says one.",
  })
  level: string | null;
  @Field(() => LinkMethodEnum, { description: 'UNRESOLVED while it is linked to no skill.' }) how: string;
}

@ObjectType('Badge', {
  implements: NodeType,
  description: 'An award, exactly as received; the definition it was awarded under is a Credential.',
})
export class BadgeType extends NodeType {
  @Field(() => FormatEnum, { description: 'Told from the document, never from a file name.' }) format: string;
  @Field(() => String, {
    nullable: true,
    description: "The document's own id; null to who may not know the learner's name, since it leads to the document.",
  })
  uri: string | null;
  @Field(() => String, { description: 'As its issuer wrote it.' }) name: string;
  @Field(() => String, { nullable: true, description: 'As its issuer wrote it; null when there is none.' }) description:
    | string
    | null;
  @Field(() => String, { description: 'The id of its issuer: an address or a DID (Open Badges issuer.id).' })
  issuerUri: string;
  @Field(() => String, { nullable: true, description: 'As the document states it, unproven; null when it does not.' })
  issuerName: string | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Open Badges 3.0 validFrom, 2.0 issuedOn; null when not stated.',
  })
  issuedAt: Date | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Open Badges 3.0 validUntil, 2.0 expires; null when it does not expire.',
  })
  expiresAt: Date | null;
  @Field(() => VerificationEnum, {
    description: 'Counted as unverified unless VALID; from when until when it holds, its dates say.',
  })
  verification: string;
  @Field(() => VisibilityEnum, { description: "The learner's choice." }) visibility: string;
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: "The document, unchanged; null to who may not know the learner's name, which it holds.",
  })
  document: object | null;
}

@ObjectType('SkillEvidence', { description: 'Why we think a learner has a skill.' })
export class SkillEvidenceType {
  @Field(() => RungEnum, { description: 'How strong it is.' }) rung: string;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When its badge was issued; null when not stated.' })
  validFrom: Date | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Null when it does not expire or the badge does not say.',
  })
  expiresAt: Date | null;
}

@ObjectType('ConsentGrant', {
  implements: NodeType,
  description: "A learner's permission: who may see what, for what purpose, until when.",
})
export class ConsentGrantType extends NodeType {
  @Field(() => AudienceEnum, { description: 'Who it lets in.' }) audience: string;
  @Field(() => ScopeEnum, { description: 'What it shows.' }) scope: string;
  @Field(() => Boolean, { description: "Whether the reader also learns the learner's name; false for any employer." })
  showsName: boolean;
  @Field(() => String, { description: "The learner's words for what the reader may use it for." }) purpose: string;
  @Field(() => GraphQLDateTime, { description: 'When it was given.' }) startsAt: Date;
  @Field(() => GraphQLDateTime, { description: 'The moment from which it shows nothing.' }) endsAt: Date;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the learner ended it early; null while they have not.',
  })
  revokedAt: Date | null;
}

@PayloadType('GrantConsentPayload')
class GrantConsentPayload {
  @Field(() => ConsentGrantType, outcome) consentGrant: ConsentGrantType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('RevokeConsentPayload')
class RevokeConsentPayload {
  @Field(() => ConsentGrantType, outcome) consentGrant: ConsentGrantType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('SetBadgeVisibilityPayload')
class SetBadgeVisibilityPayload {
  @Field(() => BadgeType, outcome) badge: BadgeType | null;
  @ErrorsField() errors: UserErrorType[];
}

/** The learner the request acts for. */
export function learnerOf(ctx: Context): LearnerId {
  const { learnerId } = signedIn(ctx);
  return learnerId ?? refuse('FORBIDDEN', 'your key belongs to no learner');
}

/** Whether a learner is the one who asks, looking at themselves with their own eyes. */
export function isOwn(row: VisibleLearner, ctx: Context): boolean {
  const reader = readerIn(contextOf(row, ctx));
  return reader.kind === 'LEARNER' && reader.learnerId === row.id;
}

@Resolver(() => LearnerType)
export class LearnerResolver {
  @IdField()
  id(@Root() { id }: VisibleLearner): string {
    return toGlobalId('Learner', id);
  }

  @FieldResolver(() => [BadgeType], { description: 'Badges the viewer may see, oldest first.' })
  badges(@Root() row: VisibleLearner, @Ctx() ctx: Context): Promise<Badge[]> {
    return badgesOfLearner(contextOf(row, ctx)).load(row.id);
  }

  @sized(30)
  @FieldResolver(() => [SkillEvidenceType], { description: 'Skill evidence the viewer may see.' })
  skillEvidence(@Root() row: VisibleLearner, @Ctx() ctx: Context): Promise<SkillEvidence[]> {
    return evidenceOfLearner(contextOf(row, ctx)).load(row.id);
  }

  @FieldResolver(() => [ConsentGrantType], {
    description: "The learner's own grants, newest first; empty for anybody else.",
  })
  consents(@Root() row: VisibleLearner, @Ctx() ctx: Context): Promise<ConsentGrant[]> | ConsentGrant[] {
    return isOwn(row, ctx) ? asViewer(ctx, (tx) => findGrants(tx, row.id)) : [];
  }
}

@Resolver(() => BadgeType)
export class BadgeResolver {
  @IdField()
  id(@Root() { id }: Badge): string {
    return toGlobalId('Badge', id);
  }

  @FieldResolver(() => CredentialType, { nullable: true, description: 'Null while the catalogue does not have it.' })
  credential(@Root() { credentialId }: Badge, @Ctx() ctx: Context): Promise<Credential | null> | null {
    return credentialId === null ? null : credentialById(ctx).load(credentialId);
  }

  @sized(5)
  @FieldResolver(() => [BadgeAlignmentType], { description: 'In the order of the document (Open Badges alignment).' })
  alignments(@Root() row: Badge, @Ctx() ctx: Context): Promise<BadgeAlignment[]> {
    return alignmentsOfBadge(contextOf(row, ctx)).load(row.id);
  }

  @Mutation(() => SetBadgeVisibilityPayload, {
    description: "The learner's choice of who may see a badge; it acts on the next query.",
  })
  setBadgeVisibility(@InputArg(() => SetBadgeVisibilityInput) input: SetBadgeVisibilityInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const badgeId = idOf<BadgeId>('Badge', input.badgeId, 'input.badgeId');
    return payloadOf(
      () =>
        asLearner(ctx.db, learnerId, async (tx) => {
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
  @FieldResolver(() => SkillType, { nullable: true, description: 'Null while it is linked to none.' })
  skill(@Root() { skillId }: BadgeAlignment, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return skillId === null ? null : skillById(ctx).load(skillId);
  }
}

@Resolver(() => SkillEvidenceType)
export class SkillEvidenceResolver {
  @FieldResolver(() => SkillType, { description: 'The skill it shows.' })
  skill(@Root() { skillId }: SkillEvidence, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }

  @FieldResolver(() => BadgeType, {
    nullable: true,
    description: "Null for the learner's own claim, and for prior learning a provider recognised.",
  })
  badge(@Root() row: SkillEvidence, @Ctx() ctx: Context): Promise<Badge | null> | null {
    return row.badgeId === null ? null : badgeById(contextOf(row, ctx)).load(row.badgeId);
  }

  @FieldResolver(() => String, { description: 'Rule that tied the badge to the skill.' })
  rule(@Root() { path }: SkillEvidence): string {
    return path.rule;
  }
}

@Resolver(() => ConsentGrantType)
export class ConsentGrantResolver {
  @Mutation(() => GrantConsentPayload, { description: 'Lets a reader see badges until a moment.' })
  grantConsent(@InputArg(() => GrantConsentInput) input: GrantConsentInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
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
        asLearner(ctx.db, learnerId, async (tx) => {
          const granted = await grantConsent(tx, learnerId, grant);
          if (granted.ok) await rematchFor(tx, learnerId);
          return granted;
        }),
      async (id) => ({ consentGrant: await asLearner(ctx.db, learnerId, (tx) => findGrant(tx, learnerId, id)) }),
    );
  }

  @Mutation(() => RevokeConsentPayload, { description: 'Ends a grant; the next query no longer sees through it.' })
  revokeConsent(@InputArg(() => RevokeConsentInput) input: RevokeConsentInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const grantId = idOf<ConsentGrantId>('ConsentGrant', input.id, 'input.id');
    return payloadOf(
      () =>
        asLearner(ctx.db, learnerId, async (tx) => {
          const revoked = await revokeConsent(tx, learnerId, grantId);
          if (revoked.ok) await rematchFor(tx, learnerId);
          return revoked;
        }),
      async (id) => ({ consentGrant: await asLearner(ctx.db, learnerId, (tx) => findGrant(tx, learnerId, id)) }),
    );
  }

  @IdField()
  id(@Root() { id }: ConsentGrant): string {
    return toGlobalId('ConsentGrant', id);
  }

  @FieldResolver(() => OrganizationType, {
    nullable: true,
    description: 'The reader, for the audience ORGANIZATION; null for the others.',
  })
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
