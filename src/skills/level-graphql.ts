import { Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { textIn } from '../db/localized-text.ts';
import type { Context } from '../graphql/context.ts';
import { IdField, LanguageArg } from '../graphql/decorators.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { findLevelScales, type Level, type LevelScale } from './find-levels.ts';
import { equivalencesOfLevel, levelById } from './loaders.ts';
import type { LevelEquivalence } from './map-levels.ts';

@ObjectType('Level', { description: 'A step of a scale of proficiency.' })
export class LevelType {
  @Field(() => Int, { description: 'Its place on the scale; higher is more proficient.' }) rank: number;
  @Field(() => String, { nullable: true, description: 'The address it is known by; null when it has none.' }) uri:
    | string
    | null;
}

@ObjectType('LevelEquivalence', {
  description: 'A level of another scale that a level counts as.',
  simpleResolvers: true,
})
export class LevelEquivalenceType {
  @Field(() => String, { description: 'Who says so: the document or body the map comes from.' }) source: string;
}

@ObjectType('LevelScale', {
  description: 'A scale of proficiency; levels of two scales compare through a stored map alone.',
})
export class LevelScaleType {
  @Field(() => String, { description: 'What it is known by.' }) uri: string;
  @Field(() => [LevelType], { description: 'Lowest first.' }) levels: readonly Level[];
}

@Resolver(() => LevelType)
export class LevelResolver {
  @IdField()
  id(@Root() { id }: Level): string {
    return toGlobalId('Level', id);
  }

  @FieldResolver(() => String, { description: 'In the asked language, else English, else whichever there is.' })
  name(@Root() { name }: Level, @Ctx() ctx: Context, @LanguageArg() language: string | null): string {
    return textIn(name, language ?? ctx.language);
  }
  @FieldResolver(() => [LevelEquivalenceType], {
    description: 'What it counts as on other scales: to be compared there, and with nothing else.',
  })
  countsAs(@Root() { id }: Level, @Ctx() ctx: Context): Promise<LevelEquivalence[]> {
    return equivalencesOfLevel(ctx).load(id);
  }
}

@Resolver(() => LevelEquivalenceType)
export class LevelEquivalenceResolver {
  @FieldResolver(() => LevelType, { description: 'What it counts as.' })
  level(@Root() { toId }: LevelEquivalence, @Ctx() ctx: Context): Promise<Level | null> {
    return levelById(ctx).load(toId);
  }
}

@Resolver(() => LevelScaleType)
export class LevelScaleResolver {
  @Query(() => [LevelScaleType], { description: 'Every scale a level may be stated on, with its levels.' })
  levelScales(@Ctx() { db }: Context): Promise<LevelScale[]> {
    return findLevelScales(db);
  }

  @FieldResolver(() => String, { description: 'In the asked language, else English, else whichever there is.' })
  name(@Root() { name }: LevelScale, @Ctx() ctx: Context, @LanguageArg() language: string | null): string {
    return textIn(name, language ?? ctx.language);
  }
}
