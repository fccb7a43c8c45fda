export { NO_LIMITS, PLAN_FUNDING, type PlanConstraints, type PlanFunding } from './constraints.ts';
export type { Covering, Plan, PlanStep } from './describe-plan.ts';
export { findBringing } from './find-options.ts';
export { OPEN_REASONS } from './market.ts';
export { PLAN_LIMITS, PLAN_OBJECTIVES, PLAN_ROUTES, type PlanObjective } from './plan-problem.ts';
export { type OpenRequirement, type PlanRelaxation, type PlanSet, recommend } from './recommend.ts';
export { wouldMeet } from './worth.ts';
