import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { z } from 'zod';
import type { LinkReviewId } from '../db/ids.ts';
import {
  type Connection,
  connectionType,
  firstOf,
  idKey,
  PageArgs,
  pageOf,
  readCursor,
} from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { IdField } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { sized } from '../graphql/size.ts';
import { FrameworkType, SkillType } from '../skills/graphql.ts';
import { type Framework, frameworkById, type SkillRow, skillById } from '../skills/index.ts';
import { countReviews, findReviews, findReviewsById, type LinkReview, type LinkReviewFilter } from './find-reviews.ts';
import { FoundByEnum } from './graphql.ts';
import {
  CANDIDATES_AT_MOST,
  type Candidate,
  LINK_REVIEW_KINDS,
  LINK_REVIEW_STATES,
  type LinkReviewKind,
  type LinkReviewState,
  SUGGESTED_RELATIONS,
  type SuggestedRelation,
} from './link-review.ts';

const KindEnum = published('LinkReviewKind', LINK_REVIEW_KINDS, 'What a review asks.', {
  WORDS: 'Which skill words mean that name none exactly.',
  CROSSWALK: 'Whether a skill has its equal in another framework.',
});
const StateEnum = published('LinkReviewState', LINK_REVIEW_STATES, 'Where a review stands.', {
  OPEN: 'It waits for a decision.',
  ACCEPTED: 'A skill is taken for what is meant.',
  REJECTED: 'Nothing suggested is meant; it is not asked again.',
});
export const SuggestedRelationEnum = published(
  'SuggestedRelation',
  SUGGESTED_RELATIONS,
  'How skills of two frameworks stand to one another (SKOS).',
  { EXACT: 'They are the same skill.', CLOSE: 'One may stand for the other in some uses.' },
);

@ObjectType('LinkCandidate', { description: 'A skill that may be meant.', simpleResolvers: true })
export class LinkCandidateType {
  @Field(() => Float, { description: '0 to 1, calibrated.' }) confidence: number;
}

@ObjectType('LinkReview', {
  implements: NodeType,
  description: 'Something to decide: what words mean, or whether skills of two frameworks are one.',
  simpleResolvers: true,
})
export class LinkReviewType extends NodeType {
  @Field(() => KindEnum, { description: 'What it asks.' }) kind: LinkReviewKind;
  @Field(() => StateEnum, { description: 'Where it stands.' }) state: LinkReviewState;
  @Field(() => String, { description: 'The words as first met; of a crosswalk the label of `fromSkill`.' })
  words: string;
  @Field(() => Int, { description: 'Leaves of jobs that state the words.' }) requirements: number;
  @Field(() => Int, { description: 'Skills of credentials that state the words.' }) credentialSkills: number;
  @Field(() => Int, {
    description: 'Learners whose badges state the words; 0 where they are fewer than 10, lest it tell of one.',
  })
  learners: number;
  @Field(() => SuggestedRelationEnum, { nullable: true, description: 'Of an accepted crosswalk; null otherwise.' })
  relation: SuggestedRelation | null;
  @Field(() => Boolean, { description: 'Whether it was accepted for its confidence alone, and no person has looked.' })
  isByRule: boolean;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it is open.' }) decidedAt: Date | null;
  @Field(() => GraphQLDateTime, { description: 'When it was first met.' }) createdAt: Date;
}

@InputType('LinkReviewFilter', { description: 'Which reviews; what is absent does not limit.' })
class LinkReviewFilterInput {
  @Field(() => KindEnum, { nullable: true, description: 'What they ask.' }) kind?: LinkReviewKind | null;
  @Field(() => [StateEnum], { nullable: true, description: 'Where they stand; all when absent.' }) states?:
    | LinkReviewState[]
    | null;
  @Field(() => Boolean, { nullable: true, description: 'Those accepted for their confidence alone, or the others.' })
  isByRule?: boolean | null;
  @Field(() => Float, { nullable: true, description: '0 to 1: those whose best candidate is at least so sure.' })
  confidenceAtLeast?: number | null;
}

