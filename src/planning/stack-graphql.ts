import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Badge } from '../badges/index.ts';
import { BadgeType, LearnerType } from '../consent/graphql.ts';
import { asViewer, badgeById, readerOf, type VisibleLearner } from '../consent/index.ts';
import { CredentialType } from '../credentials/graphql.ts';
import { type Credential, credentialById } from '../credentials/index.ts';
import type { CredentialId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { priced, sized } from '../graphql/size.ts';
import { findStacks } from './find-stacks.ts';
import { PART_STATES, type Prerequisite, type Stack, type StackGroup, type StackPart } from './stack.ts';
import { stackReasons } from './stack-reason.ts';

const PartStateEnum = published(
  'StackPartState',
  PART_STATES,
  'How a learner stands with a part of a larger credential.',
  {
    HELD: 'A badge of it is held and in force.',
    EXPIRES_SOON: 'A badge of it is held and ends within 90 days; it counts until then.',
    EXPIRED: 'A badge of it was held and has ended; it counts no longer.',
    MISSING: 'No badge of it is held.',
  },
);

@ObjectType('StackPart', { description: 'A credential that counts toward a larger one.' })
class StackPartType {
  @Field(() => PartStateEnum, { description: 'As of the moment that was asked for.' }) state: string;
}

@ObjectType('StackGroup', { description: 'Parts of which so many must be held.', simpleResolvers: true })
class StackGroupType {
  @Field(() => String, { nullable: true, description: "The catalogue's name of the group; null where it names none." })
  name: string | null;
  @Field(() => Int, { description: 'How many parts are asked for; 0 where they are told and not asked for.' })
  required: number;
  @Field(() => Int, { description: 'How many parts count, at most as many as are required.' }) counted: number;
  @Field(() => [StackPartType], { description: 'In the order of the catalogue.' }) parts: StackPart[];
}

@ObjectType('StackPrerequisite', { description: 'A credential that must be held first, and is not.' })
class StackPrerequisiteType {
  @Field(() => Int, {
    nullable: true,
    description: 'How many of the alternatives it is one of are still needed; null where it is needed itself.',
  })
  ofAlternatives: number | null;
}

@ObjectType('Stack', { description: 'How far a learner is toward a larger credential that their badges count toward.' })
class StackType {
  @Field(() => Boolean, { description: 'Whether a badge of the larger credential is held itself.' }) isEarned: boolean;
  @Field(() => Boolean, { description: 'Whether enough parts of each group, and all that must come before, are held.' })
  isComplete: boolean;
  @Field(() => Int, { description: 'Parts that count, over all groups.' }) counted: number;
  @Field(() => Int, { description: 'Parts that are asked for, over all groups; 0 where nobody says how many.' })
  needed: number;
  @sized(2)
  @Field(() => [StackGroupType], { description: 'One without a name where the catalogue states no groups.' })
  groups: StackGroup[];
  @sized(3)
  @Field(() => [StackPrerequisiteType], {
    description: 'Asked for before the larger credential or before a part still missing, and not held.',
  })
  missingPrerequisites: Prerequisite[];
}

const StackConnection = connectionType('Stack', StackType, false);

@Resolver(() => LearnerType)
export class LearnerStacksResolver {
  @priced(50)
  @FieldResolver(() => StackConnection, {
    description: "Larger credentials the learner's own badges count toward; empty for anybody else.",
  })
  async stacks(
    @Root() { id }: VisibleLearner,
    @Arg('asOf', () => GraphQLDateTime, { nullable: true, description: 'Decides what has expired. Now when absent.' })
    asOf: Date | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<Stack>> {
    const [first, after] = [firstOf(page), readIdCursor<CredentialId>('stacks', page.after)];
    const reader = readerOf(ctx.viewer);
    const isOwn = reader.kind === 'LEARNER' && reader.learnerId === id;
    const stacks = isOwn
      ? await asViewer(ctx, (tx) => findStacks(tx, reader, id, asOf ?? ctx.now, { first: first + 1, after }))
      : [];
    return pageOf('stacks', stacks, first, ({ credentialId }) => [credentialId]);
  }
}

@Resolver(() => StackType)
export class StackResolver {
  @FieldResolver(() => CredentialType, { nullable: true, description: 'The larger credential.' })
  credential(@Root() { credentialId }: Stack, @Ctx() ctx: Context): Promise<Credential | null> {
    return credentialById(ctx).load(credentialId);
  }

  @FieldResolver(() => [String], { description: 'Where the learner stands and what to do next, a sentence each.' })
  async reasons(@Root() stack: Stack, @Ctx() ctx: Context, @LanguageArg() tag?: string): Promise<string[]> {
    const language = tag ?? ctx.language;
    const nameOf = async (id: CredentialId) => textIn((await credentialById(ctx).load(id))?.name ?? {}, language);
    const partFacts = async ({ credentialId, state, held }: StackPart) => ({
      ...{ name: await nameOf(credentialId), state, isVerified: held?.isVerified ?? false },
      endsOn: held?.expiresAt?.toISOString().slice(0, 10) ?? null,
    });
    const groups = stack.groups.map(async ({ parts, ...group }) => ({
      ...group,
      parts: await Promise.all(parts.map(partFacts)),
    }));
    const missing = stack.missingPrerequisites.map(async ({ credentialId, requiredBy, ofAlternatives }) => ({
      ...{ name: await nameOf(credentialId), requiredBy: await nameOf(requiredBy), ofAlternatives },
    }));
    const facts = {
      ...{ name: await nameOf(stack.credentialId), groups: await Promise.all(groups) },
      missingPrerequisites: await Promise.all(missing),
    };
    return stackReasons({ ...stack, ...facts }, language);
  }
}

@Resolver(() => StackPartType)
export class StackPartResolver {
  @FieldResolver(() => CredentialType, { nullable: true, description: 'What it is.' })
  credential(@Root() { credentialId }: StackPart, @Ctx() ctx: Context): Promise<Credential | null> {
    return credentialById(ctx).load(credentialId);
  }

  @FieldResolver(() => BadgeType, {
    nullable: true,
    description: 'The badge of it that says most; null while none is held.',
  })
  badge(@Root() { held }: StackPart, @Ctx() ctx: Context): Promise<Badge | null> | null {
    return held && badgeById(ctx).load(held.badgeId);
  }

  @FieldResolver(() => GraphQLDateTime, { nullable: true, description: 'When that badge ends; null when it does not.' })
  expiresAt(@Root() { held }: StackPart): Date | null {
    return held?.expiresAt ?? null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether that badge is verified.' })
  isVerified(@Root() { held }: StackPart): boolean {
    return held?.isVerified ?? false;
  }
}

@Resolver(() => StackPrerequisiteType)
export class StackPrerequisiteResolver {
  @FieldResolver(() => CredentialType, { nullable: true, description: 'What is to be earned first.' })
  credential(@Root() { credentialId }: Prerequisite, @Ctx() ctx: Context): Promise<Credential | null> {
    return credentialById(ctx).load(credentialId);
  }

  @FieldResolver(() => CredentialType, { nullable: true, description: 'What asks for it: the larger one or a part.' })
  requiredBy(@Root() { requiredBy }: Prerequisite, @Ctx() ctx: Context): Promise<Credential | null> {
    return credentialById(ctx).load(requiredBy);
  }
}
