import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Float,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { readerOf } from '../consent/index.ts';
import type { DeliveryMode } from '../credentials/credential.ts';
import { DeliveryModeEnum } from '../credentials/enum-graphql.ts';
import { CredentialType, FundingType, PriorLearningPolicyType } from '../credentials/graphql.ts';
import {
  type Credential,
  credentialById,
  type Funding,
  fundingOfCredential,
  type PriorLearningPolicy,
  priorLearningOfCredential,
} from '../credentials/index.ts';
import type { LearnerId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { idOf } from '../graphql/global-id.ts';
import { refuse } from '../graphql/problems.ts';
import { priced, sized } from '../graphql/size.ts';
import { auditRead, LearnerTargetArgs, SkillGapType, targetOf } from '../matching/graphql.ts';
import type { LeafOutcome } from '../matching/index.ts';
import { RequirementStatusType } from '../matching/status-graphql.ts';
import { valueOrThrow } from '../problem.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import { PLAN_OBJECTIVES, type PlanObjective } from './choose-plan.ts';
import { NO_LIMITS, OPEN_REASONS } from './market.ts';
import { stepReasons } from './reason.ts';
import { type OpenRequirement, type Plan, type PlanSet, type PlanStep, recommend } from './recommend.ts';

const ObjectiveEnum = published(
  'PlanObjective',
  PLAN_OBJECTIVES,
  'What a plan keeps small: cost, hours or the number of credentials.',
  { COST: 'Cents.', HOURS: 'Hours of workload.', COUNT: 'The number of credentials.' },
);
const OpenReasonEnum = published('OpenReason', OPEN_REASONS, 'Why a requirement stays open.', {
  UNRESOLVED: 'Its words name no loaded skill or credential.',
  HELD_UNVERIFIED: 'A badge the learner holds would meet it once verified; nothing is to be earned.',
  OUTSIDE_LIMITS: 'Credentials here bring it, none within the limits.',
  NO_CREDENTIAL: 'No credential here brings it.',
});

@InputType('PlanConstraints', { description: "The learner's limits and what they want least of." })
class PlanConstraintsInput {
  @Field(() => ObjectiveEnum, {
    defaultValue: 'COST',
    description: 'What is kept small among plans that close as much.',
  })
  objective: PlanObjective;
  @Field(() => Int, {
    nullable: true,
    description:
      'Of a whole plan, in cents, 0 or more; a cost not stated counts as the dearest known. No limit when absent.',
  })
  maxCostCents?: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of a whole plan, 0 or more; hours not stated count as the longest known. No limit when absent.',
  })
  maxHours?: number | null;
  @Field(() => Int, { nullable: true, description: 'Of a whole plan, 0 or more. No limit when absent.' })
  maxCredentials?: number | null;
  @Field(() => [DeliveryModeEnum], {
    nullable: true,
    description: 'Modes the learner takes; a credential that states none is left out. Any when absent.',
  })
  deliveryModes?: DeliveryMode[] | null;
  @Field(() => [String], { nullable: true, description: 'Languages of instruction the learner takes, BCP 47.' })
  languages?: string[] | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Also closes what the target only prefers.' })
  includePreferred: boolean;
  @Field(() => Int, { defaultValue: 3, description: 'Plans at most, 1 to 3.' }) alternatives: number;
}

@ObjectType('PlanStep', { description: 'A credential to earn, what it closes and why.' })
export class PlanStepType {
  @Field(() => CredentialType, { description: 'What to earn.' }) credential: Credential;
}

@ObjectType('Plan', { description: 'A smallest set of credentials that closes the gap under the limits.' })
export class PlanType {
  @sized(5)
  @Field(() => [PlanStepType], { description: 'Prerequisites come first.' })
  steps: PlanStep[];
  @Field(() => Int, { description: 'Sum of the costs that are stated.' }) costCents: number;
  @Field(() => String, { description: 'ISO 4217.' }) currency: string;
  @Field(() => Int, { description: 'Credentials whose cost is not stated; above 0 the cost is a lower bound.' })
  unknownCosts: number;
  @Field(() => Float, { description: 'Sum of the workloads that are stated, in hours.' }) hours: number;
  @Field(() => Int, { description: 'Credentials whose hours are not stated; above 0 the hours are a lower bound.' })
  unknownHours: number;
  @Field(() => Boolean, { description: 'Proven: no better plan exists under the same limits.' }) isOptimal: boolean;
}

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
    if (limits.alternatives < 1 || limits.alternatives > 3) {
      return refuse('BAD_USER_INPUT', 'ask for 1 to 3 plans', 'constraints.alternatives');
    }
    for (const limit of ['maxCostCents', 'maxHours', 'maxCredentials'] as const) {
      if ((limits[limit] ?? 0) < 0) return refuse('BAD_USER_INPUT', 'a limit is 0 or more', `constraints.${limit}`);
    }
    const target = targetOf(jobId, occupationId, requirement);
    const plans = valueOrThrow(await recommend(ctx.db, readerOf(ctx.viewer), id, target, limits, asOf ?? ctx.now));
    await auditRead(ctx, 'READ_RECOMMENDATIONS', id, 'PLANS');
    return plans;
  }
}

