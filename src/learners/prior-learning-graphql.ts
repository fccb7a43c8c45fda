import { GraphQLDateTime } from 'graphql-scalars';
import {
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { isOwn, LearnerType, learnerOf } from '../consent/graphql.ts';
import { asLearner, asViewer, noteAccess, readerOf, type VisibleLearner } from '../consent/index.ts';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import { asSystem } from '../db/as-reader.ts';
import type { CredentialId, OrganizationId, PriorLearningClaimId, SkillId } from '../db/ids.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { groupedInOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, refuse, signedIn, type UserErrorType } from '../graphql/problems.ts';
import { rematchFor } from '../jobs/index.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import { SkillType } from '../skills/graphql.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import { claimPriorLearning, submitPriorLearning } from './claim-prior-learning.ts';
import { decidePriorLearning, withdrawPriorLearning } from './decide-prior-learning.ts';
import {
  findPriorLearning,
  findPriorLearningDocuments,
  findPriorLearningFor,
  findPriorLearningOf,
  findPriorLearningSkills,
  type PriorLearningClaim,
  type PriorLearningDocument,
} from './find-prior-learning.ts';
import { PRIOR_LEARNING_DECISIONS, PRIOR_LEARNING_STATES, type PriorLearningDecision } from './prior-learning.ts';

const StateEnum = published('PriorLearningState', PRIOR_LEARNING_STATES, 'Where a claim to prior learning stands.', {
  DRAFT: 'Its learner is still writing it; nobody else sees it.',
  SUBMITTED: 'It was put to its provider.',
  UNDER_REVIEW: 'Its provider is looking at it.',
  RECOGNISED: 'Its provider says so too: evidence of the rung ENDORSED.',
  DECLINED: 'Its provider does not; the reason says why.',
});
const DecisionEnum = published(
  'PriorLearningDecision',
  PRIOR_LEARNING_DECISIONS,
  'What a provider makes of a claim to prior learning.',
  {
    UNDER_REVIEW: 'We are looking at it.',
    RECOGNISED: 'We recognise it, for every skill it names.',
    DECLINED: 'We do not recognise it.',
  },
);

@ObjectType('PriorLearningDocument', {
  description: 'A document of a claim: `GET /prior-learning/documents/{id}` with the same key or token.',
})
export class PriorLearningDocumentType {
  @Field(() => String, { description: 'As its learner named the file.' }) name: string;
  @Field(() => String, { description: 'What its content says it is.' }) mediaType: string;
  @Field(() => Int, { description: 'Bytes.' }) size: number;
  @Field(() => String, { description: 'SHA-256 of its content, hexadecimal.' }) sha256: string;
}

@ObjectType('PriorLearningClaim', {
  implements: NodeType,
  description:
    'That a learner learned elsewhere what a credential or skills stand for (prior learning assessment, PLAR).',
})
export class PriorLearningClaimType extends NodeType {
  @Field(() => StateEnum, { description: 'Where it stands.' }) state: string;
  @Field(() => String, { description: 'What was learned, where and when, in the words of the learner.' })
  description: string;
  @Field(() => String, { nullable: true, description: 'Who claims it; null until it is submitted.' })
  claimantName: string | null;
  @Field(() => String, { nullable: true, description: "The provider's reason; null until they state one." })
  reason: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it is a draft.' }) submittedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null until it is decided.' }) decidedAt: Date | null;
}

@InputType('ClaimPriorLearningInput', { description: 'What was learned, and who is to recognise it.' })
class ClaimPriorLearningInput {
  @Field(() => ID, { nullable: true, description: 'The credential it is toward; its provider decides.' })
  credentialId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Without a credential: the provider who is to decide.' })
  providerId?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Skills, at most 50; of a credential all it brings when absent.' })
  skillIds?: string[] | null;
  @Field(() => String, { description: 'What was learned, where and when: 1 to 5,000 characters.' })
  description: string;
}

@InputType('SubmitPriorLearningInput', { description: 'The draft to put to its provider.' })
class SubmitPriorLearningInput {
  @Field(() => ID, { description: 'A draft of yours.' }) id: string;
}

@InputType('WithdrawPriorLearningInput', { description: 'The claim to take back.' })
class WithdrawPriorLearningInput {
  @Field(() => ID, { description: 'A claim of yours, in whatever state.' }) id: string;
}