const LinkReviewConnection = connectionType('LinkReview', LinkReviewType);

export const linkReviewById = loader(async ({ db }, ids: readonly LinkReviewId[]) =>
  inOrder(ids, await findReviewsById(db, ids), ({ id }) => id),
);

function filterOf({ kind, states, isByRule, confidenceAtLeast }: LinkReviewFilterInput): LinkReviewFilter {
  return {
    ...{ kind: kind ?? undefined, states: states ?? undefined, isByRule: isByRule ?? undefined },
    confidenceAtLeast: confidenceAtLeast ?? undefined,
  };
}

@Resolver(() => LinkReviewType)
export class LinkReviewResolver {
  @Query(() => LinkReviewConnection, {
    description: 'What waits for a decision and what was decided, that of most uses first.',
  })
  async linkReviews(
    @Arg('filter', () => LinkReviewFilterInput, { nullable: true, description: 'Which; all when absent.' })
    stated: LinkReviewFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db }: Context,
  ): Promise<Connection<LinkReview>> {
    const first = firstOf(page);
    const filter = filterOf(stated ?? {});
    const [uses, id] = readCursor('linkReviews', page.after, z.tuple([z.int().min(0), idKey<LinkReviewId>()])) ?? [];
    const after = uses === undefined || id === undefined ? null : { uses, id };
    const rows = await findReviews(db, filter, { first: first + 1, after });
    return pageOf(
      'linkReviews',
      rows,
      first,
      (row) => [row.uses, row.id],
      () => countReviews(db, filter),
    );
  }

  @IdField()
  id(@Root() { id }: LinkReview): string {
    return toGlobalId('LinkReview', id);
  }

  @FieldResolver(() => SkillType, {
    nullable: true,
    description: 'Of a crosswalk: the skill whose equal is looked for; null for words.',
  })
  fromSkill(@Root() { fromSkillId }: LinkReview, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return fromSkillId === null ? null : skillById(ctx).load(fromSkillId);
  }

  @FieldResolver(() => FrameworkType, {
    nullable: true,
    description: 'Of a crosswalk: where it is looked for; null for words, which are looked for in all.',
  })
  framework(@Root() { frameworkId }: LinkReview, @Ctx() ctx: Context): Promise<Framework | null> | null {
    return frameworkId === null ? null : frameworkById(ctx).load(frameworkId);
  }

  @FieldResolver(() => SkillType, { nullable: true, description: 'What was accepted; null unless it is ACCEPTED.' })
  skill(@Root() { skillId }: LinkReview, @Ctx() ctx: Context): Promise<SkillRow | null> | null {
    return skillId === null ? null : skillById(ctx).load(skillId);
  }

  @sized(CANDIDATES_AT_MOST)
  @FieldResolver(() => [LinkCandidateType], { description: 'Skills that may be meant, surest first, at most 5.' })
  candidates(@Root() { candidates }: LinkReview): Candidate[] {
    return [...candidates];
  }
}

@Resolver(() => LinkCandidateType)
export class LinkCandidateResolver {
  @FieldResolver(() => SkillType, { nullable: true, description: 'The skill; null where it is gone.' })
  skill(@Root() { skillId }: Candidate, @Ctx() ctx: Context): Promise<SkillRow | null> {
    return skillById(ctx).load(skillId);
  }

  @FieldResolver(() => FoundByEnum, { description: 'How the words led to it.' })
  how(@Root() { foundBy }: Candidate): string {
    return foundBy;
  }

  @FieldResolver(() => SuggestedRelationEnum, {
    nullable: true,
    description: 'Of a crosswalk: the edge it would stand for; null for words.',
  })
  relation(@Root() { relation }: Candidate): SuggestedRelation | null {
    return relation ?? null;
  }
}
