import { Field, Float, InputType, Int } from 'type-graphql';
import type { DeliveryMode } from '../credentials/credential.ts';
import { DeliveryModeEnum } from '../credentials/enum-graphql.ts';
import { published } from '../graphql/enum.ts';
import { PLAN_FUNDING, type PlanFunding } from './constraints.ts';
import { PLAN_OBJECTIVES, type PlanObjective } from './plan-problem.ts';

const ObjectiveEnum = published(
  'PlanObjective',
  PLAN_OBJECTIVES,
  'What a plan keeps small: cost, hours or the number of credentials.',
  { COST: 'Cents.', HOURS: 'Hours of workload.', COUNT: 'The number of credentials.' },
);

const FundingEnum = published(
  'PlanFunding',
  PLAN_FUNDING,
  'What the learner pays with. OSAP pays for one micro-credential at a time: study it pays for never overlaps.',
  {
    WHERE_APPROVED: 'OSAP where a credential is approved for it; those never overlap.',
    APPROVED_ONLY: 'OSAP alone: credentials approved for it, one after the other.',
    ELIGIBLE_ONLY: 'As APPROVED_ONLY, and also credentials that meet the rules while approval is not confirmed.',
    NONE: 'No OSAP: credentials approved for it may overlap.',
  },
);

@InputType('PlanConstraints', { description: "The learner's limits and what they want least of." })
export class PlanConstraintsInput {
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
  @Field(() => Float, {
    nullable: true,
    description:
      'From the first day to the last, 0 or more; a length not stated counts as the longest known. No limit when absent.',
  })
  maxWeeks?: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      '`YYYY-MM-DD`: nothing begins before it; the day of `asOf` when absent. With it, with `endsBy` or with `maxWeeks`, runs that no source has a date for are left out.',
  })
  startsFrom?: string | null;
  @Field(() => String, {
    nullable: true,
    description: '`YYYY-MM-DD`: the last day of the last step at the latest. No limit when absent.',
  })
  endsBy?: string | null;
  @Field(() => [DeliveryModeEnum], {
    nullable: true,
    description: 'Modes the learner takes; a credential that states none is left out. Any when absent.',
  })
  deliveryModes?: DeliveryMode[] | null;
  @Field(() => [String], { nullable: true, description: 'Languages of instruction the learner takes, BCP 47.' })
  languages?: string[] | null;
  @Field(() => FundingEnum, { defaultValue: 'WHERE_APPROVED', description: 'What the learner pays with.' })
  funding: PlanFunding;
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Also has learning already had recognised, where a provider recognises all of a credential: at its fee, without hours of study. Beside the course it is offered either way.',
  })
  priorLearning: boolean;
  @Field(() => Boolean, { defaultValue: false, description: 'Also closes what the target only prefers.' })
  includePreferred: boolean;
  @Field(() => Int, { defaultValue: 3, description: 'Plans at most, 1 to 3.' }) alternatives: number;
}
