import { GraphQLDateTime } from 'graphql-scalars';
import {
  Args,
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
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { formats } from '../formats/index.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { ImportOptions } from '../provenance/index.ts';
import { findRunsOfEach, findSources, findSourcesById, type RunsOf } from './find-runs.ts';
import { findLeftOutRun } from './left-out.ts';
import type { RunToOpen } from './open-run.ts';
import type { ImportRun, Source } from './run-record.ts';
import { ImportRunType, RunConnection, runById } from './runs-graphql.ts';
import { type ImportRequest, prepareSource, requestImport } from './start-import.ts';

@ObjectType('Source', {
  implements: NodeType,
  description: 'Where records come from: a framework folder, a spreadsheet, a wallet.',
  simpleResolvers: true,
})
export class SourceType extends NodeType {
  @Field(() => String, { description: 'Name of the adapter that reads it, such as `esco`.' }) format: string;
  @Field(() => String, { description: 'What lists call it.' }) name: string;
  @Field(() => GraphQLDateTime, { description: 'When it was registered.' }) createdAt: Date;
}
const SourceConnection = connectionType('Source', SourceType, false);

@InputType('ColumnMappingInput', { description: 'A column of our template and the foreign header that holds it.' })
class ColumnMappingInput {
  @Field(() => String, { description: 'Our column, such as `title_en`.' }) column: string;
  @Field(() => String, { description: "The file's header, such as `Course name`." }) header: string;
}

@InputType('RegisterSourceInput', { description: 'A file or folder, and what its owner says about it.' })
class RegisterSourceInput {
  @Field(() => String, { description: 'Path of a file or folder the server can read.' }) location: string;
  @Field(() => String, {
    nullable: true,
    description: `One of ${formats.map(({ name }) => name).join(', ')}; recognised when absent.`,
  })
  format?: string;
  @Field(() => String, {
    nullable: true,
    description: "Short code to load a framework under; the source's own when absent.",
  })
  framework?: string;
  @Field(() => String, {
    nullable: true,
    description: "The publisher's name of the version, such as `1.2.0`; left open when absent.",
  })
  frameworkVersion?: string;
  @Field(() => [ColumnMappingInput], {
    nullable: true,
    description: 'Columns of a spreadsheet that go by other names; none when absent.',
  })
  columns?: ColumnMappingInput[];
}

@InputType('StartImportInput', { description: 'A registered source, or a location to register on the way.' })
class StartImportInput {
  @Field(() => ID, { nullable: true, description: 'A registered source; leave `source` out.' }) sourceId?: string;
  @Field(() => RegisterSourceInput, {
    nullable: true,
    description: 'A location to register first; leave `sourceId` out.',
  })
  source?: RegisterSourceInput;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Shows what would come of it, as the run’s `diff`, counters and issues, and changes nothing else.',
  })
  dryRun?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Reads only the records that the newest run left out; nothing is taken for gone.',
  })
  onlyFailed?: boolean | null;
  @Field(() => [ColumnMappingInput], {
    nullable: true,
    description: 'Columns that go by other names, of a registered source, from this run on; as before when absent.',
  })
  columns?: ColumnMappingInput[] | null;
}

@PayloadType('RegisterSourcePayload')
class RegisterSourcePayload {
  @Field(() => SourceType, outcome) source: SourceType | null;
  @ErrorsField() errors: UserErrorType[];
}

@PayloadType('StartImportPayload')
class StartImportPayload {
  @Field(() => ImportRunType, { nullable: true, description: 'Queued; follow it with `importRun`.' })
  importRun: ImportRunType | null;
  @ErrorsField() errors: UserErrorType[];
}

export const sourceById = loader(async ({ db }, ids: readonly SourceId[]) =>
  inOrder(ids, await findSourcesById(db, ids), ({ id }) => id),
);

const runsOfSource = loader(({ db }, asked: readonly RunsOf[]) => findRunsOfEach(db, asked));

