export { PLAN_OBJECTIVES, type PlanObjective } from './choose-plan.ts';
export { NO_LIMITS, type PlanConstraints } from './market.ts';
export {
  type Covering,
  OPEN_REASONS,
  type OpenRequirement,
  type Plan,
  type PlanSet,
  type PlanStep,
  recommend,
} from './recommend.ts';
