import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Badge, BadgeCheck } from '../badges/index.ts';
import type { Context } from '../graphql/context.ts';
import { CheckNameEnum, CheckResultEnum } from './enum-graphql.ts';
import { BadgeType } from './graphql.ts';
import { checksOfBadge } from './loaders.ts';
import { contextOf } from './look-with.ts';

@ObjectType('BadgeCheck', {
  description: 'One thing that was looked at to tell whether a badge holds.',
  simpleResolvers: true,
})
class BadgeCheckType {
  @Field(() => CheckNameEnum, { description: 'What was looked at.' }) name: string;
  @Field(() => CheckResultEnum, { description: 'What was found.' }) result: string;
  @Field(() => String, {
    nullable: true,
    description: "Why, in a sentence; null to who may not know the learner's name, since it may quote the document.",
  })
  reason: string | null;
}

/** What the checks say of a badge, beside it: the badge itself is stored as received. */
@Resolver(() => BadgeType)
export class BadgeCheckResolver {
  @FieldResolver(() => [BadgeCheckType], {
    description: 'Every check with its result, in the order they are made; empty until they ran.',
  })
  checks(@Root() badge: Badge, @Ctx() ctx: Context): Promise<BadgeCheck[]> {
    return checksOfBadge(contextOf(badge, ctx)).load(badge.id);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the checks last looked; null until they ran.',
  })
  checkedAt(@Root() { checkedAt }: Badge): Date | null {
    return checkedAt;
  }
}
