import { Ctx, Field, FieldResolver, Float, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { LanguageArg } from '../graphql/decorators.ts';
import { published } from '../graphql/enum.ts';
import { sized } from '../graphql/size.ts';
import type { Plan } from './describe-plan.ts';
import { PlanType } from './plan-graphql.ts';
import { type LimitChange, PLAN_LIMITS } from './plan-problem.ts';
import type { PlanRelaxation } from './recommend.ts';
import { relaxationReason } from './relaxation-reason.ts';

const LimitEnum = published('PlanLimit', PLAN_LIMITS, 'A limit of a plan.', {
  COST: '`maxCostCents`.',
  HOURS: '`maxHours`.',
  CREDENTIALS: '`maxCredentials`.',
  END: '`endsBy` or `maxWeeks`, whichever is sooner.',
  DELIVERY: '`deliveryModes`.',
  LANGUAGE: '`languages`.',
  FUNDING: '`funding`, where it leaves credentials out.',
});

@ObjectType('PlanLimitChange', { description: 'A limit, and what it would have to be.' })
class PlanLimitChangeType {
  @Field(() => LimitEnum, { description: 'Which limit.' }) limit: string;
}

@ObjectType('PlanRelaxation', {
  description:
    'What it would take to close everything that credentials here bring: as few limits as can be, each by the least.',
})
export class PlanRelaxationType {
  @Field(() => PlanType, { description: 'The plan it makes possible.' }) plan: Plan;
  @Field(() => Boolean, { description: 'Proven: no less of these limits is enough.' }) isOptimal: boolean;
}

/** A change with the plan's time, which its sentence is told in. */
type TimedChange = LimitChange & Pick<PlanRelaxation, 'time'>;

@Resolver(() => PlanRelaxationType)
export class PlanRelaxationResolver {
  @sized(2)
  @FieldResolver(() => [PlanLimitChangeType], { description: 'All of them together are what it takes.' })
  changes(@Root() { changes, time }: PlanRelaxation): TimedChange[] {
    return changes.map((change) => ({ ...change, time }));
  }
}

@Resolver(() => PlanLimitChangeType)
export class PlanLimitChangeResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'As it is: cents, hours, credentials, or weeks from the first day. Null for what leaves whole credentials out.',
  })
  from(@Root() { limit, from }: TimedChange): number | null {
    return inUnit(limit, from);
  }

  @FieldResolver(() => Float, { nullable: true, description: 'As it would have to be, in the same unit.' })
  to(@Root() { limit, to }: TimedChange): number | null {
    return inUnit(limit, to);
  }

  @FieldResolver(() => String, { description: 'The same in a sentence.' })
  reason(@Root() change: TimedChange, @Ctx() ctx: Context, @LanguageArg() tag?: string): string {
    return relaxationReason(change, change.time, tag ?? ctx.language);
  }
}

function inUnit(limit: LimitChange['limit'], value: number | null): number | null {
  return limit === 'END' && value !== null ? value / 7 : value;
}
