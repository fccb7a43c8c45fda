import { SHOWN } from '../accounts/index.ts';
import { type Policy, ruled } from '../graphql/policy.ts';

/** Who may select which field of plans. */
export const policy: Policy = {
  Query: ruled(SHOWN, 'recommendations'),
  PlanSet: ruled(SHOWN, 'gap', 'plans', 'open'),
  Plan: ruled(
    SHOWN,
    'steps',
    'costCents',
    'currency',
    'unknownCosts',
    'hours',
    'unknownHours',
    'isOptimal',
    'scoreBefore',
    'scoreAfter',
    'requiredMetBefore',
    'requiredMetAfter',
    'requiredTotal',
  ),
  PlanStep: ruled(SHOWN, 'credential', 'closes', 'funding', 'priorLearning', 'reasons'),
  OpenRequirement: ruled(SHOWN, 'reason', 'requirement'),
};
