import { GraphQLDateTime } from 'graphql-scalars';
import { Args, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { LearnerType } from '../consent/graphql.ts';
import { learnerById } from '../consent/index.ts';
import type { LearnerId, MembershipId, OrganizationId } from '../db/ids.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { payloadOf, refuse, signedIn, type UserErrorType } from '../graphql/problems.ts';
import { linkAccount, unlinkAccount } from '../learners/index.ts';
import { OrganizationType } from '../providers/graphql.ts';
import { type Organization, organizationById } from '../providers/index.ts';
import type { Role } from './account.ts';
import { recordAccount } from './find-person.ts';
import { auditedChange, RoleEnum, reachOf } from './graphql.ts';
import {
  addMember,
  checkIdentity,
  countMembers,
  findMember,
  findMembers,
  type Member,
  removeMember,
} from './members.ts';

@ObjectType('Membership', { description: 'What a person is in an organisation, or in the hub itself.' })
export class MembershipType {
  @Field(() => RoleEnum, { description: 'In what they act for the organisation.' }) role: Role;
  @Field(() => Boolean, { description: "Whether they manage the organisation's members and keys." }) isManager: boolean;
  @Field(() => String, { nullable: true, description: 'As their issuer names them; null while they never signed in.' })
  displayName: string | null;
  @Field(() => GraphQLDateTime, { description: 'When they became a member.' }) createdAt: Date;
}

@InputType('AddMemberInput', { description: 'A person, by who signs them in, and what they become.' })
class AddMemberInput {
  @Field(() => ID, { nullable: true, description: 'Yours when absent; for an administrator, the hub itself.' })
  organizationId?: string;
  @Field(() => String, { description: 'Who signs them in: the `iss` of their tokens.' }) issuer: string;
  @Field(() => String, { description: "The issuer's own id of them: the `sub` of their tokens." }) subject: string;
  @Field(() => RoleEnum, { description: 'PROVIDER, EMPLOYER or PORTAL; in the hub, ADMINISTRATOR or AUDITOR.' })
  role: Role;
  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether they manage the organisation's members and keys.",
  })
  isManager: boolean;
}

@InputType('RemoveMemberInput', { description: 'The membership to end.' })
class RemoveMemberInput {
  @Field(() => ID, { description: 'Of an organisation you manage.' }) membershipId: string;
}

@InputType('LinkLearnerInput', { description: 'A learner and the person who is to sign in as them.' })
class LinkLearnerInput {
  @Field(() => ID, { description: 'A learner nobody signs in as yet.' }) learnerId: string;
  @Field(() => String, { description: 'Who signs them in: the `iss` of their tokens.' }) issuer: string;
  @Field(() => String, { description: "The issuer's own id of them: the `sub` of their tokens." }) subject: string;
}

@InputType('UnlinkLearnerInput', { description: 'The learner whose sign-in ends.' })
class UnlinkLearnerInput {
  @Field(() => ID, { description: 'A learner somebody signs in as.' }) learnerId: string;
}

@PayloadType('AddMemberPayload')
class AddMemberPayload {
  @Field(() => MembershipType, outcome) membership: MembershipType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('RemoveMemberPayload')
class RemoveMemberPayload {
  @Field(() => ID, { nullable: true, description: 'The membership that ended.' }) membershipId: string | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('LinkLearnerPayload')
class LinkLearnerPayload {
  @Field(() => LearnerType, outcome) learner: LearnerType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('UnlinkLearnerPayload')
class UnlinkLearnerPayload {
  @Field(() => LearnerType, outcome) learner: LearnerType | null;
  @ErrorsField() errors: UserErrorType[];
}

const MembershipConnection = connectionType('Membership', MembershipType);

@Resolver(() => MembershipType)
export class MembershipResolver {
  @Mutation(() => AddMemberPayload, {
    description:
      'Makes a person a member, before or after they first sign in. Adding them again changes what they are.',
  })
  addMember(@InputArg(() => AddMemberInput) { organizationId: named, ...stated }: AddMemberInput, @Ctx() ctx: Context) {
    const reach = reachOf(ctx);
    const own = reach === 'EVERYBODY' ? null : reach.organizationId;
    const organizationId = named == null ? own : idOf<OrganizationId>('Organization', named, 'input.organizationId');
    return payloadOf(
      () =>
        auditedChange(
          ctx,
          'addMember',
          (tx) => addMember(tx, { ...stated, organizationId }, reach),
          (membershipId) => ({ membershipId, organizationId, role: stated.role, isManager: stated.isManager }),
        ),
      async (id) => ({ membership: await findMember(ctx.db, id) }),
    );
  }

