import { ERASING, OWN } from '../accounts/index.ts';
import { type Policy, payload, ruled } from '../graphql/policy.ts';

/** Who may take a learner's data along: the learner. */
export const policy: Policy = {
  Query: ruled(OWN, 'exportLearner'),
  Mutation: ruled(ERASING, 'eraseLearner'),
  ...payload('EraseLearnerPayload', 'erasedAt'),
  LearnerExport: ruled(OWN, 'exportedAt', 'data', 'clr', 'leftOutOfClr'),
  LeftOutBadge: ruled(OWN, 'uri', 'name', 'reason'),
};
