import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
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
import { published } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { fail, ok } from '../problem.ts';
import { IMPORT_STATES, type ImportOptions, ISSUE_SEVERITIES } from '../provenance/index.ts';
import {
  countIssues,
  findIssues,
  findRunsById,
  findRunsOfEach,
  findSources,
  findSourcesById,
  type ImportIssue,
  type RunsOf,
} from './find-runs.ts';
import type { ImportRun, Source } from './run-record.ts';
import { type ImportRequest, prepareSource, startImport } from './start-import.ts';

const StateEnum = published('ImportState', IMPORT_STATES, 'States of a run in order; the last four end it.', {
  QUEUED: 'It waits for a worker.',
  FETCHING: 'Its files are opened.',
  PARSING: 'Its form is read.',
  APPLYING: 'Records are read and stored.',
  LINKING: 'Words are tied to skills.',
  COMPLETED: 'Done, with no issue.',
  COMPLETED_WITH_ISSUES: 'Done; `issues` says what was left out or doubted.',
  FAILED: 'It ended early; `failure` says why.',
  CANCELLED: 'It was stopped before its end.',
});
const SeverityEnum = published(
  'IssueSeverity',
  ISSUE_SEVERITIES,
  'ERROR: the record was left out. WARNING: it is in, with a doubt.',
  { ERROR: 'The record was left out.', WARNING: 'The record is in, with a doubt.' },
);

@ObjectType('ImportFailure', { description: 'Why a run failed as a whole.', simpleResolvers: true })
export class ImportFailureType {
  @Field(() => String, { description: 'One of the documented codes.' }) code: string;
  @Field(() => String, { description: 'What is wrong and the way out, in English.' }) message: string;
}

@ObjectType('ImportIssue', {
  description: 'One thing wrong with the input: what, where, and the way out.',
  simpleResolvers: true,
})
export class ImportIssueType {
  @Field(() => SeverityEnum, { description: 'Whether the record was left out.' }) severity: string;
  @Field(() => String, { description: 'One of the documented codes.' }) code: string;
  @Field(() => String, {
    nullable: true,
    description: 'Its name within the source; null when it concerns no one file.',
  })
  file: string | null;
  @Field(() => Int, { nullable: true, description: '1-based line the record starts on; null for JSON.' }) line:
    | number
    | null;
  @Field(() => String, {
    nullable: true,
    description: 'Header of the column at fault; null where there are none, such as in JSON.',
  })
  column: string | null;
  @Field(() => String, { nullable: true, description: 'JSON Pointer (RFC 6901).' }) pointer: string | null;
  @Field(() => String, { description: 'What is wrong and the way out, in English.' }) message: string;
  @Field(() => String, { nullable: true, description: 'The value at fault, cut at 64 KB.' }) raw: string | null;
}
const IssueConnection = connectionType('ImportIssue', ImportIssueType);

@ObjectType('ImportRun', {
  implements: NodeType,
  description: 'One reading of a source. The counters are true at every moment.',
  simpleResolvers: true,
})
export class ImportRunType extends NodeType {
  @Field(() => StateEnum, { description: 'Where it is; ask again to follow it.' }) state: string;
  @Field(() => Int, { description: 'Records met: created + updated + unchanged + those left out.' }) seen: number;
  @Field(() => Int, { description: 'Records that were not stored before.' }) created: number;
  @Field(() => Int, { description: 'Records that differ from what was stored, and replaced it.' }) updated: number;
  @Field(() => Int, { description: 'Records equal to what was stored: nothing was written for them.' })
  unchanged: number;
  @Field(() => Int, { description: 'Records a complete read no longer has.' }) tombstoned: number;
  @Field(() => Int, { description: 'Issues of severity ERROR.' }) issueCount: number;
  @Field(() => Int, { description: 'Issues of severity WARNING.' }) warningCount: number;
  @Field(() => ImportFailureType, { nullable: true, description: 'Null unless the state is FAILED.' }) failure:
    | object
    | null;
  @Field(() => GraphQLDateTime, { description: 'When it was asked for.' }) queuedAt: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it waits.' }) startedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it has not ended.' }) endedAt: Date | null;
}
const RunConnection = connectionType('ImportRun', ImportRunType, false);

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
export const runById = loader(async ({ db }, ids: readonly ImportRunId[]) =>
  inOrder(ids, await findRunsById(db, ids), ({ id }) => id),
);

const runsOfSource = loader(({ db }, asked: readonly RunsOf[]) => findRunsOfEach(db, asked));

function requestOf({ location, format, framework, frameworkVersion, columns }: RegisterSourceInput): ImportRequest {
  const options: ImportOptions = {
    ...(framework != null && { framework }),
    ...(frameworkVersion != null && { frameworkVersion }),
    ...(columns != null && { columns: Object.fromEntries(columns.map(({ column, header }) => [column, header])) }),
  };
  return { location, format: format ?? undefined, options };
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
export class ImportRunResolver {
  @Query(() => ImportRunType, { nullable: true, description: 'A run by id. Administrators only.' })
  importRun(
    @Arg('id', () => ID, { description: 'As `startImport` gave it.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<ImportRun | null> {
    return runById(ctx).load(idOf<ImportRunId>('ImportRun', id, 'id'));
  }

  @Mutation(() => StartImportPayload, {
    description: 'Queues a reading of a source; a run of it that has not ended is returned as it is.',
  })
  startImport(@InputArg(() => StartImportInput) input: StartImportInput, @Ctx() ctx: Context) {
    return payloadOf(
      async () => {
        const source = await this.sourceOf(input, ctx);
        if (!source.ok) return source;
        const runId = await startImport(ctx.database, source.value);
        return ok(await runById(ctx).load(runId));
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

  @IdField()
  id(@Root() { id }: ImportRun): string {
    return toGlobalId('ImportRun', id);
  }

  @FieldResolver(() => SourceType, { description: 'What it reads.' })
  source(@Root() { sourceId }: ImportRun, @Ctx() ctx: Context): Promise<Source | null> {
    return sourceById(ctx).load(sourceId);
  }

  @FieldResolver(() => Int)
  issueCount(@Root() { issues }: ImportRun): number {
    return issues;
  }

  @FieldResolver(() => Int)
  warningCount(@Root() { warnings }: ImportRun): number {
    return warnings;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Share of the bytes read, 0 to 1; null before the source was opened.',
  })
  progress(@Root() { bytesTotal, bytesRead, endedAt }: ImportRun): number | null {
    if (endedAt) return 1;
    return bytesTotal ? Math.min(1, bytesRead / bytesTotal) : null;
  }

  @FieldResolver(() => IssueConnection, { description: 'Its issues in the order they were met.' })
  async issues(
    @Root() { id }: ImportRun,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db }: Context,
  ): Promise<Connection<ImportIssue>> {
    const first = firstOf(page);
    const after = readIdCursor<number>('issues', page.after);
    const rows = await findIssues(db, id, { first: first + 1, after });
    return pageOf(
      'issues',
      rows,
      first,
      (issue) => [issue.id],
      () => countIssues(db, id),
    );
  }
}
