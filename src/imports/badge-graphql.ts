import { GraphQLJSONObject } from 'graphql-scalars';
import { Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { BadgeType, learnerOf } from '../consent/graphql.ts';
import { asLearner, badgeById } from '../consent/index.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { importBadge } from './import-badge.ts';

@InputType('ImportBadgeInput', { description: 'A badge of the asking learner.' })
class ImportBadgeInput {
  @Field(() => GraphQLJSONObject, {
    description: 'An Open Badges 2.0 assertion with its BadgeClass embedded, or a 3.0 credential.',
  })
  document: object;
}

@PayloadType('ImportBadgePayload')
class ImportBadgePayload {
  @Field(() => BadgeType, outcome) badge: BadgeType | null;
  @ErrorsField() errors: UserErrorType[];
}

@Resolver()
export class ImportBadgeResolver {
  @Mutation(() => ImportBadgePayload, {
    description: 'Hands in a badge as its learner. It is stored as received, and unverified.',
  })
  importBadge(@InputArg(() => ImportBadgeInput) { document }: ImportBadgeInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    return payloadOf(
      () => asLearner(ctx.db, learnerId, (tx) => importBadge(tx, learnerId, document)),
      async (id) => ({ badge: await badgeById(ctx).load(id) }),
    );
  }
}