@InputType('DecidePriorLearningInput', { description: 'What you make of a claim put to you.' })
class DecidePriorLearningInput {
  @Field(() => ID, { description: 'A claim that waits for your decision.' }) id: string;
  @Field(() => DecisionEnum, { description: 'What you make of it.' }) decision: PriorLearningDecision;
  @Field(() => String, {
    nullable: true,
    description: 'Why, at most 2,000 characters, for the learner; needed but for UNDER_REVIEW.',
  })
  reason?: string | null;
}

const PriorLearningClaimConnection = connectionType('PriorLearningClaim', PriorLearningClaimType, false);

@PayloadType('ClaimPriorLearningPayload')
class ClaimPriorLearningPayload {
  @Field(() => PriorLearningClaimType, outcome) claim: PriorLearningClaimType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('SubmitPriorLearningPayload')
class SubmitPriorLearningPayload {
  @Field(() => PriorLearningClaimType, outcome) claim: PriorLearningClaimType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('WithdrawPriorLearningPayload')
class WithdrawPriorLearningPayload {
  @Field(() => ID, { nullable: true, description: 'The claim that is gone; null when there are `errors`.' })
  claimId: string | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('DecidePriorLearningPayload')
class DecidePriorLearningPayload {
  @Field(() => PriorLearningClaimType, outcome) claim: PriorLearningClaimType | null;
  @ErrorsField() errors: UserErrorType[];
}

const skillsOfClaim = loader((ctx, ids: readonly PriorLearningClaimId[]) =>
  asViewer(ctx, async (tx) => groupedInOrder(ids, await findPriorLearningSkills(tx, ids), ({ claimId }) => claimId)),
);
const documentsOfClaim = loader((ctx, ids: readonly PriorLearningClaimId[]) =>
  asViewer(ctx, async (tx) => groupedInOrder(ids, await findPriorLearningDocuments(tx, ids), ({ claimId }) => claimId)),
);

/** A claim of the viewer's, or put to their organisation; null for anybody else. */
export async function findClaimFor(ctx: Context, id: PriorLearningClaimId): Promise<PriorLearningClaim | null> {
  const reader = readerOf(ctx.viewer);
  if (reader.kind === 'LEARNER') {
    return asViewer(ctx, (tx) => findPriorLearning(tx, id, { learnerId: reader.learnerId }));
  }
  if (ctx.viewer.role !== 'PROVIDER' || reader.kind !== 'ORGANIZATION') return null;
  const found = await asViewer(ctx, (tx) => findPriorLearning(tx, id, { providerId: reader.organizationId }));
  if (found) noteAccess(ctx, 'PRIOR_LEARNING', [found.learnerId]);
  return found;
}

const claimId = (id: string) => idOf<PriorLearningClaimId>('PriorLearningClaim', id, 'input.id');

function providerOf(ctx: Context): OrganizationId {
  const { organizationId } = signedIn(ctx);
  return organizationId ?? refuse('FORBIDDEN', 'your key belongs to no provider');
}

@Resolver(() => PriorLearningClaimType)
export class PriorLearningClaimResolver {
  @Query(() => PriorLearningClaimConnection, {
    description: 'Claims to prior learning put to your organisation, newest first.',
  })
  async priorLearningClaims(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<PriorLearningClaim>> {
    const providerId = providerOf(ctx);
    const first = firstOf(page);
    const after = readIdCursor<PriorLearningClaimId>('priorLearningClaims', page.after);
    const rows = await asViewer(ctx, (tx) => findPriorLearningFor(tx, providerId, { first: first + 1, after }));
    noteAccess(
      ctx,
      'PRIOR_LEARNING',
      rows.slice(0, first).map(({ learnerId }) => learnerId),
    );
    return pageOf('priorLearningClaims', rows, first, ({ id }) => [id]);
  }

  @Mutation(() => ClaimPriorLearningPayload, {
    description:
      'Writes a claim to prior learning as a draft. Documents are added to it by `POST /prior-learning/{id}/documents`.',
  })
  claimPriorLearning(@InputArg(() => ClaimPriorLearningInput) input: ClaimPriorLearningInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const { credentialId, providerId, skillIds, description } = input;
    const claim = {
      credentialId: credentialId == null ? null : idOf<CredentialId>('Credential', credentialId, 'input.credentialId'),
      providerId: providerId == null ? null : idOf<OrganizationId>('Organization', providerId, 'input.providerId'),
      skillIds: (skillIds ?? []).map((id) => idOf<SkillId>('Skill', id, 'input.skillIds')),
      description,
    };
    return payloadOf(
      () => asLearner(ctx.db, learnerId, (tx) => claimPriorLearning(tx, learnerId, claim)),
      async (id) => ({ claim: await asLearner(ctx.db, learnerId, (tx) => findPriorLearning(tx, id, { learnerId })) }),
    );
  }

  @Mutation(() => SubmitPriorLearningPayload, {
    description: 'Puts a draft to its provider, who reads it with its documents and learns your name by it.',
  })
  submitPriorLearning(@InputArg(() => SubmitPriorLearningInput) input: SubmitPriorLearningInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const wanted = claimId(input.id);
    return payloadOf(
      () => asLearner(ctx.db, learnerId, (tx) => submitPriorLearning(tx, learnerId, wanted)),
      async (id) => ({ claim: await asLearner(ctx.db, learnerId, (tx) => findPriorLearning(tx, id, { learnerId })) }),
    );
  }

  @Mutation(() => WithdrawPriorLearningPayload, {
    description: 'Takes a claim back, with its documents and with what rested on it.',
  })
  withdrawPriorLearning(
    @InputArg(() => WithdrawPriorLearningInput) input: WithdrawPriorLearningInput,
    @Ctx() ctx: Context,
  ) {
    const learnerId = learnerOf(ctx);
    const wanted = claimId(input.id);
    return payloadOf(
      () =>
        asLearner(ctx.db, learnerId, async (tx) => {
          const withdrawn = await withdrawPriorLearning(tx, learnerId, wanted);
          if (withdrawn.ok) await rematchFor(tx, learnerId);
          return withdrawn;
        }),
      async () => ({ claimId: input.id }),
    );
  }

  @Mutation(() => DecidePriorLearningPayload, {
    description:
      'Says what your organisation makes of a claim put to it; recognised, it counts as your word for its skills.',
  })
  decidePriorLearning(@InputArg(() => DecidePriorLearningInput) input: DecidePriorLearningInput, @Ctx() ctx: Context) {
    const providerId = providerOf(ctx);
    const stated = { id: claimId(input.id), decision: input.decision, reason: input.reason ?? null };
    return payloadOf(
      () =>
        asSystem(ctx.db, async (tx) => {
          const decided = await decidePriorLearning(tx, providerId, stated);
          if (decided.ok && input.decision === 'RECOGNISED') await rematchFor(tx, decided.value.learnerId);
          return decided;
        }),
      async ({ id }) => ({ claim: await asViewer(ctx, (tx) => findPriorLearning(tx, id, { providerId })) }),
    );
  }

  @IdField()
  id(@Root() { id }: PriorLearningClaim): string {
    return toGlobalId('PriorLearningClaim', id);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'Who is to decide.' })
  provider(@Root() { providerId }: PriorLearningClaim, @Ctx() ctx: Context): Promise<Organization | null> {
    return organizationById(ctx).load(providerId);
  }

