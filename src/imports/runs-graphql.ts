import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
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
import type { ImportRunId } from '../db/ids.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorsField, IdField, InputArg, outcome, PayloadType } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { payloadOf, type UserErrorType } from '../graphql/problems.ts';
import { sized } from '../graphql/size.ts';
import { ok } from '../problem.ts';
import { IMPORT_MODES, IMPORT_STATES, type IssueSeverity } from '../provenance/index.ts';
import { cancelImport } from './cancel-import.ts';
import { DifferenceConnection } from './diff-graphql.ts';
import { findDifferences, SAMPLES, type StoredDifference } from './find-diff.ts';
import {
  countIssues,
  findIssueGroups,
  findIssues,
  GROUPS_AT_MOST,
  type ImportIssue,
  type IssueGroup,
} from './find-issues.ts';
import { findRunsById } from './find-runs.ts';
import { IssueConnection, IssueGroupType, SeverityEnum } from './issues-graphql.ts';
import { paceOf } from './pace.ts';
import { rollBackImport } from './roll-back.ts';
import type { ImportRun } from './run-record.ts';

const StateEnum = published('ImportState', IMPORT_STATES, 'States of a run in order; the last four end it.', {
  QUEUED: 'It waits for a worker.',
  FETCHING: 'Its files are opened.',
  PARSING: 'Its form is read.',
  APPLYING: 'Records are read and stored.',
  LINKING: 'Words are tied to skills.',
  COMPLETED: 'Done, with no issue.',
  COMPLETED_WITH_ISSUES: 'Done; `issues` says what was left out or doubted.',
  FAILED: 'It ended early, or left out too much; `failure` says why.',
  CANCELLED: 'It was stopped before its end.',
});
const ModeEnum = published('ImportMode', IMPORT_MODES, 'What a run does.', {
  WHOLE: 'It reads its source.',
  DRY_RUN: 'It reads its source and undoes all of it: `diff` and the counters tell what would have come.',
  LEFT_OUT: 'It reads its source for the records that `about` left out.',
  ROLL_BACK: 'It undoes what `about` did.',
});

@ObjectType('ImportFailure', { description: 'Why a run failed as a whole.', simpleResolvers: true })
export class ImportFailureType {
  @Field(() => String, { description: 'One of the documented codes.' }) code: string;
  @Field(() => String, { description: 'What is wrong and the way out, in English.' }) message: string;
}

@ObjectType('ImportRun', {
  implements: NodeType,
  description: 'One reading of a source. The counters are true at every moment.',
  simpleResolvers: true,
})
export class ImportRunType extends NodeType {
  @Field(() => ModeEnum, { description: 'What it does.' }) mode: string;
  @Field(() => StateEnum, { description: 'Where it is; `importRunProgressed` follows it.' }) state: string;
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
  @Field(() => Boolean, { description: "Whether the source's schedule asked for it, rather than a person." })
  isScheduled: boolean;
  @Field(() => GraphQLDateTime, { description: 'When it was asked for.' }) queuedAt: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it waits.' }) startedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while it has not ended.' }) endedAt: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null while what it did stands.' })
  rolledBackAt: Date | null;
}
export const RunConnection = connectionType('ImportRun', ImportRunType, false);

@ArgsType()
class IssuesArgs extends PageArgs {
  @Field(() => SeverityEnum, { nullable: true, description: 'Only of this severity.' })
  severity?: IssueSeverity | null;
  @Field(() => String, { nullable: true, description: 'Only of this code.' }) code?: string | null;
}

@InputType('CancelImportInput', { description: 'The run to end.' })
class CancelImportInput {
  @Field(() => ID, { description: 'Of a run that has not ended.' }) id: string;
}

@PayloadType('CancelImportPayload')
class CancelImportPayload {
  @Field(() => ImportRunType, outcome) importRun: ImportRunType | null;
  @ErrorsField() errors: UserErrorType[];
}

@InputType('RollBackImportInput', { description: 'The run to undo.' })
class RollBackImportInput {
  @Field(() => ID, { description: 'The newest run that changed its source.' }) id: string;
}

@PayloadType('RollBackImportPayload')
class RollBackImportPayload {
  @Field(() => ImportRunType, {
    nullable: true,
    description: 'The run that undoes it, queued; null when there are `errors`.',
  })
  importRun: ImportRunType | null;
  @ErrorsField() errors: UserErrorType[];
}

