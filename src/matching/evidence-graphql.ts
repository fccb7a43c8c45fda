import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Badge } from '../badges/index.ts';
import { RungEnum } from '../consent/enum-graphql.ts';
import { BadgeType } from '../consent/graphql.ts';
import { badgeById } from '../consent/index.ts';
import type { Context } from '../graphql/context.ts';
import { published } from '../graphql/enum.ts';
import { SkillType } from '../skills/graphql.ts';
import { type Level, levelById, NEAR_RELATIONS, type SkillRow, skillById } from '../skills/index.ts';
import { LevelType } from '../skills/level-graphql.ts';
import type { Leaf } from './compile-tree.ts';
import type { Holding } from './score.ts';
import { LEVEL_STANDINGS } from './scoring-policy.ts';
import type { Weighed } from './weigh.ts';

export const NearEnum = published(
  'NearRelation',
  NEAR_RELATIONS,
  'How the skill shown bears on the one asked for; NARROWER lies below it.',
  {
    SAME: 'It is the skill asked for.',
    EXACT: 'The same skill in another framework.',
    NARROWER: 'It lies below the one asked for.',
    CLOSE: 'Nearly the same skill.',
    BROADER: 'It lies above the one asked for.',
  },
);

export const LevelStandingEnum = published(
  'LevelStanding',
  LEVEL_STANDINGS,
  'How a level somebody shows stands to the levels that are asked for.',
  {
    REACHED: 'It reaches all that is asked.',
    BELOW_DESIRED: 'It reaches what is needed and not what is hoped for: the credit is lower, the verdict the same.',
    BELOW_REQUIRED: 'It lies below what is needed: it does not meet the requirement.',
    LEVEL_NOT_COMPARABLE:
      'The two are not on one scale, or one of them on none: the level is left out, presence counts.',
  },
);

/** One holding in the light of the leaf it serves. */
export interface EvidenceUsed extends Holding {
  readonly leaf: Leaf;
  readonly weighed: Weighed;
}

@ObjectType('EvidenceUsed', { description: 'One piece of evidence for one requirement.' })
export class EvidenceUsedType {
  @Field(() => NearEnum, { description: 'How the skill it shows bears on the one asked for.' }) relation: string;
  @Field(() => RungEnum, { description: 'How strong it is.' }) rung: string;
  @Field(() => Float, { description: '0 to 1: how sure the crosswalk is; 1 without one.' }) confidence: number;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When its badge was issued; null when not stated.' })
  validFrom: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it expires, expired or was revoked.' })
  endsAt: Date | null;
}

@Resolver(() => EvidenceUsedType)
export class EvidenceUsedResolver {
  @FieldResolver(() => BadgeType, { nullable: true, description: "Null for the learner's own claim." })
  badge(@Root() { badgeId }: EvidenceUsed, @Ctx() ctx: Context): Promise<Badge | null> | null {
    return badgeId === null ? null : badgeById(ctx).load(badgeId);
  }

  @FieldResolver(() => SkillType, { nullable: true, description: 'The skill it shows.' })
  skill(@Root() { heldSkillId }: EvidenceUsed, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return heldSkillId === null ? null : skillById(ctx).load(heldSkillId);
  }

  @FieldResolver(() => Float, {
    description:
      '0 to 1: relation × confidence × rung × level, the figures as in `scoringPolicy`; 0 where not accepted.',
  })
  credit(@Root() { weighed }: EvidenceUsed): number {
    return weighed.credit;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it meets the requirement: worth enough whatever its level, and not below the required one.',
  })
  meets(@Root() { weighed }: EvidenceUsed): boolean {
    return weighed.isMet;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the employer accepts evidence this strong.' })
  isAccepted(@Root() { weighed }: EvidenceUsed): boolean {
    return weighed.isAccepted;
  }

  @FieldResolver(() => LevelType, { nullable: true, description: 'The level it shows, where a loaded scale has it.' })
  level(@Root() { levelId }: EvidenceUsed, @Ctx() ctx: Context): Promise<Level | null> | null {
    return levelId == null ? null : levelById(ctx).load(levelId);
  }

  @FieldResolver(() => LevelStandingEnum, {
    nullable: true,
    description: 'How that level stands to the asked ones; null where none is asked.',
  })
  levelStanding(@Root() { weighed }: EvidenceUsed): string | null {
    return weighed.level;
  }

  @FieldResolver(() => Float, { description: '0 to 1: what the level is worth; 1 where none is asked.' })
  levelCredit(@Root() { weighed }: EvidenceUsed): number {
    return weighed.levelCredit;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Step of the asked scale that the level counts as, the lowest being 1; null where not comparable.',
  })
  levelStep(@Root() { leaf, levelId }: EvidenceUsed): number | null {
    return (leaf.kind === 'SKILL' && levelId != null && leaf.ladder?.stepOf.get(levelId)) || null;
  }

  @FieldResolver(() => String, { description: 'Rule that tied it to that skill.' })
  rule(@Root() { path }: EvidenceUsed): string {
    return path.rule;
  }
}
