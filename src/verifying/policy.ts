import { IMPORTING } from '../accounts/index.ts';
import { type Policy, payload, ruled } from '../graphql/policy.ts';

/** Who may say whose word badges are. */
export const policy: Policy = {
  Mutation: ruled(IMPORTING, 'registerIssuer'),
  ...payload('RegisterIssuerPayload', 'organization'),
};
