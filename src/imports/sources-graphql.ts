import { GraphQLDateTime } from 'graphql-scalars';
import { Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { SourceId } from '../db/ids.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findReadAt, findSources, findSourcesById } from './find-runs.ts';
import { requestOf, termsIn } from './read-source-input.ts';
import { removeSource, updateSource } from './register-source.ts';
import type { Source } from './run-record.ts';
import { isStale } from './schedule.ts';
import { RegisterSourceInput, RemoveSourceInput, UpdateSourceInput } from './source-inputs.ts';
import { withoutSecrets } from './source-location.ts';
import { termsOf } from './source-terms.ts';
import { prepareSource } from './start-import.ts';

export { RegisterSourceInput };

@ObjectType('Source', {
  implements: NodeType,
  description: 'Where records come from: a framework folder, a spreadsheet, the API of a registry.',
  simpleResolvers: true,
})
export class SourceType extends NodeType {
  @Field(() => String, {
    description:
      'Name of the adapter that reads it, such as `esco`; `auto` until the first reading tells it by content.',
  })
  format: string;
  @Field(() => String, { description: 'What lists call it.' }) name: string;
  @Field(() => Boolean, {
    description: 'Whether a reading states only some of its records, so that none is taken for deleted.',
  })
  isPartial: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'When it is read: a cron pattern in UTC; null when it is read on request alone.',
  })
  schedule: string | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When its schedule asks for it next; null without one.',
  })
  nextRunAt: Date | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it was removed: its records stay. Null while it is there.',
  })
  removedAt: Date | null;
  @Field(() => GraphQLDateTime, { description: 'When it was registered.' }) createdAt: Date;
}
const SourceConnection = connectionType('Source', SourceType, false);

@PayloadType('RegisterSourcePayload')
class RegisterSourcePayload {
  @Field(() => SourceType, outcome) source: SourceType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('UpdateSourcePayload')
class UpdateSourcePayload {
  @Field(() => SourceType, outcome) source: SourceType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('RemoveSourcePayload')
class RemoveSourcePayload {
  @Field(() => SourceType, outcome) source: SourceType | null;
  @ErrorsField() errors: UserErrorType[];
}

export const sourceById = loader(async ({ db }, ids: readonly SourceId[]) =>
  inOrder(ids, await findSourcesById(db, ids), ({ id }) => id),
);
const readAtOf = loader(({ db }, ids: readonly SourceId[]) => findReadAt(db, ids));

/** Registers the source an input states. */
export async function prepareRequest(input: RegisterSourceInput, ctx: Context): Promise<Result<Source>> {
  const request = requestOf(input);
  return request.ok ? prepareSource(ctx.database, request.value, ctx.importDirs, ctx.sourceSettings) : request;
}

@Resolver(() => SourceType)
export class SourceResolver {
  @Query(() => SourceConnection, { description: 'Registered sources, oldest first. Administrators only.' })
  async sources(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context): Promise<Connection<Source>> {
    const first = firstOf(page);
    const after = readIdCursor<SourceId>('sources', page.after);
    return pageOf('sources', await findSources(ctx.db, { first: first + 1, after }), first, ({ id }) => [id]);
  }

  @Mutation(() => RegisterSourcePayload, {
    description: 'Registers a source; the same format and location is the same source, there again if it was removed.',
  })
  registerSource(@InputArg(() => RegisterSourceInput) input: RegisterSourceInput, @Ctx() ctx: Context) {
    return payloadOf(
      () => prepareRequest(input, ctx),
      (source) => ({ source }),
    );
  }

  @Mutation(() => UpdateSourcePayload, {
    description: 'Changes what is stated of a source. A run that reads it now goes on as it began.',
  })
  updateSource(@InputArg(() => UpdateSourceInput) input: UpdateSourceInput, @Ctx() ctx: Context) {
    return payloadOf(
      () => changeSource(input, ctx),
      (source) => ({ source }),
    );
  }

  @Mutation(() => RemoveSourcePayload, {
    description: 'Removes a source: it is read no more, and its credentials are gone. The records it brought stay.',
  })
  removeSource(@InputArg(() => RemoveSourceInput) input: RemoveSourceInput, @Ctx() ctx: Context) {
    return payloadOf(
      async () => {
        const removed = await removeSource(ctx.db, idOf<SourceId>('Source', input.id, 'input.id'));
        if (removed === null) return unknownSource();
        const message = 'a run of it has not ended; wait for its end';
        return removed === 'READ' ? fail('RUN_IN_PROGRESS', message, 'input.id') : ok(removed);
      },
      (source) => ({ source }),
    );
  }

  @IdField()
  id(@Root() { id }: Source): string {
    return toGlobalId('Source', id);
  }

  @FieldResolver(() => String, { description: 'A path, an upload or an address, without secrets.' })
  location(@Root() { location }: Source): string {
    return withoutSecrets(location);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether its host is asked with credentials; they are never given back.',
  })
  hasCredentials(@Root() { credentials }: Source): boolean {
    return credentials !== null;
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it is behind: its schedule named two moments since it was last read with success; without a schedule, a year went by.',
  })
  async isStale(@Root() source: Source, @Ctx() ctx: Context): Promise<boolean> {
    if (source.removedAt) return false;
    return isStale({ ...source, readAt: await readAtOf(ctx).load(source.id) }, ctx.now);
  }
}

async function changeSource(input: UpdateSourceInput, ctx: Context): Promise<Result<Source>> {
  const id = idOf<SourceId>('Source', input.id, 'input.id');
  const source = await sourceById(ctx).load(id);
  if (!source) return unknownSource();
  const stated = termsIn(input, source.fetching);
  if (!stated.ok) return stated;
  const terms = termsOf(stated.value, source.location, ctx.sourceSettings);
  if (!terms.ok) return terms;
  const updated = await updateSource(ctx.db, id, terms.value, ctx.now);
  return updated ? ok(updated) : unknownSource();
}

function unknownSource(): Result<never> {
  return fail('NOT_FOUND', 'there is no source with that id, or it was removed', 'input.id');
}