  @Mutation(() => RemoveMemberPayload, { description: 'Ends a membership; it acts on the next request.' })
  removeMember(@InputArg(() => RemoveMemberInput) input: RemoveMemberInput, @Ctx() ctx: Context) {
    const reach = reachOf(ctx);
    const id = idOf<MembershipId>('Membership', input.membershipId, 'input.membershipId');
    return payloadOf(
      () =>
        auditedChange(
          ctx,
          'removeMember',
          (tx) => removeMember(tx, id, reach),
          (membershipId) => ({ membershipId }),
        ),
      () => ({ membershipId: input.membershipId }),
    );
  }

  @IdField()
  id(@Root() { id }: Member): string {
    return toGlobalId('Membership', id);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'Null for the hub itself.' })
  organization(@Root() { organizationId }: Member, @Ctx() ctx: Context): Promise<Organization | null> | null {
    return organizationId === null ? null : organizationById(ctx).load(organizationId);
  }
}

@Resolver(() => OrganizationType)
export class OrganizationMembersResolver {
  @FieldResolver(() => MembershipConnection, {
    description: 'Its members, the first to come first. For its own members and administrators.',
  })
  async members(
    @Root() { id }: Organization,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<Member>> {
    const { role, organizationId } = signedIn(ctx);
    if (role !== 'ADMINISTRATOR' && organizationId !== id) {
      return refuse('FORBIDDEN', 'members are for members of the same organisation and administrators');
    }
    const first = firstOf(page);
    const after = readIdCursor<MembershipId>('members', page.after);
    return pageOf(
      'members',
      await findMembers(ctx.db, id, { first: first + 1, after }),
      first,
      (member) => [member.id],
      () => countMembers(ctx.db, id),
    );
  }
}

@Resolver()
export class LearnerLinkResolver {
  @Mutation(() => LinkLearnerPayload, {
    description: 'Lets a person sign in as a learner. Administrators only; neither may be linked already.',
  })
  linkLearner(@InputArg(() => LinkLearnerInput) { issuer, subject, ...input }: LinkLearnerInput, @Ctx() ctx: Context) {
    const learnerId = idOf<LearnerId>('Learner', input.learnerId, 'input.learnerId');
    const identity = checkIdentity({ issuer, subject });
    if (!identity.ok) return refuse('BAD_USER_INPUT', identity.problem.message, `input.${identity.problem.field}`);
    return payloadOf(
      () =>
        auditedChange(
          ctx,
          'linkLearner',
          async (tx) => linkAccount(tx, learnerId, await recordAccount(tx, { issuer, subject, displayName: null })),
          () => ({ learnerId }),
        ),
      async (id) => ({ learner: await learnerById(ctx).load(id) }),
    );
  }

  @Mutation(() => UnlinkLearnerPayload, {
    description: "Ends a learner's sign-in; it acts on the next request. Administrators only.",
  })
  unlinkLearner(@InputArg(() => UnlinkLearnerInput) input: UnlinkLearnerInput, @Ctx() ctx: Context) {
    const learnerId = idOf<LearnerId>('Learner', input.learnerId, 'input.learnerId');
    return payloadOf(
      () =>
        auditedChange(
          ctx,
          'unlinkLearner',
          (tx) => unlinkAccount(tx, learnerId),
          () => ({ learnerId }),
        ),
      async (id) => ({ learner: await learnerById(ctx).load(id) }),
    );
  }
}
