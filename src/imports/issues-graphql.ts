import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { ISSUE_CODES } from '../formats/format.ts';
import { connectionType } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { published } from '../graphql/enum.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { PROBLEM_CODES } from '../problem.ts';
import { ISSUE_SEVERITIES } from '../provenance/index.ts';
import { findIssuesById, type ImportIssue, type IssueGroup } from './find-issues.ts';

/** What each code of an issue means: most are of records, some of the input as a whole. */
const MEANINGS: Readonly<Record<string, string>> = { ...PROBLEM_CODES, ...ISSUE_CODES };

const issueById = loader(async ({ db }, ids: readonly number[]) =>
  inOrder(ids, await findIssuesById(db, ids), ({ id }) => id),
);

export const SeverityEnum = published(
  'IssueSeverity',
  ISSUE_SEVERITIES,
  'ERROR: the record was left out. WARNING: it is in, with a doubt.',
  { ERROR: 'The record was left out.', WARNING: 'The record is in, with a doubt.' },
);

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
export const IssueConnection = connectionType('ImportIssue', ImportIssueType);

@ObjectType('ImportIssueGroup', {
  description: 'Issues that say the same of the same column, or of the same member of different records.',
  simpleResolvers: true,
})
export class IssueGroupType {
  @Field(() => SeverityEnum, { description: 'Whether the records were left out.' }) severity: string;
  @Field(() => String, { description: 'One of the documented codes.' }) code: string;
  @Field(() => String, { description: 'What the code means.' }) meaning: string;
  @Field(() => String, { nullable: true, description: 'Header of the column at fault; null where there is none.' })
  column: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'JSON Pointer with `*` for each index, such as `/CFItems/*/fullStatement`; null outside JSON.',
  })
  pointer: string | null;
  @Field(() => Int, { description: 'How many there are.' }) count: number;
  @Field(() => ImportIssueType, { description: 'The first of them; its message says how to mend it.' })
  sample: ImportIssueType | null;
}

@Resolver(() => IssueGroupType)
export class ImportIssueGroupResolver {
  @FieldResolver(() => String)
  meaning(@Root() { code }: IssueGroup): string {
    return MEANINGS[code] ?? code;
  }

  @FieldResolver(() => ImportIssueType)
  sample(@Root() { sampleId }: IssueGroup, @Ctx() ctx: Context): Promise<ImportIssue | null> {
    return issueById(ctx).load(sampleId);
  }
}