function requestOf({ location, format, framework, frameworkVersion, columns }: RegisterSourceInput): ImportRequest {
  const options: ImportOptions = {
    ...(framework != null && { framework }),
    ...(frameworkVersion != null && { frameworkVersion }),
    ...(columns != null && { columns: columnsOf(columns) }),
  };
  return { location, format: format ?? undefined, options };
}

function columnsOf(columns: readonly ColumnMappingInput[]): Record<string, string> {
  return Object.fromEntries(columns.map(({ column, header }) => [column, header]));
}

/** What the run is to do. */
async function whatOf(
  { dryRun, onlyFailed, columns, source }: StartImportInput,
  sourceId: SourceId,
  { db }: Context,
): Promise<Result<RunToOpen>> {
  if (dryRun && onlyFailed) return fail('BAD_USER_INPUT', 'state one of dryRun and onlyFailed', 'input');
  if (columns != null && source != null) {
    return fail('BAD_USER_INPUT', 'state the columns of a new source in input.source', 'input.columns');
  }
  const renamed = columns == null ? {} : { columns: columnsOf(columns) };
  if (!onlyFailed) return ok({ mode: dryRun ? 'DRY_RUN' : 'WHOLE', ...renamed });
  const about = await findLeftOutRun(db, sourceId);
  return about.ok ? ok({ mode: 'LEFT_OUT', aboutRunId: about.value, ...renamed }) : about;
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
    description: 'Registers a source; the same format and location is the same source.',
  })
  registerSource(@InputArg(() => RegisterSourceInput) input: RegisterSourceInput, @Ctx() ctx: Context) {
    return payloadOf(
      () => prepareSource(ctx.database, requestOf(input), ctx.importDirs),
      (source) => ({ source }),
    );
  }

  @IdField()
  id(@Root() { id }: Source): string {
    return toGlobalId('Source', id);
  }

  @FieldResolver(() => RunConnection, { description: 'Its runs, newest first.' })
  async importRuns(
    @Root() { id }: Source,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<Connection<ImportRun>> {
    const first = firstOf(page);
    const before = readIdCursor<ImportRunId>('importRuns', page.after);
    return pageOf('importRuns', await runsOfSource(ctx).load({ id, first: first + 1, before }), first, (run) => [
      run.id,
    ]);
  }
}

@Resolver(() => ImportRunType)
export class StartImportResolver {
  @Mutation(() => StartImportPayload, {
    description: 'Queues a reading of a source; a run of it that has not ended and does the same is returned as it is.',
  })
  startImport(@InputArg(() => StartImportInput) input: StartImportInput, @Ctx() ctx: Context) {
    return payloadOf(
      async () => {
        const source = await this.sourceOf(input, ctx);
        if (!source.ok) return source;
        const what = await whatOf(input, source.value.id, ctx);
        if (!what.ok) return what;
        const runId = await requestImport(ctx.database, source.value, what.value);
        return runId.ok ? ok(await runById(ctx).load(runId.value)) : runId;
      },
      (importRun) => ({ importRun }),
    );
  }

  private async sourceOf(input: StartImportInput, ctx: Context) {
    if (input.source != null && input.sourceId == null) {
      return prepareSource(ctx.database, requestOf(input.source), ctx.importDirs);
    }
    if (input.sourceId == null || input.source != null) {
      return fail('BAD_USER_INPUT', 'state exactly one of sourceId and source', 'input');
    }
    const source = await sourceById(ctx).load(idOf<SourceId>('Source', input.sourceId, 'input.sourceId'));
    return source ? ok(source) : fail('NOT_FOUND', 'there is no source with that id', 'input.sourceId');
  }

  @FieldResolver(() => SourceType, { description: 'What it reads.' })
  source(@Root() { sourceId }: ImportRun, @Ctx() ctx: Context): Promise<Source | null> {
    return sourceById(ctx).load(sourceId);
  }
}
