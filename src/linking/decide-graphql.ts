import { Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { recordAudit } from '../accounts/index.ts';
import { type Db, transaction } from '../db/client.ts';
import type { LinkReviewId, SkillId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { payloadOf, UserErrorType } from '../graphql/problems.ts';
import { sized } from '../graphql/size.ts';
import { fail, ok, type Result } from '../problem.ts';
import { FrameworkType } from '../skills/graphql.ts';
import { frameworkById } from '../skills/index.ts';
import { acceptReview, rejectReview } from './decide-reviews.ts';
import type { LinkReview } from './find-reviews.ts';
import type { SuggestedRelation } from './link-review.ts';
import { requestCrosswalks } from './request-crosswalks.ts';
import { LinkReviewType, linkReviewById, SuggestedRelationEnum } from './review-graphql.ts';

/** Reviews decided in one call. */
const DECISIONS_AT_MOST = 100;

@InputType('LinkAcceptanceInput', { description: 'A review and what is meant.' })
class LinkAcceptanceInput {
  @Field(() => ID, { description: 'The review.' }) id: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Any skill, of a crosswalk one of its framework; the best candidate when absent.',
  })
  skillId?: string | null;
  @Field(() => SuggestedRelationEnum, {
    nullable: true,
    description: 'Of a crosswalk; as the candidate suggests when absent.',
  })
  relation?: SuggestedRelation | null;
}

@InputType('AcceptLinkReviewsInput', { description: 'What is meant.' })
class AcceptLinkReviewsInput {
  @Field(() => [LinkAcceptanceInput], { description: '1 to 100, each of another review.' })
  reviews: LinkAcceptanceInput[];
}

@InputType('RejectLinkReviewsInput', { description: 'Where nothing suggested is meant.' })
class RejectLinkReviewsInput {
  @Field(() => [ID], { description: '1 to 100 reviews.' }) ids: string[];
}

@InputType('SuggestCrosswalksInput', { description: 'Two frameworks, by short code.' })
class SuggestCrosswalksInput {
  @Field(() => String, { description: 'Whose skills are looked at.' }) from: string;
  @Field(() => String, { description: 'In which their equals are looked for.' }) to: string;
}

@ObjectType('LinkReviewResult', { description: 'What became of one review of many.', simpleResolvers: true })
export class LinkReviewResultType {
  @Field(() => ID, { description: 'As it was named.' }) id: string;
  @Field(() => LinkReviewType, { nullable: true, description: 'As it now stands; null when there is an `error`.' })
  review: LinkReviewType | null;
  @Field(() => UserErrorType, {
    nullable: true,
    description: 'Why this one was not changed; null when it was decided.',
  })
  error: UserErrorType | null;
}

