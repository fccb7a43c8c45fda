import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { CredentialType, FundingType, PriorLearningPolicyType } from '../credentials/graphql.ts';
import {
  type Credential,
  credentialById,
  type Funding,
  fundingOfCredential,
  type PriorLearningPolicy,
  priorLearningOfCredential,
} from '../credentials/index.ts';
import { textIn } from '../db/localized-text.ts';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { sized } from '../graphql/size.ts';
import type { LeafOutcome } from '../matching/index.ts';
import { type SkillRow, skillById } from '../skills/index.ts';
import type { Plan, PlanStep } from './describe-plan.ts';
import { PLAN_ROUTES } from './plan-problem.ts';
import { stepReasons } from './reason.ts';

const RouteEnum = published('PlanRoute', PLAN_ROUTES, 'How a credential is earned.', {
  COURSE: 'By its course.',
  PRIOR_LEARNING: 'By having learning already had recognised (PLAR).',
});

@ObjectType('PlanStep', { description: 'A credential to earn, what it closes and why.' })
export class PlanStepType {
  @Field(() => CredentialType, { description: 'What to earn.' }) credential: Credential;
  @Field(() => RouteEnum, { description: 'How it is earned.' }) route: string;
  @Field(() => Int, { nullable: true, description: 'In cents, of this run by this route; null when not stated.' })
  costCents: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Workload; null when not stated. 0 for recognition, and for what is earned by its parts.',
  })
  hours: number | null;
  @Field(() => String, { description: '`YYYY-MM-DD`: its first day, or the first it can be.' }) startsOn: string;
  @Field(() => String, {
    description: '`YYYY-MM-DD`: its last day; a length not stated counts as the longest known.',
  })
  endsOn: string;
  @Field(() => Boolean, {
    description: 'Whether its provider states a run on that day; else any day from there on will do.',
  })
  isRunStated: boolean;
  @Field(() => Boolean, {
    description: 'Whether OSAP pays for it, so that it overlaps with nothing else OSAP pays for.',
  })
  isFunded: boolean;
}

@ObjectType('Plan', { description: 'A smallest set of credentials that closes the gap under the limits.' })
export class PlanType {
  @sized(5)
  @Field(() => [PlanStepType], { description: 'In the order of their days; prerequisites come first.' })
  steps: PlanStep[];
  @Field(() => Int, { description: 'Sum of the costs that are stated.' }) costCents: number;
  @Field(() => String, { description: 'ISO 4217.' }) currency: string;
  @Field(() => Int, { description: 'Credentials whose cost is not stated; above 0 the cost is a lower bound.' })
  unknownCosts: number;
  @Field(() => Float, { description: 'Sum of the workloads that are stated, in hours.' }) hours: number;
  @Field(() => Int, { description: 'Credentials whose hours are not stated; above 0 the hours are a lower bound.' })
  unknownHours: number;
  @Field(() => String, { nullable: true, description: '`YYYY-MM-DD`: the last day of the last step.' })
  endsOn: string | null;
  @Field(() => Boolean, { description: 'Proven: no better plan exists under the same limits.' }) isOptimal: boolean;
  @Field(() => Float, {
    description:
      'What another plan that closes as much could save at most, as a share of this one; 0 where it is proven best.',
  })
  optimalityGap: number;
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
        ...{ route: step.route, startsOn: step.startsOn, endsOn: step.endsOn },
        ...{ isRunStated: step.isRunStated, isFunded: step.isFunded },
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
