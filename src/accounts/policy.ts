import { type Policy, pages, payload, ruled } from '../graphql/policy.ts';
import { LINKING, MANAGING, MEMBERS, SEEING_MEMBERS } from './rules.ts';

/** Who may select which field of keys and members. */
export const policy: Policy = {
  Query: ruled(MANAGING, 'apiClients'),
  Mutation: {
    ...ruled(MANAGING, 'createApiClient', 'rotateApiKey', 'revokeApiKey', 'addMember', 'removeMember'),
    ...ruled(LINKING, 'linkLearner', 'unlinkLearner'),
  },
  ApiClient: ruled(MANAGING, 'name', 'role', 'createdAt', 'id', 'organization', 'learner', 'keys'),
  ApiKey: ruled(MANAGING, 'prefix', 'scopes', 'createdAt', 'expiresAt', 'revokedAt', 'lastUsedAt', 'id'),
  Membership: ruled(MEMBERS, 'role', 'isManager', 'displayName', 'createdAt', 'id', 'organization'),
  Organization: ruled(SEEING_MEMBERS, 'members'),
  ...pages('ApiClient'),
  ...pages('Membership'),
  ...payload('CreateApiClientPayload', 'client', 'key', 'secret'),
  ...payload('RotateApiKeyPayload', 'key', 'secret'),
  ...payload('RevokeApiKeyPayload', 'key'),
  ...payload('AddMemberPayload', 'membership'),
  ...payload('RemoveMemberPayload', 'membershipId'),
  ...payload('LinkLearnerPayload', 'learner'),
  ...payload('UnlinkLearnerPayload', 'learner'),
};