@PayloadType('AcceptLinkReviewsPayload')
class AcceptLinkReviewsPayload {
  @sized(DECISIONS_AT_MOST)
  @Field(() => [LinkReviewResultType], { nullable: true, description: 'One a review, in the order of the input.' })
  results: LinkReviewResultType[] | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('RejectLinkReviewsPayload')
class RejectLinkReviewsPayload {
  @sized(DECISIONS_AT_MOST)
  @Field(() => [LinkReviewResultType], { nullable: true, description: 'One a review, in the order of the input.' })
  results: LinkReviewResultType[] | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('SuggestCrosswalksPayload')
class SuggestCrosswalksPayload {
  @Field(() => FrameworkType, outcome) from: FrameworkType | null;
  @Field(() => FrameworkType, outcome) to: FrameworkType | null;
  @ErrorsField() errors: UserErrorType[];
}

type Decide = (tx: Db, field: string, index: number) => Promise<Result<LinkReviewId>>;

/** Decides each; one that cannot be leaves the others as they are. */
async function decideEach(ctx: Context, action: string, ids: readonly string[], field: string, decide: Decide) {
  if (ids.length < 1 || ids.length > DECISIONS_AT_MOST) {
    return fail('BAD_USER_INPUT', `${ids.length} reviews are named; name 1 to ${DECISIONS_AT_MOST}`, `input.${field}`);
  }
  if (new Set(ids).size < ids.length) {
    return fail('BAD_USER_INPUT', 'a review is named twice; name each once', `input.${field}`);
  }
  return transaction(ctx.db, async (tx) => {
    const decided: Result<LinkReviewId>[] = [];
    for (const index of ids.keys()) decided.push(await decide(tx, `input.${field}[${index}]`, index));
    const done = decided.flatMap((result) => (result.ok ? [result.value] : []));
    await recordAudit(tx, ctx.viewer, { action, detail: { reviews: done } });
    return ok(decided);
  });
}

async function resultsOf(ctx: Context, ids: readonly string[], decided: readonly Result<LinkReviewId>[]) {
  ctx.loaders.clear();
  return Promise.all(
    decided.map(
      async (result, index): Promise<Omit<LinkReviewResultType, 'review'> & { review: LinkReview | null }> => {
        const id = ids[index] ?? '';
        if (result.ok) return { id, review: await linkReviewById(ctx).load(result.value), error: null };
        const { code, message, field } = result.problem;
        return { id, review: null, error: { code, message, field: field ?? null } };
      },
    ),
  );
}

const reviewId = (id: string, field: string) => idOf<LinkReviewId>('LinkReview', id, field);

@Resolver()
export class DecideReviewsResolver {
  @Mutation(() => AcceptLinkReviewsPayload, {
    description:
      'Says what is meant: words name the skill from then on, stored or yet to come; of a crosswalk the edge is asserted. Links and matches follow in the background.',
  })
  acceptLinkReviews(@InputArg(() => AcceptLinkReviewsInput) { reviews }: AcceptLinkReviewsInput, @Ctx() ctx: Context) {
    const stated = reviews.map(({ id, skillId, relation }, index) => ({
      id: reviewId(id, `input.reviews[${index}].id`),
      skillId: skillId == null ? null : idOf<SkillId>('Skill', skillId, `input.reviews[${index}].skillId`),
      relation: relation ?? null,
    }));
    const ids = reviews.map(({ id }) => id);
    return payloadOf(
      () =>
        decideEach(ctx, 'ACCEPT_LINK_REVIEWS', ids, 'reviews', async (tx, field, index) => {
          const acceptance = stated[index];
          return acceptance ? acceptReview(tx, acceptance, field) : fail('NOT_FOUND', 'no review is named', field);
        }),
      async (decided) => ({ results: await resultsOf(ctx, ids, decided) }),
    );
  }

  @Mutation(() => RejectLinkReviewsPayload, {
    description:
      'Says that nothing suggested is meant: links made by it are undone in the background, and it is not asked again.',
  })
  rejectLinkReviews(@InputArg(() => RejectLinkReviewsInput) { ids }: RejectLinkReviewsInput, @Ctx() ctx: Context) {
    const stated = ids.map((id, index) => reviewId(id, `input.ids[${index}]`));
    return payloadOf(
      () =>
        decideEach(ctx, 'REJECT_LINK_REVIEWS', ids, 'ids', async (tx, field, index) =>
          rejectReview(tx, stated[index] as LinkReviewId, field),
        ),
      async (decided) => ({ results: await resultsOf(ctx, ids, decided) }),
    );
  }

  @Mutation(() => SuggestCrosswalksPayload, {
    description:
      'Has the equals of a framework’s skills looked for in another; what is found comes into `linkReviews`, as CROSSWALK.',
  })
  suggestCrosswalks(@InputArg(() => SuggestCrosswalksInput) input: SuggestCrosswalksInput, @Ctx() ctx: Context) {
    return payloadOf(
      () => requestCrosswalks(ctx.db, input),
      async ({ fromId, toId }) => ({
        from: await frameworkById(ctx).load(fromId),
        to: await frameworkById(ctx).load(toId),
      }),
    );
  }
}
