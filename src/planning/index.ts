export { PLAN_OBJECTIVES, type PlanObjective } from './choose-plan.ts';
export { NO_LIMITS, OPEN_REASONS, type PlanConstraints } from './market.ts';
export {
  type Covering,
  type OpenRequirement,
  type Plan,
  type PlanSet,
  type PlanStep,
  recommend,
} from './recommend.ts';
