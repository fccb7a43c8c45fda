import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { WATCHING_IMPORTS, WATCHING_REVIEWS } from '../accounts/index.ts';
import { asViewer, badgeById, findGrant, findShareLink, learnerById, readerOf } from '../consent/index.ts';
import { credentialById } from '../credentials/index.ts';
import type { Context } from '../graphql/context.ts';
import { readGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { type Rule, refusalOf } from '../graphql/policy.ts';
import { refuse } from '../graphql/problems.ts';
import { runById } from '../imports/runs-graphql.ts';
import { sourceById } from '../imports/sources-graphql.ts';
import { jobById } from '../jobs/graphql.ts';
import { findClaimFor } from '../learners/prior-learning-graphql.ts';
import { linkReviewById } from '../linking/review-graphql.ts';
import { organizationById } from '../providers/index.ts';
import { frameworkById, occupationById, skillById } from '../skills/index.ts';

type FindNode = (ctx: Context, id: number) => Promise<object | null>;

/** A node whose very existence is for those its look-up by name is for: \`{ node(id:) { id } }\` names no field of its type. */
const ruledAs =
  (rule: Rule, find: FindNode): FindNode =>
  (ctx, id) => {
    const refused = refusalOf(rule, ctx.viewer);
    return refused ? refuse(refused.code, refused.why) : find(ctx, id);
  };

/** How each type of node is found by its row id, by the viewer of the request. */
const NODES: Readonly<Record<string, FindNode>> = {
  Organization: (ctx, id) => organizationById(ctx).load(id as never),
  Framework: (ctx, id) => frameworkById(ctx).load(id as never),
  Skill: (ctx, id) => skillById(ctx).load(id as never),
  Occupation: (ctx, id) => occupationById(ctx).load(id as never),
  Credential: (ctx, id) => credentialById(ctx).load(id as never),
  Learner: (ctx, id) => learnerById(ctx).load(id as never),
  Badge: (ctx, id) => badgeById(ctx).load(id as never),
  ConsentGrant: async (ctx, id) => {
    const reader = readerOf(ctx.viewer);
    return reader.kind === 'LEARNER' ? asViewer(ctx, (tx) => findGrant(tx, reader.learnerId, id as never)) : null;
  },
  ShareLink: async (ctx, id) => {
    const reader = readerOf(ctx.viewer);
    return reader.kind === 'LEARNER' ? asViewer(ctx, (tx) => findShareLink(tx, reader.learnerId, id as never)) : null;
  },
  PriorLearningClaim: (ctx, id) => findClaimFor(ctx, id as never),
  Job: (ctx, id) => jobById(ctx).load(id as never),
  Source: ruledAs(WATCHING_IMPORTS, (ctx, id) => sourceById(ctx).load(id as never)),
  LinkReview: ruledAs(WATCHING_REVIEWS, (ctx, id) => linkReviewById(ctx).load(id as never)),
  ImportRun: ruledAs(WATCHING_IMPORTS, (ctx, id) => runById(ctx).load(id as never)),
};

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description: 'Anything by its id (Relay Global Object Identification); null when it is not visible.',
  })
  async node(
    @Arg('id', () => ID, { description: 'A global id of any type of node.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<object | null> {
    const read = readGlobalId(id);
    const find = read ? NODES[read.type] : undefined;
    if (!read || !find) return refuse('BAD_USER_INPUT', 'id was not issued by this API; take one from it', 'id');
    const row = await find(ctx, read.id);
    return row ? { ...row, __typename: read.type } : null;
  }
}
