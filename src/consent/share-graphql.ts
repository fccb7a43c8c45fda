import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { BadgeId, OrganizationId, ShareLinkId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { valueOrThrow } from '../problem.ts';
import { asLearner, asViewer } from './as-seen-by.ts';
import type { GrantScope } from './consent.ts';
import { ScopeEnum } from './enum-graphql.ts';
import { findPreviewReader } from './find-preview.ts';
import type { ConsentGrant } from './grant-consent.ts';
import { ConsentGrantType, isOwn, LearnerType, learnerOf } from './graphql.ts';
import { grantById, learnerById, type VisibleLearner } from './loaders.ts';
import { lookWith } from './look-with.ts';
import { shareUrl } from './share-link.ts';
import {
  createShareLink,
  findLinkReader,
  findShareLink,
  findShareLinks,
  revokeShareLink,
  type ShareLink,
} from './share-with-link.ts';

@ObjectType('ShareLink', {
  implements: NodeType,
  description:
    'An unguessable address that shows what its grant shows; the address itself is told once, when it is made.',
})
export class ShareLinkType extends NodeType {
  @Field(() => GraphQLDateTime, { description: 'When it was made.' }) createdAt: Date;
}

@InputType('CreateShareLinkInput', { description: 'What a new link shows, and until when.' })
class CreateShareLinkInput {
  @Field(() => ScopeEnum, { description: 'What it shows.' }) scope: GrantScope;
  @Field(() => [ID], { nullable: true, description: 'The badges shown, for the scope SOME_BADGES.' })
  badgeIds?: string[];
  @Field(() => Boolean, { defaultValue: false, description: 'Whether who opens it learns your name too.' })
  showsName: boolean;
  @Field(() => String, { description: 'What you give it away for, 1 to 1,000 characters.' }) purpose: string;
  @Field(() => GraphQLDateTime, {
    description: 'A moment to come, at most 12 months away; it shows nothing from then on.',
  })
  endsAt: Date;
}

@InputType('RevokeShareLinkInput', { description: 'The link to end.' })
class RevokeShareLinkInput {
  @Field(() => ID, { description: 'A link you made; ending it twice is the same.' }) id: string;
}

@PayloadType('CreateShareLinkPayload')
class CreateShareLinkPayload {
  @Field(() => ShareLinkType, outcome) shareLink: ShareLinkType | null;
  @Field(() => String, {
    nullable: true,
    description: 'The address to hand on, told this once; null when there are `errors`.',
  })
  url: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What the address ends in, for `sharedProfile`; null when there are `errors`.',
  })
  token: string | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('RevokeShareLinkPayload')
class RevokeShareLinkPayload {
  @Field(() => ShareLinkType, outcome) shareLink: ShareLinkType | null;
  @ErrorsField() errors: UserErrorType[];
}

@ArgsType()
class PreviewArgs {
  @Field(() => ID, { nullable: true, description: 'As this organisation sees you.' }) organizationId: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'When true: as an employer sees you that you granted nothing by name.',
  })
  asAnyEmployer: boolean | null;
  @Field(() => ID, { nullable: true, description: 'As who opens this link of yours sees you.' })
  shareLinkId: string | null;
}

@Resolver(() => ShareLinkType)
export class ShareLinkResolver {
  @Query(() => LearnerType, {
    nullable: true,
    description:
      'Whom a share link shows, as far as its grant goes; null when it is unknown, ended or revoked, which look the same. Send the token in a variable by POST, so that it is in no log.',
  })
  async sharedProfile(
    @Arg('token', () => String, { description: 'What the address of the link ends in.' }) token: string,
    @Ctx() ctx: Context,
  ): Promise<VisibleLearner | null> {
    const reader = await findLinkReader(ctx.db, token);
    return reader && learnerById(lookWith(ctx, reader)).load(reader.learnerId);
  }

  @Query(() => LearnerType, {
    nullable: true,
    description:
      'Yourself as another sees you at this moment, read as they read you; null when they see nothing. State exactly one of the arguments.',
  })
  async preview(
    @Args(() => PreviewArgs) { organizationId, asAnyEmployer, shareLinkId }: PreviewArgs,
    @Ctx() ctx: Context,
  ): Promise<VisibleLearner | null> {
    const learnerId = learnerOf(ctx);
    const looker = {
      asAnyEmployer: asAnyEmployer === true,
      ...(organizationId != null && {
        organizationId: idOf<OrganizationId>('Organization', organizationId, 'organizationId'),
      }),
      ...(shareLinkId != null && { shareLinkId: idOf<ShareLinkId>('ShareLink', shareLinkId, 'shareLinkId') }),
    };
    const reader = valueOrThrow(await asLearner(ctx.db, learnerId, (tx) => findPreviewReader(tx, learnerId, looker)));
    return learnerById(lookWith(ctx, reader, { isPreview: true })).load(learnerId);
  }

  @Mutation(() => CreateShareLinkPayload, {
    description: 'Makes an address that shows badges to whoever holds it, until a moment or until you revoke it.',
  })
  createShareLink(@InputArg(() => CreateShareLinkInput) input: CreateShareLinkInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const { scope, showsName, purpose, endsAt } = input;
    const badgeIds = input.badgeIds?.map((id) => idOf<BadgeId>('Badge', id, 'input.badgeIds'));
    return payloadOf(
      () =>
        asLearner(ctx.db, learnerId, (tx) =>
          createShareLink(tx, learnerId, { scope, badgeIds, showsName, purpose, endsAt }),
        ),
      async ({ id, token }) => ({
        shareLink: await asLearner(ctx.db, learnerId, (tx) => findShareLink(tx, learnerId, id)),
        url: shareUrl(ctx.publicUrl, token),
        token,
      }),
    );
  }

  @Mutation(() => RevokeShareLinkPayload, { description: 'Ends a link; whoever opens it next sees nothing.' })
  revokeShareLink(@InputArg(() => RevokeShareLinkInput) input: RevokeShareLinkInput, @Ctx() ctx: Context) {
    const learnerId = learnerOf(ctx);
    const id = idOf<ShareLinkId>('ShareLink', input.id, 'input.id');
    return payloadOf(
      () => asLearner(ctx.db, learnerId, (tx) => revokeShareLink(tx, learnerId, id)),
      async () => ({ shareLink: await asLearner(ctx.db, learnerId, (tx) => findShareLink(tx, learnerId, id)) }),
    );
  }

  @IdField()
  id(@Root() { id }: ShareLink): string {
    return toGlobalId('ShareLink', id);
  }

  @FieldResolver(() => ConsentGrantType, { description: 'What it shows, for what purpose, and until when.' })
  consentGrant(@Root() { grantId }: ShareLink, @Ctx() ctx: Context): Promise<ConsentGrant | null> {
    return grantById(ctx).load(grantId);
  }
}

@Resolver(() => LearnerType)
export class LearnerShareLinksResolver {
  @FieldResolver(() => [ShareLinkType], {
    description: "The learner's own links, newest first, ended ones among them; empty for anybody else.",
  })
  shareLinks(@Root() row: VisibleLearner, @Ctx() ctx: Context): Promise<ShareLink[]> | ShareLink[] {
    return isOwn(row, ctx) ? asViewer(ctx, (tx) => findShareLinks(tx, row.id)) : [];
  }
}
