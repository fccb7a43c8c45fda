import { Ctx, Field, FieldResolver, Float, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { type Level, levelById } from '../skills/index.ts';
import { LevelType } from '../skills/level-graphql.ts';
import type { NamedLevel } from './requirement.ts';

@ObjectType('RequirementLevel', { description: 'A level of a skill as the employer names it.' })
export class RequirementLevelType {
  @Field(() => String, {
    nullable: true,
    description: 'Name or address of the level; null when only its number is stated.',
  })
  name: string | null;
  @Field(() => Float, { nullable: true, description: 'Its number on the scale; null when not stated.' })
  value: number | null;
  @Field(() => String, { nullable: true, description: 'Name or address of the scale; null when not stated.' })
  scale: string | null;
}

@InputType('RequirementLevelInput', {
  description: 'A level: by its address alone, or by name or number with its scale. State at least a name or a value.',
})
export class RequirementLevelInput {
  @Field(() => String, { nullable: true, description: 'Name or address of the level.' }) name?: string;
  @Field(() => Float, { nullable: true, description: 'Its rank on the scale.' }) value?: number;
  @Field(() => String, { nullable: true, description: 'Name or address of the scale.' }) scale?: string;
}

@Resolver(() => RequirementLevelType)
export class RequirementLevelResolver {
  @FieldResolver(() => String, { nullable: true })
  name(@Root() { words }: NamedLevel): string | null {
    return words.name ?? null;
  }

  @FieldResolver(() => Float, { nullable: true })
  value(@Root() { words }: NamedLevel): number | null {
    return words.value ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  scale(@Root() { words }: NamedLevel): string | null {
    return words.scale ?? null;
  }

  @FieldResolver(() => LevelType, {
    nullable: true,
    description: 'Null while the words name no level of a loaded scale.',
  })
  level(@Root() { levelId }: NamedLevel, @Ctx() ctx: Context): Promise<Level | null> | null {
    return levelId === null ? null : levelById(ctx).load(levelId);
  }
}
