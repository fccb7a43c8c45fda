import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, Field, FieldResolver, Float, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { ImportRunId } from '../db/ids.ts';
import { type Connection, connectionType, firstOf, PageArgs, pageOf, readIdCursor } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { IdField } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { idOf, toGlobalId } from '../graphql/global-id.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { NodeType } from '../graphql/node.ts';
import { IMPORT_STATES, ISSUE_SEVERITIES } from '../provenance/index.ts';
import { countIssues, findIssues, findRunsById, type ImportIssue } from './find-runs.ts';
import type { ImportRun } from './run-record.ts';

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
export const RunConnection = connectionType('ImportRun', ImportRunType, false);

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
