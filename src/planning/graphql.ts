import { Arg, Args, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { readerOf } from '../consent/index.ts';
import type { LearnerId } from '../db/ids.ts';
import type { Context } from '../graphql/context.ts';
import { published } from '../graphql/enum.ts';
import { idOf } from '../graphql/global-id.ts';
import { priced, sized } from '../graphql/size.ts';
import { auditRead, LearnerTargetArgs, SkillGapType, targetOf } from '../matching/graphql.ts';
import type { LeafOutcome } from '../matching/index.ts';
import { RequirementStatusType } from '../matching/status-graphql.ts';
import { valueOrThrow } from '../problem.ts';
import { NO_LIMITS } from './constraints.ts';
import { PlanConstraintsInput } from './constraints-graphql.ts';
import type { Plan } from './describe-plan.ts';
import { OPEN_REASONS } from './market.ts';
import { PlanType } from './plan-graphql.ts';
import { type OpenRequirement, type PlanRelaxation, type PlanSet, recommend } from './recommend.ts';
import { PlanRelaxationType } from './relaxation-graphql.ts';

const OpenReasonEnum = published('OpenReason', OPEN_REASONS, 'Why a requirement stays open.', {
  UNRESOLVED: 'Its words name no loaded skill or credential.',
  HELD_UNVERIFIED: 'A badge the learner holds would meet it once verified; nothing is to be earned.',
  OUTSIDE_LIMITS: 'Credentials here bring it, none within the limits.',
  PREREQUISITE_MISSING: 'Credentials here bring it, and ask for something first that nothing here brings.',
  NO_CREDENTIAL: 'No credential here brings it.',
});

@ObjectType('OpenRequirement', { description: 'A requirement the first plan leaves open.' })
export class OpenRequirementType {
  @Field(() => OpenReasonEnum, { description: 'The first that holds.' }) reason: string;
}

@ObjectType('PlanSet', { description: 'Plans that close a gap, best first, and what stays open.' })
export class PlanSetType {
  @Field(() => SkillGapType, { description: 'How the learner stands today.' }) gap: object;
  @sized(3)
  @Field(() => [PlanType], {
    description: 'Up to three that differ; empty when nothing is to be closed or nothing can be.',
  })
  plans: Plan[];
  @Field(() => [OpenRequirementType], { description: 'What the first plan leaves open, and why.' })
  open: OpenRequirement[];
  @sized(3)
  @Field(() => [PlanRelaxationType], {
    description:
      'Where limits keep something open: every smallest set of limits that would have to give, the one that gives least first.',
  })
  relaxations: PlanRelaxation[];
}

@Resolver(() => PlanSetType)
export class PlanResolver {
  @priced(500)
  @Query(() => PlanSetType, {
    description:
      'The smallest sets of credentials that close the gap to a job, an occupation or a stated tree, with the reason for each line.',
  })
  async recommendations(
    @Args(() => LearnerTargetArgs) { learnerId, jobId, occupationId, requirement, asOf }: LearnerTargetArgs,
    @Arg('constraints', () => PlanConstraintsInput, {
      nullable: true,
      description: 'No limits when absent, and cost kept small.',
    })
    constraints: PlanConstraintsInput | null,
    @Ctx() ctx: Context,
  ): Promise<PlanSet> {
    const id = idOf<LearnerId>('Learner', learnerId, 'learnerId');
    const limits = { ...NO_LIMITS, ...constraints };
    const target = targetOf(jobId, occupationId, requirement);
    const plans = valueOrThrow(await recommend(ctx.db, readerOf(ctx.viewer), id, target, limits, asOf ?? ctx.now));
    await auditRead(ctx, 'READ_RECOMMENDATIONS', id, 'PLANS');
    return plans;
  }
}

@Resolver(() => OpenRequirementType)
export class OpenRequirementResolver {
  @FieldResolver(() => RequirementStatusType, { description: 'How it stands today.' })
  requirement(@Root() { outcome }: OpenRequirement): LeafOutcome {
    return outcome;
  }
}
