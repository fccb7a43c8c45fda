import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';
import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { learnerOf } from '../consent/graphql.ts';
import { asLearner } from '../consent/index.ts';
import type { Context } from '../graphql/context.ts';
import { refuse } from '../graphql/problems.ts';
import { priced } from '../graphql/size.ts';
import { exportLearner, type LearnerExport } from './export-learner.ts';
import { findExportedBadges } from './find-learner-data.ts';

/** Badges an export may hold that comes within an answer. */
const INLINE_AT_MOST = 200;

@ObjectType('LeftOutBadge', { description: 'A badge that a learner record cannot hold.', simpleResolvers: true })
class LeftOutBadgeType {
  @Field(() => String, { description: "The document's own id." }) uri: string;
  @Field(() => String, { description: 'As its issuer wrote it.' }) name: string;
  @Field(() => String, { description: 'Why.' }) reason: string;
}

@ObjectType('LearnerExport', { description: 'Everything the hub knows of a learner.', simpleResolvers: true })
class LearnerExportType {
  @Field(() => GraphQLDateTime, { description: 'When it was read.' }) exportedAt: Date;
  @Field(() => GraphQLJSONObject, { description: 'Rows by table; badges with their documents as stored.' })
  data: object;
  @Field(() => GraphQLJSONObject, {
    description:
      'The badges as one Comprehensive Learner Record (CLR 2.0), each with its own proof. With a `proof` it is signed by this hub, whose DID is its issuer; without one this hub has no key, or a badge says what no proof can cover.',
  })
  clr: object;
  @Field(() => [LeftOutBadgeType], { description: 'Badges that record does not hold.' })
  leftOutOfClr: readonly LeftOutBadgeType[];
}

@Resolver()
export class LearnerExportResolver {
  @priced(500)
  @Query(() => LearnerExportType, {
    description:
      'Everything the hub knows of you. With more than 200 badges, and with files, take `GET /export/learner.zip`.',
  })
  async exportLearner(@Ctx() ctx: Context): Promise<LearnerExport> {
    const learnerId = learnerOf(ctx);
    const badges = await asLearner(ctx.db, learnerId, (tx) => findExportedBadges(tx, learnerId));
    if (badges.length > INLINE_AT_MOST) {
      const message = `you hold ${badges.length} badges, more than ${INLINE_AT_MOST}; take GET /export/learner.zip`;
      return refuse('BAD_USER_INPUT', message);
    }
    return exportLearner(ctx.db, learnerId, ctx);
  }
}