  @FieldResolver(() => CredentialType, { nullable: true, description: 'Null for a claim toward skills alone.' })
  credential(@Root() { credentialId }: PriorLearningClaim, @Ctx() ctx: Context): Promise<Credential | null> | null {
    return credentialId === null ? null : credentialById(ctx).load(credentialId);
  }

  @FieldResolver(() => [SkillType], { description: 'What was learned.' })
  async skills(@Root() { id }: PriorLearningClaim, @Ctx() ctx: Context): Promise<SkillRow[]> {
    const named = await skillsOfClaim(ctx).load(id);
    const found = await skillById(ctx).loadMany(named.map(({ skillId }) => skillId));
    return found.filter((each): each is SkillRow => each !== null && !(each instanceof Error));
  }

  @FieldResolver(() => [PriorLearningDocumentType], { description: 'Its documents, in the order they came.' })
  documents(@Root() { id }: PriorLearningClaim, @Ctx() ctx: Context): Promise<PriorLearningDocument[]> {
    return documentsOfClaim(ctx).load(id);
  }
}

@Resolver(() => PriorLearningDocumentType)
export class PriorLearningDocumentResolver {
  @IdField()
  id(@Root() { id }: PriorLearningDocument): string {
    return toGlobalId('PriorLearningDocument', id);
  }
}

@Resolver(() => LearnerType)
export class LearnerPriorLearningResolver {
  @FieldResolver(() => [PriorLearningClaimType], {
    description: "The learner's own claims to prior learning, newest first; empty for anybody else.",
  })
  priorLearning(
    @Root() row: VisibleLearner,
    @Ctx() ctx: Context,
  ): Promise<PriorLearningClaim[]> | PriorLearningClaim[] {
    return isOwn(row, ctx) ? asViewer(ctx, (tx) => findPriorLearningOf(tx, row.id)) : [];
  }
}
