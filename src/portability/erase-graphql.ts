import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { recordAudit } from '../accounts/index.ts';
import { learnerOf } from '../consent/graphql.ts';
import { asSystem } from '../db/as-reader.ts';
import type { LearnerId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { payloadOf, refuse, signedIn, type UserErrorType } from '../graphql/problems.ts';
import { eraseLearner } from './erase-learner.ts';

@InputType('EraseLearnerInput', { description: 'Who is to be erased.' })
class EraseLearnerInput {
  @Field(() => ID, {
    nullable: true,
    description: 'For administrators; a learner erases themselves and leaves it out.',
  })
  learnerId?: string | null;
  @Field(() => String, { description: 'Their pseudonym, letter by letter: what is erased cannot be brought back.' })
  confirm: string;
}

@PayloadType('EraseLearnerPayload')
class EraseLearnerPayload {
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was done; null when there are `errors`.' })
  erasedAt: Date | null;
  @ErrorsField() errors: UserErrorType[];
}

/** Whom the request may erase: oneself, or for an administrator whom they name. */
function toErase(ctx: Context, named: string | null | undefined): LearnerId {
  const { role } = signedIn(ctx);
  if (role !== 'ADMINISTRATOR') {
    const own = learnerOf(ctx);
    if (named == null || idOf<LearnerId>('Learner', named, 'input.learnerId') === own) return own;
    return refuse('FORBIDDEN', 'a learner erases themselves only', 'input.learnerId');
  }
  if (named == null) return refuse('BAD_USER_INPUT', 'state whom to erase', 'input.learnerId');
  return idOf<LearnerId>('Learner', named, 'input.learnerId');
}

@Resolver()
export class EraseLearnerResolver {
  @Mutation(() => EraseLearnerPayload, {
    description:
      'Erases a learner: all that is theirs, their keys and sign-in, and what imports kept of their badges. The trail of what was done stays, without who they were.',
  })
  eraseLearner(@InputArg(() => EraseLearnerInput) input: EraseLearnerInput, @Ctx() ctx: Context) {
    const learnerId = toErase(ctx, input.learnerId);
    return payloadOf(
      () =>
        asSystem(ctx.db, async (tx) => {
          // First, so that whoever is erased is taken out of it, too.
          await recordAudit(tx, ctx.viewer, { action: 'ERASE_LEARNER', learnerId });
          return eraseLearner(tx, learnerId, input.confirm);
        }),
      () => ({ erasedAt: ctx.now }),
    );
  }
}
