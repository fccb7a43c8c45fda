import { PUBLIC } from '../accounts/index.ts';
import { type Policy, pages, ruled } from '../graphql/policy.ts';

/** Who may select which field of the feed: it tells of what everybody may read, and of nothing else. */
export const policy: Policy = {
  Query: ruled(PUBLIC, 'changes'),
  Change: ruled(PUBLIC, 'kind', 'type', 'entityId', 'uri', 'at', 'origin', 'node'),
  ChangeOrigin: ruled(PUBLIC, 'source', 'format', 'importRunId'),
  ...pages('Change', false),
};
