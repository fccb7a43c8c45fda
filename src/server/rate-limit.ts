import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';

@ObjectType('RateLimit', {
  description: "The client's budget of points, as this request leaves it: what the headers `x-ratelimit-*` tell.",
  simpleResolvers: true,
})
export class RateLimitType {
  @Field(() => Int, { description: 'Points of an hour.' }) limit: number;
  @Field(() => Int, { description: 'Points left, this request taken.' }) remaining: number;
  @Field(() => Int, { description: 'Points taken, with those of this request.' }) used: number;
  @Field(() => GraphQLDateTime, { description: 'When the count begins anew.' }) resetAt: Date;
  @Field(() => Int, { description: 'Points this request takes, as in `extensions.cost`.' }) cost: number;
}

@Resolver()
export class RateLimitResolver {
  @Query(() => RateLimitType, {
    nullable: true,
    description: 'What is left of your budget; null for the key of the settings, which has none to keep to.',
  })
  rateLimit(@Ctx() { spending }: Context): RateLimitType | null {
    if (!spending?.budget) return null;
    const { limit, remaining, used, resetsAt } = spending.budget;
    return { limit, remaining, used, resetAt: resetsAt, cost: spending.points };
  }
}
