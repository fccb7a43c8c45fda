import type { World } from './world.ts';

export type ServerName = 'tessera' | 'mercurius' | 'postgraphile';

/** One operation, as each server that can do it fairly is asked for it. */
export interface Operation {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly documents: { readonly tessera: string } & Readonly<Partial<Record<ServerName, string>>>;
  /** Why a server is left out; empty when all are in. */
  readonly leftOut: string;
}

const CREDENTIALS = `query Credentials {
  credentials(first: 100) {
    nodes {
      name type
      provider { name }
      skills { relation skill { label } }
    }
  }
}`;

/** Its own names are renamed to ours, so that the answers can be compared; `label` are SQL functions that read a text's English. */
const CREDENTIALS_OF_POSTGRAPHILE = `query Credentials {
  credentials: allCredentials(first: 100) {
    nodes {
      name: label type
      provider: organizationByProviderId { name: label }
      skills: credentialSkillsByCredentialId { nodes { relation skill: skillBySkillId { label } } }
    }
  }
}`;

const ONE = `query One($uri: String!) {
  credential(uri: $uri) { uri type status name provider { uri name } skills { relation statement skill { uri label } } }
}`;

const ONE_OF_POSTGRAPHILE = `query One($uri: String!) {
  credential: credentialByUri(uri: $uri) {
    uri type status name: label
    provider: organizationByProviderId { uri name: label }
    skills: credentialSkillsByCredentialId { nodes { relation statement skill: skillBySkillId { uri label } } }
  }
}`;

const SEARCH = `query Search($maxCostCents: Int!) {
  credentials(first: 20, orderBy: COST, filter: { maxCostCents: $maxCostCents, deliveryModes: [ONLINE_ASYNC, HYBRID] }) {
    totalCount
    nodes { uri name costCents totalHours provider { uri name } }
  }
}`;

const SEARCH_OF_POSTGRAPHILE = `query Search($maxCostCents: Int!) {
  credentials: searchCredentials(first: 20, maxCostCents: $maxCostCents) {
    totalCount
    nodes { uri name: label costCents totalHours provider: organizationByProviderId { uri name: label } }
  }
}`;

const CANDIDATES = `query Candidates($job: ID!) {
  job(id: $job) { title employer { name } }
  candidates(jobId: $job, first: 20) {
    nodes { score requiredMet requiredTotal learner { pseudonym } requirements { label state isMet } }
  }
}`;

const GAP = `query Gap($learner: ID!, $job: ID!) {
  skillGap(learnerId: $learner, jobId: $job) {
    score requiredMet requiredTotal
    requirements { label importance state reason evidence { rung badge { name } skill { label } } }
  }
}`;

const OURS_ONLY = 'computed over what the asking employer may see; the others would have to be our code again';

/** What is measured; the first is the one the targets are about. */
export function operationsOf({
  credentialUri,
  jobId,
  learnerId,
}: Omit<World, 'apiKey'>): readonly [Operation, ...Operation[]] {
  return [
    {
      name: '100 credentials, each with provider and 5 skills',
      variables: {},
      documents: { tessera: CREDENTIALS, mercurius: CREDENTIALS, postgraphile: CREDENTIALS_OF_POSTGRAPHILE },
      leftOut: '',
    },
    {
      name: 'one credential by URI, with provider and skills',
      variables: { uri: credentialUri },
      documents: { tessera: ONE, mercurius: ONE, postgraphile: ONE_OF_POSTGRAPHILE },
      leftOut: '',
    },
    {
      name: 'search page: 20 by cost of two delivery modes, with the count',
      variables: { maxCostCents: 60_000 },
      documents: { tessera: SEARCH, mercurius: SEARCH, postgraphile: SEARCH_OF_POSTGRAPHILE },
      leftOut: '',
    },
    {
      name: 'job with its 20 best candidates',
      variables: { job: jobId },
      documents: { tessera: CANDIDATES },
      leftOut: OURS_ONLY,
    },
    {
      name: 'gap of a learner for a job',
      variables: { learner: learnerId, job: jobId },
      documents: { tessera: GAP },
      leftOut: OURS_ONLY,
    },
  ];
}
