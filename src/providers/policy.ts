import { PUBLIC } from '../accounts/index.ts';
import { type Policy, pages, ruled } from '../graphql/policy.ts';

/** Who may select which field of organisations. */
export const policy: Policy = {
  Query: ruled(PUBLIC, 'providers'),
  Organization: ruled(PUBLIC, 'id', 'uri', 'kind', 'roles', 'url', 'region', 'name'),
  ...pages('Provider'),
};