@Resolver(() => PlanType)
export class PlanTypeResolver {
  @FieldResolver(() => Float, { description: 'Score today.' })
  scoreBefore(@Root() { before }: Plan): number {
    return before.score;
  }

  @FieldResolver(() => Float, { description: 'Score with every credential of the plan earned and verified.' })
  scoreAfter(@Root() { after }: Plan): number {
    return after.score;
  }

  @FieldResolver(() => Int, { description: 'Units met today, of those not marked PREFERRED.' })
  requiredMetBefore(@Root() { before }: Plan): number {
    return before.requiredMet;
  }

  @FieldResolver(() => Int, { description: 'Units met with every credential of the plan earned and verified.' })
  requiredMetAfter(@Root() { after }: Plan): number {
    return after.requiredMet;
  }

  @FieldResolver(() => Int, { description: 'Units not marked PREFERRED.' })
  requiredTotal(@Root() { after }: Plan): number {
    return after.requiredTotal;
  }
}

@Resolver(() => OpenRequirementType)
export class OpenRequirementResolver {
  @FieldResolver(() => RequirementStatusType, { description: 'How it stands today.' })
  requirement(@Root() { outcome }: OpenRequirement): LeafOutcome {
    return outcome;
  }
}

@Resolver(() => PlanStepType)
export class PlanStepResolver {
  @FieldResolver(() => [String], { description: 'Requirements it closes, as the target names them.' })
  closes(@Root() { covers }: PlanStep, @Ctx() ctx: Context, @LanguageArg() tag?: string): Promise<string[]> {
    return Promise.all(covers.map(({ leaf }) => askedLabel(leaf, ctx, tag ?? ctx.language)));
  }

  @sized(2)
  @FieldResolver(() => [FundingType], { description: 'One a programme whose rules were applied.' })
  funding(@Root() { credential }: PlanStep, @Ctx() ctx: Context): Promise<Funding[]> {
    return fundingOfCredential(ctx).load(credential.id);
  }

  @FieldResolver(() => PriorLearningPolicyType, {
    nullable: true,
    description: 'The prior-learning route beside the course.',
  })
  priorLearning(@Root() { credential }: PlanStep, @Ctx() ctx: Context): Promise<PriorLearningPolicy | null> {
    return priorLearningOfCredential(ctx).load(credential.id);
  }

  @FieldResolver(() => [String], { description: 'Why it is in the plan, a sentence a reason.' })
  async reasons(@Root() step: PlanStep, @Ctx() ctx: Context, @LanguageArg() tag?: string): Promise<string[]> {
    const language = tag ?? ctx.language;
    const nameOf = async (id: Credential['id']) => textIn((await credentialById(ctx).load(id))?.name ?? {}, language);
    const { id } = step.credential;
    const policy = await priorLearningOfCredential(ctx).load(id);
    return stepReasons(
      {
        covers: await Promise.all(
          step.covers.map(async ({ leaf, broughtSkillId, how, relation }) => ({
            asked: await askedLabel(leaf, ctx, language),
            brought: broughtSkillId === null ? null : skillLabel(await skillById(ctx).load(broughtSkillId), language),
            ...{ how, relation, isInferred: leaf.kind === 'SKILL' && leaf.inferred !== undefined },
          })),
        ),
        preparesFor: await Promise.all(step.preparesFor.map(nameOf)),
        countsToward: await Promise.all(
          step.countsToward.map(async ({ certificateId, withPlan, needed }) => ({
            certificate: await nameOf(certificateId),
            withPlan,
            needed,
          })),
        ),
        funding: await fundingOfCredential(ctx).load(id),
        priorLearning: policy && { isAvailable: policy.available === 'YES', feeCents: policy.feeCents },
      },
      language,
    );
  }
}

function skillLabel(skill: SkillRow | null, language: string): string | null {
  return skill && textIn(skill.labels, language);
}

async function askedLabel(leaf: LeafOutcome['leaf'], ctx: Context, language: string): Promise<string> {
  if (leaf.kind === 'SKILL' && leaf.skillId !== null)
    return skillLabel(await skillById(ctx).load(leaf.skillId), language) ?? leaf.statement;
  if (leaf.kind === 'CREDENTIAL' && leaf.credentialId !== null) {
    return textIn((await credentialById(ctx).load(leaf.credentialId))?.name ?? {}, language);
  }
  return leaf.statement;
}
