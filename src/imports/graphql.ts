import { Args, Ctx, Field, FieldResolver, ID, InputType, Mutation, Resolver, Root } from 'type-graphql';
import type { ImportRunId, SourceId } from '../db/ids.ts';
import { type Connection, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, InputArg, PayloadType } from '../graphql/decorators.ts';
import { idOf } from '../graphql/global-id.ts';
import { loader } from '../graphql/loader.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findRunsOfEach, type RunsOf } from './find-runs.ts';
import { findLeftOutRun } from './left-out.ts';
import type { RunToOpen } from './open-run.ts';
import type { ImportRun, Source } from './run-record.ts';
import { ImportRunType, RunConnection, runById } from './runs-graphql.ts';
import { ColumnMappingInput } from './source-inputs.ts';
import { prepareRequest, RegisterSourceInput, SourceType, sourceById } from './sources-graphql.ts';
import { requestImport } from './start-import.ts';

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

@PayloadType('StartImportPayload')
class StartImportPayload {
  @Field(() => ImportRunType, { nullable: true, description: 'Queued; follow it with `importRun`.' })
  importRun: ImportRunType | null;
  @ErrorsField() errors: UserErrorType[];
}

const runsOfSource = loader(({ db }, asked: readonly RunsOf[]) => findRunsOfEach(db, asked));

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

/** A source's runs: here, so that sources need not know runs and runs know sources. */
@Resolver(() => SourceType)
export class SourceRunsResolver {
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

  @FieldResolver(() => ImportRunType, {
    nullable: true,
    description: 'Its newest run, however it stands; null before the first.',
  })
  async lastRun(@Root() { id }: Source, @Ctx() ctx: Context): Promise<ImportRun | null> {
    const [run] = await runsOfSource(ctx).load({ id, first: 1, before: null });
    return run ?? null;
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
      return prepareRequest(input.source, ctx);
    }
    if (input.sourceId == null || input.source != null) {
      return fail('BAD_USER_INPUT', 'state exactly one of sourceId and source', 'input');
    }
    const source = await sourceById(ctx).load(idOf<SourceId>('Source', input.sourceId, 'input.sourceId'));
    return source && !source.removedAt
      ? ok(source)
      : fail('NOT_FOUND', 'there is no source with that id, or it was removed', 'input.sourceId');
  }

  @FieldResolver(() => SourceType, { description: 'What it reads.' })
  source(@Root() { sourceId }: ImportRun, @Ctx() ctx: Context): Promise<Source | null> {
    return sourceById(ctx).load(sourceId);
  }
}
