import { ASSESSING, ASSESSMENTS, OWN, PRIOR_LEARNING, SHARING } from '../accounts/index.ts';
import { type Policy, pages, payload, ruled } from '../graphql/policy.ts';

/** Who may select which field of claims to prior learning. */
export const policy: Policy = {
  Query: ruled(ASSESSMENTS, 'priorLearningClaims'),
  Mutation: {
    ...ruled(SHARING, 'claimPriorLearning', 'submitPriorLearning', 'withdrawPriorLearning'),
    ...ruled(ASSESSING, 'decidePriorLearning'),
  },
  Learner: ruled(OWN, 'priorLearning'),
  PriorLearningClaim: ruled(
    PRIOR_LEARNING,
    ...['id', 'state', 'description', 'claimantName', 'reason', 'submittedAt', 'decidedAt', 'provider'],
    ...['credential', 'skills', 'documents'],
  ),
  PriorLearningDocument: ruled(PRIOR_LEARNING, 'id', 'name', 'mediaType', 'size', 'sha256'),
  ...pages('PriorLearningClaim', false),
  ...payload('ClaimPriorLearningPayload', 'claim'),
  ...payload('SubmitPriorLearningPayload', 'claim'),
  ...payload('WithdrawPriorLearningPayload', 'claimId'),
  ...payload('DecidePriorLearningPayload', 'claim'),
};
