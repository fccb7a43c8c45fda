import { ABOUT_VIEWER, PUBLIC } from '../accounts/index.ts';
import { policy as accounts } from '../accounts/policy.ts';
import { policy as consent } from '../consent/policy.ts';
import { policy as credentials } from '../credentials/policy.ts';
import { policy as exports } from '../exports/policy.ts';
import { policy as feed } from '../feed/policy.ts';
import { joinPolicies, kitPolicy, type Policy, ruled } from '../graphql/policy.ts';
import { policy as imports } from '../imports/policy.ts';
import { policy as jobs } from '../jobs/policy.ts';
import { policy as learners } from '../learners/policy.ts';
import { policy as linking } from '../linking/policy.ts';
import { policy as matching } from '../matching/policy.ts';
import { policy as planning } from '../planning/policy.ts';
import { policy as portability } from '../portability/policy.ts';
import { policy as providers } from '../providers/policy.ts';
import { policy as reports } from '../reports/policy.ts';
import { policy as skills } from '../skills/policy.ts';
import { policy as verifying } from '../verifying/policy.ts';

/** Who may select which field of the viewer and nodes. */
const policy: Policy = {
  Query: { ...ruled(PUBLIC, 'node'), ...ruled(ABOUT_VIEWER, 'viewer', 'rateLimit') },
  Node: ruled(PUBLIC, 'id'),
  Viewer: ruled(ABOUT_VIEWER, 'role', 'name', 'scopes', 'standings', 'organization', 'learner'),
  RateLimit: ruled(ABOUT_VIEWER, 'limit', 'remaining', 'used', 'resetAt', 'cost'),
  Standing: ruled(ABOUT_VIEWER, 'role', 'isManager', 'as', 'organization'),
};

/** The rule of every field of the API, from each domain's own. */
export const POLICY: Policy = joinPolicies([
  ...[kitPolicy, policy, accounts, providers, skills, credentials],
  ...[learners, consent, verifying, jobs, matching, planning, imports, exports, portability],
  ...[feed, reports, linking],
]);
