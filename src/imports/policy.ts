import { IMPORTING, IMPORTS, SHARING, WATCHING_IMPORTS } from '../accounts/index.ts';
import { type Policy, pages, payload, ruled } from '../graphql/policy.ts';

/** Who may select which field of sources, runs and badges handed in. */
export const policy: Policy = {
  Query: ruled(WATCHING_IMPORTS, 'sources', 'importRun'),
  Mutation: { ...ruled(IMPORTING, 'registerSource', 'startImport', 'importBadges'), ...ruled(SHARING, 'importBadge') },
  Subscription: ruled(WATCHING_IMPORTS, 'importRunProgressed'),
  Source: ruled(IMPORTS, 'id', 'format', 'name', 'createdAt', 'importRuns'),
  ImportRun: ruled(
    IMPORTS,
    'id',
    'state',
    'seen',
    'created',
    'updated',
    'unchanged',
    'tombstoned',
    'issueCount',
    'warningCount',
    'failure',
    'queuedAt',
    'startedAt',
    'endedAt',
    'source',
    'progress',
    'issues',
  ),
  ImportFailure: ruled(IMPORTS, 'code', 'message'),
  ImportIssue: ruled(IMPORTS, 'severity', 'code', 'file', 'line', 'column', 'pointer', 'message', 'raw'),
  ...pages('Source', false),
  ...pages('ImportRun', false),
  ...pages('ImportIssue'),
  ...payload('RegisterSourcePayload', 'source'),
  ...payload('StartImportPayload', 'importRun'),
  ...payload('ImportBadgePayload', 'badge', 'badges'),
  ...payload('ImportBadgesPayload', 'importRun'),
};
