import { FOLLOWING_MATCHES, SEARCHING, SHOWN } from '../accounts/index.ts';
import { type Policy, pages, ruled } from '../graphql/policy.ts';

/** Who may select which field of gaps and candidates. */
export const policy: Policy = {
  Query: { ...ruled(SHOWN, 'skillGap'), ...ruled(SEARCHING, 'candidates') },
  Subscription: ruled(FOLLOWING_MATCHES, 'matchesChanged'),
  MatchChange: ruled(FOLLOWING_MATCHES, 'job', 'matchedAt'),
  SkillGap: ruled(
    SHOWN,
    'score',
    'requiredMet',
    'requiredTotal',
    'asOf',
    'learner',
    'job',
    'occupation',
    'isInferred',
    'requirements',
    'gaps',
    'policyVersion',
  ),
  Candidate: ruled(SEARCHING, 'score', 'requiredMet', 'requiredTotal', 'learner', 'allRequiredMet', 'requirements'),
  RequirementStatus: ruled(
    SHOWN,
    'state',
    'credit',
    'isMet',
    'key',
    'label',
    'importance',
    'weight',
    'skill',
    'credential',
    'inferred',
    'evidence',
    'reason',
  ),
  EvidenceUsed: ruled(SHOWN, 'relation', 'rung', 'credit', 'validFrom', 'endsAt', 'badge', 'skill', 'rule'),
  ...pages('Candidate'),
};
