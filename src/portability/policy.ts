import { ERASING, SELF } from '../accounts/index.ts';
import { type Policy, payload, ruled } from '../graphql/policy.ts';

/** Who may take a learner's data along: the learner. */
export const policy: Policy = {
  Query: ruled(SELF, 'exportLearner'),
  Mutation: ruled(ERASING, 'eraseLearner'),
  ...payload('EraseLearnerPayload', 'erasedAt'),
  LearnerExport: ruled(SELF, 'exportedAt', 'data', 'clr', 'leftOutOfClr'),
  LeftOutBadge: ruled(SELF, 'uri', 'name', 'reason'),
};
