import { Args, Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { OccupationId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { sized } from '../graphql/size.ts';
import { CrosswalkKindEnum, NeedEnum } from './enum-graphql.ts';
import type { OccupationCrosswalk } from './find-crosswalks.ts';
import { INFERENCE } from './find-inferred-skills.ts';
import type { Occupation, SkillRow } from './find-skills.ts';
import { OccupationType, SkillType } from './graphql.ts';
import { inferenceReason, type NamedOccupation } from './inference-reason.ts';
import {
  crosswalksOfOccupation,
  frameworkById,
  inferredSkillsOfOccupation,
  occupationById,
  skillById,
} from './loaders.ts';
import type { CrosswalkStep, InferredSkill } from './skill.ts';

@ObjectType('OccupationCrosswalk', {
  description: 'What a crosswalk says an occupation is to one of another framework.',
  simpleResolvers: true,
})
export class OccupationCrosswalkType {
  @Field(() => CrosswalkKindEnum, { description: 'Read from this occupation to the other.' }) kind: string;
  @Field(() => Float, { description: '0 to 1: how sure whoever asserted it is.' }) confidence: number;
  @Field(() => String, { nullable: true, description: 'Versions or date of the assertion; null when not stated.' })
  vintage: string | null;
  @Field(() => String, { description: 'URI of the other occupation, or its code in `targetFramework`.' })
  targetRef: string;
}

@ObjectType('CrosswalkStep', { description: 'One row of a crosswalk on the way to a skill.', simpleResolvers: true })
export class CrosswalkStepType {
  @Field(() => CrosswalkKindEnum, { description: 'Read in the direction of the way.' }) kind: string;
  @Field(() => Float, { description: '0 to 1: how sure whoever asserted it is.' }) confidence: number;
  @Field(() => String, { nullable: true, description: 'Versions or date of the assertion; null when not stated.' })
  vintage: string | null;
}

@ObjectType('InferredSkill', {
  description: 'A skill taken to belong to an occupation by way of others; its own framework does not state it.',
  simpleResolvers: true,
})
export class InferredSkillType {
  @Field(() => NeedEnum, { description: 'What the last occupation of the way states of it.' }) need: string;
  @Field(() => Float, { description: 'Product of the confidences along the way, 0 to 1.' }) confidence: number;
  @Field(() => Int, { description: 'How many of the occupations reached state it.' }) support: number;
  @Field(() => [CrosswalkStepType], {
    description: 'The surest way to it; empty where the occupation states it itself.',
  })
  path: readonly CrosswalkStep[];
}

const InferredSkillConnection = connectionType('InferredSkill', InferredSkillType);

@Resolver(() => OccupationType)
export class InferringOccupationResolver {
  @FieldResolver(() => InferredSkillConnection, {
    description: `Skills inferred through at most ${INFERENCE.hopsAtMost} rows of crosswalks, surest first, with a confidence of at least ${INFERENCE.leastConfidence}; ${INFERENCE.skillsAtMost} at most. Empty where its own framework states skills.`,
  })
  async inferredSkills(
    @Root() { id }: Occupation,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<InferredSkill>> {
    const first = firstOf(page);
    const [after] = readCursor('inferredSkills', page.after, z.tuple([z.number().int()])) ?? [0];
    const all = (await inferredSkillsOfOccupation(ctx).load(id)).map((skill, index) => ({
      ...skill,
      place: index + 1,
    }));
    return pageOf(
      'inferredSkills',
      all.slice(after, after + first + 1),
      first,
      ({ place }) => [place],
      async () => all.length,
    );
  }

  @sized(20)
  @FieldResolver(() => [OccupationCrosswalkType], {
    description: 'Rows of crosswalks about it, surest first; at most 200.',
  })
  crosswalks(@Root() { id }: Occupation, @Ctx() ctx: Context): Promise<OccupationCrosswalk[]> {
    return crosswalksOfOccupation(ctx).load(id);
  }
}

@Resolver(() => OccupationCrosswalkType)
export class OccupationCrosswalkResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Short code of the framework the other is named in by code; null where it is named by URI.',
  })
  targetFramework(@Root() { targetFramework }: OccupationCrosswalk): string | null {
    return targetFramework || null;
  }

  @FieldResolver(() => OccupationType, { nullable: true, description: 'Null while the other is not loaded.' })
  target(@Root() { targetId }: OccupationCrosswalk, @Ctx() ctx: Context): Promise<Occupation | null> | null {
    return targetId === null ? null : occupationById(ctx).load(targetId);
  }
}

@Resolver(() => CrosswalkStepType)
export class CrosswalkStepResolver {
  @FieldResolver(() => OccupationType, { description: 'Where the step begins.' })
  from(@Root() { fromId }: CrosswalkStep, @Ctx() ctx: Context): Promise<Occupation | null> {
    return occupationById(ctx).load(fromId);
  }

  @FieldResolver(() => OccupationType, { description: 'Where it leads.' })
  to(@Root() { toId }: CrosswalkStep, @Ctx() ctx: Context): Promise<Occupation | null> {
    return occupationById(ctx).load(toId);
  }
}

@Resolver(() => InferredSkillType)
export class InferredSkillResolver {
  @FieldResolver(() => NeedEnum, { description: 'Always INFERRED: no framework states it of the occupation.' })
  relation(): string {
    return 'INFERRED';
  }

  @FieldResolver(() => SkillType, { description: 'What the occupation is taken to need.' })
  skill(@Root() { skillId }: InferredSkill, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }

  @FieldResolver(() => OccupationType, { description: 'The occupation it was inferred for.' })
  occupation(@Root() { occupationId }: InferredSkill, @Ctx() ctx: Context): Promise<Occupation | null> {
    return occupationById(ctx).load(occupationId);
  }

  @FieldResolver(() => String, { description: 'The way to it, in one sentence.' })
  reason(@Root() inferred: InferredSkill, @Ctx() ctx: Context, @LanguageArg() tag?: string): Promise<string> {
    return reasonOfInference(inferred, ctx, tag ?? ctx.language);
  }
}

/** `inferenceReason` of a skill, its occupations named. */
export async function reasonOfInference(
  { occupationId, need, confidence, path }: InferredSkill,
  ctx: Context,
  language: string,
): Promise<string> {
  const nameOf = async (id: OccupationId): Promise<NamedOccupation> => {
    const occupation = await occupationById(ctx).load(id);
    const framework = occupation && (await frameworkById(ctx).load(occupation.frameworkId));
    return { label: textIn(occupation?.labels ?? {}, language), framework: framework?.code ?? '' };
  };
  const occupations = await Promise.all([occupationId, ...path.map(({ toId }) => toId)].map(nameOf));
  return inferenceReason({ occupations, kinds: path.map(({ kind }) => kind), need, confidence }, language);
}
