import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { Badge } from '../badges/index.ts';
import type { LevelId, SkillId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { rematchFor } from '../jobs/index.ts';
import { SkillType } from '../skills/graphql.ts';
import { type Level, levelById, type SkillRow, skillById } from '../skills/index.ts';
import { LevelType } from '../skills/level-graphql.ts';
import { addToProfileUrl } from './add-to-profile.ts';
import { asLearner, asViewer } from './as-seen-by.ts';
import { claimSkill, findClaims, type SkillClaim, withdrawClaim } from './claim-skill.ts';
import { BadgeType, isOwn, LearnerType, learnerOf } from './graphql.ts';
import { learnerById, type VisibleLearner } from './loaders.ts';
import { contextOf } from './look-with.ts';
import { readerIn } from './reader-of.ts';

@ObjectType('SkillClaim', { description: "A learner's own word that they have a skill." })
export class SkillClaimType {
  @Field(() => String, { nullable: true, description: "The learner's words; null when there are none." }) note:
    | string
    | null;
  @Field(() => GraphQLDateTime, { description: 'When it was first claimed.' }) claimedAt: Date;
}

@InputType('ClaimSkillInput', { description: 'The skill you say you have, and how well.' })
class ClaimSkillInput {
  @Field(() => ID, { description: 'A skill of any loaded framework.' }) skillId: string;
  @Field(() => ID, { nullable: true, description: 'A level of one of `levelScales`.' }) levelId?: string | null;
  @Field(() => String, { nullable: true, description: 'Why you say so, at most 2,000 characters.' })
  note?: string | null;
}

@InputType('WithdrawClaimInput', { description: 'The claim to take back.' })
class WithdrawClaimInput {
  @Field(() => ID, { description: 'A skill you claimed; taking it back twice is the same.' }) skillId: string;
}

@PayloadType('ClaimSkillPayload')
class ClaimSkillPayload {
  @Field(() => LearnerType, outcome) learner: LearnerType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('WithdrawClaimPayload')
class WithdrawClaimPayload {
  @Field(() => LearnerType, outcome) learner: LearnerType | null;
  @ErrorsField() errors: UserErrorType[];
}

@Resolver(() => SkillClaimType)
export class SkillClaimResolver {
  @Mutation(() => ClaimSkillPayload, {
    description:
      "The learner's own word that they have a skill; the weakest rung of the ladder. Claimed again, it says what it said last.",
  })
  claimSkill(@InputArg(() => ClaimSkillInput) input: ClaimSkillInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const claim = {
      skillId: idOf<SkillId>('Skill', input.skillId, 'input.skillId'),
      levelId: input.levelId == null ? null : idOf<LevelId>('Level', input.levelId, 'input.levelId'),
      note: input.note ?? null,
    };
    return payloadOf(
      () =>
        asLearner(ctx.db, learnerId, async (tx) => {
          const claimed = await claimSkill(tx, learnerId, claim);
          if (claimed.ok) await rematchFor(tx, learnerId);
          return claimed;
        }),
      async (id) => ({ learner: await learnerById(ctx).load(id) }),
    );
  }

  @Mutation(() => WithdrawClaimPayload, { description: 'Takes a claim back; the next query no longer counts it.' })
  withdrawClaim(@InputArg(() => WithdrawClaimInput) input: WithdrawClaimInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const skillId = idOf<SkillId>('Skill', input.skillId, 'input.skillId');
    return payloadOf(
      () =>
        asLearner(ctx.db, learnerId, async (tx) => {
          const withdrawn = await withdrawClaim(tx, learnerId, skillId);
          if (withdrawn.ok) await rematchFor(tx, learnerId);
          return withdrawn;
        }),
      async (id) => ({ learner: await learnerById(ctx).load(id) }),
    );
  }

  @FieldResolver(() => SkillType, { nullable: true, description: 'The skill it is about.' })
  skill(@Root() { skillId }: SkillClaim, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }

  @FieldResolver(() => LevelType, { nullable: true, description: 'How well; null when not stated.' })
  level(@Root() { levelId }: SkillClaim, @Ctx() ctx: Context): Promise<Level | null> | null {
    return levelId === null ? null : levelById(ctx).load(levelId);
  }
}

@Resolver(() => LearnerType)
export class LearnerClaimsResolver {
  @FieldResolver(() => [SkillClaimType], { description: "The learner's own claims; empty for anybody else." })
  claims(@Root() row: VisibleLearner, @Ctx() ctx: Context): Promise<SkillClaim[]> | SkillClaim[] {
    return isOwn(row, ctx) ? asViewer(ctx, (tx) => findClaims(tx, row.id)) : [];
  }
}

@Resolver(() => BadgeType)
export class BadgeToProfileResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Opens LinkedIn's form with this badge filled in; null for anybody but its learner, and for a badge refused by checks, revoked or not achieved.",
  })
  addToProfileUrl(@Root() badge: Badge, @Ctx() ctx: Context): string | null {
    const reader = readerIn(contextOf(badge, ctx));
    return reader.kind === 'LEARNER' && reader.learnerId === badge.learnerId ? addToProfileUrl(badge) : null;
  }
}
