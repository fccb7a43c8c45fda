import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { credentialById } from '../credentials/index.ts';
import { type Connection, connectionType } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { direct } from '../graphql/direct.ts';
import { published } from '../graphql/enum.ts';
import { toGlobalId } from '../graphql/global-id.ts';
import { NodeType } from '../graphql/node.ts';
import { refuse } from '../graphql/problems.ts';
import { jobById } from '../jobs/graphql.ts';
import { valueOrThrow } from '../problem.ts';
import { organizationById } from '../providers/index.ts';
import { frameworkById, occupationById, skillById } from '../skills/index.ts';
import { type Change, findChanges } from './find-changes.ts';
import { FEED_NOUNS, type FeedNoun, TYPE_OF_NOUN } from './noun.ts';
import { readPlace, writePlace } from './place.ts';

const KindEnum = published('ChangeKind', ['UPSERT', 'TOMBSTONE'], 'What became of it.', {
  UPSERT: 'It is there, new or changed: put it in the place of what you have of it.',
  TOMBSTONE: 'It is gone: its source no longer states it, or it was deleted.',
});
const NounEnum = published('ChangedType', FEED_NOUNS, 'What the feed tells of.', {
  ORGANIZATION: 'A provider, employer or other body.',
  FRAMEWORK: 'A published set of skills, with its occupations.',
  SKILL: 'A Skill, with its relations from either end.',
  OCCUPATION: 'An Occupation, with the skills it needs and its heading.',
  CREDENTIAL: 'A Credential, with its skills, relations, offerings, endorsements, prior learning and funding.',
  JOB: 'A Job, with its requirement; when it was matched is no change.',
});

@ObjectType('ChangeOrigin', { description: 'The import a change came through.', simpleResolvers: true })
export class ChangeOriginType {
  @Field(() => String, { description: 'Name of the source.' }) source: string;
  @Field(() => String, { description: 'Format it is read in, such as `esco`.' }) format: string;
  @Field(() => ID, { description: 'The ImportRun; administrators may look it up.' }) importRunId: string;
}

@ObjectType('Change', { description: 'The newest change of one thing.', simpleResolvers: true })
export class ChangeType {
  @Field(() => NounEnum, { description: 'What was changed.' }) type: string;
  @Field(() => String, {
    nullable: true,
    description: 'Its identity across imports; null for a Job, and for a Framework that has none.',
  })
  uri: string | null;
  @Field(() => GraphQLDateTime, {
    description:
      'When the work began that changed it. Order is by the cursor: work that began later may have ended sooner.',
  })
  at: Date;
}

/** One thing costs little: a portal fetches the feed in large pages. */
const FIRST_AT_MOST = 1_000;
const ChangeConnection = connectionType('Change', ChangeType, false);

const NODES: Readonly<Record<FeedNoun, (ctx: Context, id: number) => Promise<object | null>>> = {
  ORGANIZATION: (ctx, id) => organizationById(ctx).load(id as never),
  FRAMEWORK: (ctx, id) => frameworkById(ctx).load(id as never),
  SKILL: (ctx, id) => skillById(ctx).load(id as never),
  OCCUPATION: (ctx, id) => occupationById(ctx).load(id as never),
  CREDENTIAL: (ctx, id) => credentialById(ctx).load(id as never),
  JOB: (ctx, id) => jobById(ctx).load(id as never),
};

@Resolver(() => ChangeType)
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description:
      'What was changed since a cursor, each thing once, in an order that misses nothing under concurrent writers. `pageInfo.endCursor` is never null here: keep it, and pass it as `since` next time. docs/changes.md tells how to keep a copy.',
  })
  async changes(
    @Arg('since', () => String, {
      nullable: true,
      description: '`endCursor` of the page before, or the cursor of a bulk download; from the beginning when absent.',
    })
    since: string | null,
    @Arg('first', () => Int, { defaultValue: 100, description: 'Changes of the page, 1 to 1000.' }) first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The same, by the name Relay clients page on with; goes before `since`.',
    })
    after: string | null,
    @Ctx() { db }: Context,
  ): Promise<Connection<Change>> {
    if (first < 1 || first > FIRST_AT_MOST)
      refuse('BAD_USER_INPUT', `first is ${first}; ask for 1 to ${FIRST_AT_MOST} changes a page`, 'first');
    const { changes, end, hasMore } = valueOrThrow(
      await findChanges(db, after == null ? readPlace(since) : readPlace(after, 'after'), first),
    );
    const edges = changes.map((node) => ({ node, cursor: writePlace(node.place) }));
    return {
      edges,
      nodes: [...changes],
      pageInfo: {
        hasNextPage: hasMore,
        hasPreviousPage: false,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: writePlace(end),
      },
    };
  }

  @direct
  @FieldResolver(() => KindEnum, { description: 'Whether it is there now.' })
  kind(@Root() { isGone }: Change): string {
    return isGone ? 'TOMBSTONE' : 'UPSERT';
  }

  @direct
  @FieldResolver(() => NounEnum)
  type(@Root() { noun }: Change): string {
    return noun;
  }

  @direct
  @FieldResolver(() => ID, { description: 'Its global id, also when it is gone.' })
  entityId(@Root() { noun, id }: Change): string {
    return toGlobalId(TYPE_OF_NOUN[noun], id);
  }

  @direct
  @FieldResolver(() => ChangeOriginType, {
    nullable: true,
    description: 'Null for what was changed otherwise, such as by an employer.',
  })
  origin(@Root() { run }: Change): ChangeOriginType | null {
    return run && { source: run.source, format: run.format, importRunId: toGlobalId('ImportRun', run.id) };
  }

  @direct
  @FieldResolver(() => NodeType, {
    nullable: true,
    description: 'The thing as it is now. Null for a tombstone, and for what went since: its tombstone follows.',
  })
  async node(@Root() { noun, id, isGone }: Change, @Ctx() ctx: Context): Promise<object | null> {
    const row = isGone ? null : await NODES[noun](ctx, id);
    if (!row || ('tombstonedAt' in row && row.tombstonedAt !== null)) return null;
    return { ...row, __typename: TYPE_OF_NOUN[noun] };
  }
}
