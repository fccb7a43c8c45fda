import { POSTING, PUBLIC } from '../accounts/index.ts';
import { type Policy, pages, payload, ruled } from '../graphql/policy.ts';

/** Who may select which field of jobs and acceptances. */
export const policy: Policy = {
  Query: ruled(PUBLIC, 'job', 'jobs'),
  Mutation: ruled(POSTING, 'publishJob', 'updateJob', 'closeJob', 'acceptCredential'),
  Job: ruled(
    PUBLIC,
    'id',
    'positionId',
    'state',
    'region',
    'noc2021',
    'publishedAt',
    'closesAt',
    'matchedAt',
    'title',
    'description',
    'employer',
    'occupation',
    'requirement',
  ),
  Requirement: ruled(
    PUBLIC,
    'key',
    'kind',
    'atLeast',
    'importance',
    'weight',
    'statement',
    'neededAtHire',
    'acceptedFrom',
    'children',
    'skill',
    'credential',
  ),
  CredentialAcceptance: ruled(PUBLIC, 'endsAt', 'employer', 'credential', 'skill'),
  ...pages('Job'),
  ...payload('PublishJobPayload', 'job'),
  ...payload('UpdateJobPayload', 'job'),
  ...payload('CloseJobPayload', 'job'),
  ...payload('AcceptCredentialPayload', 'acceptance'),
};
