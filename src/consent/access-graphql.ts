import { GraphQLDateTime } from 'graphql-scalars';
import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { LearnerAccessId } from '../db/ids.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { published } from '../graphql/enum.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { asViewer } from './as-seen-by.ts';
import { ACCESS_KINDS, ACCESS_READERS } from './consent.ts';
import { countAccesses, findAccesses, type LearnerAccess } from './find-accesses.ts';
import type { ConsentGrant } from './grant-consent.ts';
import { ConsentGrantType, isOwn, LearnerType } from './graphql.ts';
import { grantById, type VisibleLearner } from './loaders.ts';

const AccessReaderEnum = published('AccessReader', ACCESS_READERS, "Who read a learner's data.", {
  ORGANIZATION: 'An organisation.',
  LINK: 'Whoever opened a share link; its grant says which.',
  ADMINISTRATOR: 'An administrator of the hub.',
  ANYONE: 'Somebody let in by nothing but what is public.',
});
const AccessKindEnum = published('AccessKind', ACCESS_KINDS, "What of a learner's data was read, or what for.", {
  PROFILE: 'The profile: pseudonym, language, region, and the name where a consent shows it.',
  BADGES: 'One or more of the badges.',
  SKILLS: 'Skill evidence.',
  CANDIDATES: 'Came up among candidates for a job or requirement.',
  SKILL_GAP: 'Was compared with a job, occupation or requirement.',
  PLANS: 'Plans were made for them.',
  PRIOR_LEARNING: 'A prior-learning claim they submitted, or its documents.',
});

@ObjectType('LearnerAccess', {
  description: "That somebody else read a learner's data: one a day, reader, grant and kind.",
})
export class LearnerAccessType {
  @Field(() => AccessReaderEnum, { description: 'Who read.' }) reader: string;
  @Field(() => AccessKindEnum, { description: 'What was read, or what for.' }) kind: string;
  @Field(() => GraphQLDateTime, { description: 'When first on that day (UTC).' }) firstAt: Date;
  @Field(() => GraphQLDateTime, { description: 'When last on that day.' }) lastAt: Date;
  @Field(() => Int, { description: 'In how many requests on that day.' }) times: number;
}

const LearnerAccessConnection = connectionType('LearnerAccess', LearnerAccessType);

@Resolver(() => LearnerAccessType)
export class LearnerAccessResolver {
  @FieldResolver(() => OrganizationType, { nullable: true, description: 'The reader, when it is an organisation.' })
  organization(@Root() { organizationId }: LearnerAccess, @Ctx() ctx: Context): Promise<Organization | null> | null {
    return organizationId === null ? null : organizationById(ctx).load(organizationId);
  }

  @FieldResolver(() => ConsentGrantType, {
    nullable: true,
    description: 'The consent that let the reader in; null for what was public, and for administrators.',
  })
  consentGrant(@Root() { grantId }: LearnerAccess, @Ctx() ctx: Context): Promise<ConsentGrant | null> | null {
    return grantId === null ? null : grantById(ctx).load(grantId);
  }
}

@Resolver(() => LearnerType)
export class LearnerAccessLogResolver {
  @FieldResolver(() => LearnerAccessConnection, {
    description: "Who else read the learner's data, newest first; empty for anybody but the learner.",
  })
  async accessLog(
    @Root() row: VisibleLearner,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<LearnerAccess>> {
    const first = firstOf(page);
    const after = readIdCursor<LearnerAccessId>('accessLog', page.after);
    const rows = isOwn(row, ctx)
      ? await asViewer(ctx, (tx) => findAccesses(tx, row.id, { first: first + 1, after }))
      : [];
    const count = async () => (isOwn(row, ctx) ? asViewer(ctx, (tx) => countAccesses(tx, row.id)) : 0);
    return pageOf('accessLog', rows, first, ({ id }) => [id], count);
  }
}