export const runById = loader(async ({ db }, ids: readonly ImportRunId[]) =>
  inOrder(ids, await findRunsById(db, ids), ({ id }) => id),
);

@Resolver(() => ImportRunType)
export class ImportRunResolver {
  @Query(() => ImportRunType, { nullable: true, description: 'A run by id. Administrators only.' })
  importRun(
    @Arg('id', () => ID, { description: 'As `startImport` gave it.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<ImportRun | null> {
    return runById(ctx).load(idOf<ImportRunId>('ImportRun', id, 'id'));
  }

  @IdField()
  id(@Root() { id }: ImportRun): string {
    return toGlobalId('ImportRun', id);
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

  @FieldResolver(() => ImportRunType, {
    nullable: true,
    description: 'The run whose left-out records it reads, or that it rolls back; null for other modes.',
  })
  about(@Root() { aboutRunId }: ImportRun, @Ctx() ctx: Context): Promise<ImportRun | null> | null {
    return aboutRunId === null ? null : runById(ctx).load(aboutRunId);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Records a second, from the first to the last committed batch; null before that.',
  })
  recordsPerSecond(@Root() run: ImportRun): number | null {
    return paceOf(run)?.recordsPerSecond ?? null;
  }

  @FieldResolver(() => Float, { nullable: true, description: 'Bytes a second, likewise.' })
  bytesPerSecond(@Root() run: ImportRun): number | null {
    return paceOf(run)?.bytesPerSecond ?? null;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Seconds until all is read, at this pace, from the last batch on; null unless the state is APPLYING.',
  })
  secondsLeft(@Root() run: ImportRun): number | null {
    return paceOf(run)?.secondsLeft ?? null;
  }

  @FieldResolver(() => IssueConnection, { description: 'Its issues in the order they were met.' })
  async issues(
    @Root() { id }: ImportRun,
    @Args(() => IssuesArgs) { severity, code, ...page }: IssuesArgs,
    @Ctx() { db }: Context,
  ): Promise<Connection<ImportIssue>> {
    const filter = { severity: severity ?? undefined, code: code ?? undefined };
    const first = firstOf(page);
    const after = readIdCursor<number>('issues', page.after);
    const rows = await findIssues(db, id, { first: first + 1, after }, filter);
    return pageOf(
      'issues',
      rows,
      first,
      (issue) => [issue.id],
      () => countIssues(db, id, filter),
    );
  }

  @sized(GROUPS_AT_MOST)
  @FieldResolver(() => [IssueGroupType], {
    description: `Its issues in groups, errors first, then the most frequent; ${GROUPS_AT_MOST} at most.`,
  })
  issueGroups(@Root() { id }: ImportRun, @Ctx() { db }: Context): Promise<IssueGroup[]> {
    return findIssueGroups(db, id);
  }

  @FieldResolver(() => DifferenceConnection, {
    description: `What a dry run would have done: of each kind and change ${SAMPLES} records, empty for other modes.`,
  })
  async diff(
    @Root() { id }: ImportRun,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { db }: Context,
  ): Promise<Connection<StoredDifference>> {
    const first = firstOf(page);
    const after = readIdCursor<number>('diff', page.after);
    const rows = await findDifferences(db, id, { first: first + 1, after });
    return pageOf('diff', rows, first, (row) => [row.id]);
  }

  @Mutation(() => CancelImportPayload, {
    description:
      'Ends a run from this moment on: a queued one is never begun; of one that is read, what was committed stays and no more comes.',
  })
  cancelImport(@InputArg(() => CancelImportInput) { id }: CancelImportInput, @Ctx() ctx: Context) {
    return payloadOf(
      () => cancelImport(ctx.db, idOf<ImportRunId>('ImportRun', id, 'input.id')),
      (importRun) => ({ importRun }),
    );
  }

  @Mutation(() => RollBackImportPayload, {
    description:
      'Queues a run that undoes another: what it created is tombstoned, what it updated goes back, what it tombstoned returns. Newest first.',
  })
  rollBackImport(@InputArg(() => RollBackImportInput) { id }: RollBackImportInput, @Ctx() ctx: Context) {
    return payloadOf(
      async () => {
        const queued = await rollBackImport(ctx.database, idOf<ImportRunId>('ImportRun', id, 'input.id'));
        return queued.ok ? ok(await runById(ctx).load(queued.value)) : queued;
      },
      (importRun) => ({ importRun }),
    );
  }
}
