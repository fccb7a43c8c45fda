import { OWN, SHOWN } from '../accounts/index.ts';
import { type Policy, pages, ruled } from '../graphql/policy.ts';

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
  Learner: ruled(OWN, 'stacks'),
  ...pages('Stack', false),
  Stack: {
    ...ruled(OWN, 'credential', 'isEarned', 'isComplete', 'counted', 'needed'),
    ...ruled(OWN, 'groups', 'missingPrerequisites', 'reasons'),
  },
  StackGroup: ruled(OWN, 'name', 'required', 'counted', 'parts'),
  StackPart: ruled(OWN, 'credential', 'state', 'badge', 'expiresAt', 'isVerified'),
  StackPrerequisite: ruled(OWN, 'credential', 'requiredBy'),
  OpenRequirement: ruled(SHOWN, 'reason', 'requirement'),
};
