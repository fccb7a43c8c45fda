import { Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { recordAudit } from '../accounts/index.ts';
import type { LevelId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { mapLevels } from '../skills/index.ts';
import { LevelScaleType } from '../skills/level-graphql.ts';
import { rematchAsking } from './rematch.ts';

@InputType('LevelPairInput', { description: 'Who reached the first level counts as having reached the second.' })
class LevelPairInput {
  @Field(() => ID, { description: 'A level of `fromScale`.' }) fromId: string;
  @Field(() => ID, { description: 'A level of `toScale`.' }) toId: string;
}

@InputType('MapLevelsInput', { description: 'A map from one scale to another; it replaces the one before.' })
class MapLevelsInput {
  @Field(() => String, { description: 'Address of the scale that levels are held on.' }) fromScale: string;
  @Field(() => String, { description: 'Address of the scale that levels are asked for on.' }) toScale: string;
  @Field(() => String, { description: 'Whose map it is: the document or body it comes from, at most 500 characters.' })
  source: string;
  @Field(() => [LevelPairInput], {
    description: 'Each level at most once, a higher one never as less than a lower one; none takes the map back.',
  })
  pairs: LevelPairInput[];
}

@PayloadType('MapLevelsPayload')
class MapLevelsPayload {
  @Field(() => LevelScaleType, outcome) scale: LevelScaleType | null;
  @ErrorsField() errors: UserErrorType[];
}

@Resolver()
export class MapLevelsResolver {
  @Mutation(() => MapLevelsPayload, {
    description:
      'States which levels of one scale count as which of another; until then the two do not compare. Jobs that ask for levels of the second are matched anew.',
  })
  mapLevels(@InputArg(() => MapLevelsInput) input: MapLevelsInput, @Ctx() ctx: Context) {
    const pairs = input.pairs.map(({ fromId, toId }, index) => ({
      fromId: idOf<LevelId>('Level', fromId, `input.pairs[${index}].fromId`),
      toId: idOf<LevelId>('Level', toId, `input.pairs[${index}].toId`),
    }));
    return payloadOf(
      async () => {
        const mapped = await mapLevels(ctx.db, { ...input, pairs });
        if (!mapped.ok) return mapped;
        await rematchAsking(ctx.db, mapped.value.to.id);
        await recordAudit(ctx.db, ctx.viewer, {
          action: 'MAP_LEVELS',
          detail: { from: input.fromScale, to: input.toScale, pairs: pairs.length },
        });
        return mapped;
      },
      ({ from }) => ({ scale: from }),
    );
  }
}
