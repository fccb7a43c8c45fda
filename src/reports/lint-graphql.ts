import { Arg, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { readerOf } from '../consent/index.ts';
import { textIn } from '../db/localized-text.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { priced, sized } from '../graphql/size.ts';
import { JobType, RequirementInput } from '../jobs/graphql.ts';
import { type Job, leavesOf, type RequirementGroup } from '../jobs/index.ts';
import { findTarget } from '../matching/index.ts';
import { valueOrThrow } from '../problem.ts';
import { skillById } from '../skills/index.ts';
import { findLintFacts } from './find-lint-facts.ts';
import { LINT_CODES, type LintFinding, lintReason, lintTree } from './lint-requirement.ts';

const LintCodeEnum = published('RequirementLintCode', LINT_CODES, 'What can be wrong with a requirement.', {
  UNRESOLVED: 'Its words name nothing that is loaded; nobody meets it.',
  NOT_TAUGHT: 'No credential on offer brings the skill as it is asked for.',
  SHOWN_BY_FEW: 'Fewer than 10 learners show you the skill.',
  LEVELS_CONTRADICT: 'The level required is above the one desired.',
  LEVEL_UNKNOWN: 'A level is of no scale that is loaded.',
  SINGLE_ALTERNATIVE: 'A choice of one.',
  ALL_OF_THEM: 'At least as many parts as there are.',
  NO_PARTS: 'A group of nothing.',
  ASKED_TWICE: 'The same skill twice in one group.',
  NOTHING_REQUIRED: 'Everything is only preferred.',
});

@ObjectType('RequirementFinding', { description: 'Something about a requirement that its author would want to know.' })
class RequirementFindingType {
  @Field(() => LintCodeEnum, { description: 'What is wrong.' }) code: string;
  @Field(() => String, { description: 'Which node: its key in the tree, as `skillGap` names leaves.' }) key: string;
}

@Resolver(() => RequirementFindingType)
export class RequirementFindingResolver {
  @priced(50)
  @Query(() => [RequirementFindingType], {
    description:
      'Reads a requirement as its candidates would meet it, before it is published: what nothing teaches, few show, or nobody can meet.',
  })
  async lintRequirement(
    @Arg('requirement', () => RequirementInput, { description: 'The tree to look at.' }) requirement: RequirementInput,
    @Ctx() ctx: Context,
  ): Promise<LintFinding[]> {
    const target = valueOrThrow(await findTarget(ctx.db, { requirement }));
    return findingsIn(ctx, target.requirement);
  }

  @FieldResolver(() => String, { description: 'What is wrong and what to do, in a sentence.' })
  reason(@Root() finding: LintFinding, @Ctx() ctx: Context, @LanguageArg() tag?: string): string {
    return lintReason(finding, tag ?? ctx.language);
  }
}

@Resolver(() => JobType)
export class JobLintResolver {
  @priced(50)
  @sized(10)
  @FieldResolver(() => [RequirementFindingType], {
    description: 'The same of its requirement; empty where it states none.',
  })
  async lint(@Root() { id }: Job, @Ctx() ctx: Context): Promise<LintFinding[]> {
    const target = await findTarget(ctx.db, { jobId: id });
    return target.ok && !target.value.isInferred ? findingsIn(ctx, target.value.requirement) : [];
  }
}

async function findingsIn(ctx: Context, tree: RequirementGroup): Promise<LintFinding[]> {
  const ids = leavesOf(tree).flatMap((leaf) => (leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : []));
  const rows = await Promise.all([...new Set(ids)].map((id) => skillById(ctx).load(id)));
  const labels = new Map(rows.flatMap((row) => (row ? [[row.id, textIn(row.labels, ctx.language)]] : [])));
  const facts = await findLintFacts(ctx.db, readerOf(ctx.viewer), tree, ctx.now);
  return lintTree(tree, { ...facts, labelOf: (id) => labels.get(id) ?? '' });
}
