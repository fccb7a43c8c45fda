import { OWN, SHOWN } from '../accounts/index.ts';
import { type Policy, pages, ruled } from '../graphql/policy.ts';

/** Who may select which field of plans. */
export const policy: Policy = {
  Query: ruled(SHOWN, 'recommendations'),
  PlanSet: ruled(SHOWN, 'gap', 'plans', 'open', 'relaxations'),
  PlanRelaxation: ruled(SHOWN, 'changes', 'plan', 'isOptimal'),
  PlanLimitChange: ruled(SHOWN, 'limit', 'from', 'to', 'reason'),
  Plan: ruled(
    SHOWN,
    'steps',
    'costCents',
    'currency',
    'unknownCosts',
    'hours',
    'unknownHours',
    'endsOn',
    'isOptimal',
    'optimalityGap',
    'scoreBefore',
    'scoreAfter',
    'requiredMetBefore',
    'requiredMetAfter',
    'requiredTotal',
  ),
  PlanStep: {
    ...ruled(SHOWN, 'credential', 'route', 'costCents', 'hours', 'startsOn', 'endsOn', 'isRunStated', 'isFunded'),
    ...ruled(SHOWN, 'closes', 'funding', 'priorLearning', 'reasons'),
  },
  Learner: ruled(OWN, 'stacks'),
  ...pages('Stack', false),
  Stack: {
    ...ruled(OWN, 'credential', 'isEarned', 'isComplete', 'counted', 'needed'),
    ...ruled(OWN, 'groups', 'missingPrerequisites', 'reasons'),
  },
  StackGroup: ruled(OWN, 'name', 'required', 'counted', 'parts'),
  StackPart: ruled(OWN, 'credential', 'state', 'badge', 'expiresAt', 'isVerified'),
  StackPrerequisite: ruled(OWN, 'credential', 'requiredBy', 'ofAlternatives'),
  OpenRequirement: ruled(SHOWN, 'reason', 'requirement'),
};
