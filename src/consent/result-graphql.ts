import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Badge, BadgeAlignment, SkillEvidence, StatedEndorsement, StatedResult } from '../badges/index.ts';
import type { BadgeId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { sized } from '../graphql/size.ts';
import { EndorsedEnum } from './enum-graphql.ts';
import { BadgeAlignmentType, BadgeType, SkillEvidenceType } from './graphql.ts';
import { alignmentsOfBadge, badgeById } from './loaders.ts';

@ObjectType('BadgeResult', {
  description: 'How well something was done, as the badge states it.',
  simpleResolvers: true,
})
export class BadgeResultType {
  @Field(() => String, { description: 'JSON Pointer to it in the document.' }) pointer: string;
  @Field(() => String, { nullable: true, description: 'What is measured; null when not stated.' }) name?: string;
  @Field(() => String, { nullable: true, description: 'Open Badges resultType; null when not stated.' }) type?: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Open Badges status; null when not stated. Failed, Enrolled, InProgress, OnHold and Withdrew show nothing, and what is Provisional is not counted as assessed.',
  })
  status?: string;
  @Field(() => String, { nullable: true, description: 'Score or grade as stated; null when not stated.' })
  value?: string;
  @Field(() => String, { nullable: true, description: "Level reached, in the issuer's words; null when not stated." })
  level?: string;
  @Field(() => String, { nullable: true, description: 'Score or grade that is required; null when none is.' })
  requiredValue?: string;
  @Field(() => String, { nullable: true, description: 'Level that is required; null when none is.' })
  requiredLevel?: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it reaches what is required; null when nothing is, or the two cannot be compared.',
  })
  meetsRequired?: boolean;
}

@ObjectType('BadgeEndorsement', {
  description: "Somebody else's word for a badge, its achievement or its issuer, as stated.",
  simpleResolvers: true,
})
export class BadgeEndorsementType {
  @Field(() => EndorsedEnum, { description: 'What it speaks for.' }) endorsed: string;
  @Field(() => String, { description: 'The id of who endorses (Open Badges issuer.id).' }) endorserUri: string;
  @Field(() => String, { nullable: true, description: 'As the document states it, unproven; null when it does not.' })
  endorserName?: string;
  @Field(() => String, {
    nullable: true,
    description: "Open Badges endorsementComment; null when there is none, and to who may not know the learner's name.",
  })
  comment?: string;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was given; null when not stated.' })
  issuedAt?: string;
}

type PlacedResult = StatedResult & { readonly badgeId: BadgeId };
const placed = (badgeId: BadgeId) => (result: StatedResult) => ({ ...result, badgeId });
const notStated = 'null when not stated.';

/** What a badge states beside what it is about. */
@Resolver(() => BadgeType)
export class BadgeStatementResolver {
  @sized(3)
  @FieldResolver(() => [BadgeResultType], { description: 'In the order of the document (Open Badges result).' })
  results(@Root() { id, results }: Badge): PlacedResult[] {
    return results.map(placed(id));
  }

  @sized(3)
  @FieldResolver(() => [BadgeEndorsementType], {
    description: 'Whether they are proven, the check ENDORSEMENTS says; as stated (Open Badges endorsement).',
  })
  endorsements(@Root() { endorsements }: Badge): readonly StatedEndorsement[] {
    return endorsements;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `Work of the learner, an ISO 8601 duration; ${notStated}`,
  })
  workload(@Root() { workload }: Badge): string | null {
    return workload;
  }

  @FieldResolver(() => Float, { nullable: true, description: `Credit points; ${notStated}` })
  credits(@Root() { credits }: Badge): number | null {
    return credits;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `What the credit points are of, such as ECTS; ${notStated}`,
  })
  creditFramework(@Root() { creditFramework }: Badge): string | null {
    return creditFramework;
  }

  @FieldResolver(() => Int, { nullable: true, description: `European Qualifications Framework, 1 to 8; ${notStated}` })
  eqfLevel(@Root() { eqfLevel }: Badge): number | null {
    return eqfLevel;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who awarded it; null when not stated, which mostly means its issuer.',
  })
  awardingBody(@Root() { awardingBody }: Badge): string | null {
    return awardingBody;
  }
}

@Resolver(() => BadgeResultType)
export class BadgeResultResolver {
  @sized(3)
  @FieldResolver(() => [BadgeAlignmentType], {
    description: 'What it is a result of; empty when of the achievement as a whole.',
  })
  async alignments(@Root() { badgeId, about }: PlacedResult, @Ctx() ctx: Context): Promise<BadgeAlignment[]> {
    const alignments = await alignmentsOfBadge(ctx).load(badgeId);
    return alignments.filter(({ position }) => about.includes(position));
  }
}

/** Where a piece of evidence comes from, so that a reader can walk it back. */
@Resolver(() => SkillEvidenceType)
export class EvidencePathResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: "Level reached, in the issuer's words; null when no result says one.",
  })
  level(@Root() { level }: SkillEvidence): string | null {
    return level;
  }

  @FieldResolver(() => BadgeAlignmentType, {
    nullable: true,
    description: 'Where the badge names the skill; null where only its credential brings it.',
  })
  async alignment(@Root() { badgeId, path }: SkillEvidence, @Ctx() ctx: Context): Promise<BadgeAlignment | null> {
    if (badgeId === null || path.position === undefined) return null;
    const alignments = await alignmentsOfBadge(ctx).load(badgeId);
    return alignments.find(({ position }) => position === path.position) ?? null;
  }

  @FieldResolver(() => BadgeResultType, { nullable: true, description: 'How well; null when the badge does not say.' })
  async result(@Root() { badgeId, path }: SkillEvidence, @Ctx() ctx: Context): Promise<PlacedResult | null> {
    if (badgeId === null || path.result === undefined) return null;
    const badge = await badgeById(ctx).load(badgeId);
    const result = badge?.results[path.result];
    return result ? placed(badgeId)(result) : null;
  }

  @FieldResolver(() => [String], { description: 'Names of the checks of the badge that passed.' })
  checks(@Root() { path }: SkillEvidence): readonly string[] {
    return path.checks ?? [];
  }
}
