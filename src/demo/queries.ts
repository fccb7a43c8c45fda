import type { Role } from '../accounts/index.ts';

/** What a learner lacks for a job, and what closes it: the question Tessera is there for. */
export function gapQuery(learnerId: string, jobId: string): string {
  return `{
  skillGap(learnerId: "${learnerId}", jobId: "${jobId}") {
    learner { displayName }
    job { title }
    score requiredMet requiredTotal
    requirements { label importance state reason }
  }
  recommendations(learnerId: "${learnerId}", jobId: "${jobId}") {
    plans {
      costCents hours requiredMetAfter requiredTotal
      steps { credential { name provider { name } } closes reasons }
    }
  }
}`;
}

const candidates = (jobId: string) => `{
  viewer { name role organization { name } }
  candidates(jobId: "${jobId}", first: 5) {
    nodes {
      score requiredMet requiredTotal
      learner { pseudonym displayName }
      requirements { label importance state reason }
    }
  }
}`;

const MEMBERS = `{
  viewer {
    name role scopes
    organization { name members(first: 20) { nodes { displayName role isManager } } }
  }
  apiClients(first: 20) { nodes { name role keys { prefix expiresAt lastUsedAt } } }
}`;

const HUB = `{
  viewer { name role scopes }
  apiClients(first: 20) { nodes { name role organization { name } keys { prefix expiresAt lastUsedAt } } }
  sources(first: 20) { nodes { format name importRuns(first: 1) { nodes { state } } } }
}`;

/** What somebody asks first: a learner about themselves. */
export function firstQuery(
  { role, learnerId }: { readonly role: Role; readonly learnerId: string | null },
  jobId: string,
): string {
  if (learnerId !== null) return gapQuery(learnerId, jobId);
  if (role === 'EMPLOYER' || role === 'PORTAL') return candidates(jobId);
  return role === 'PROVIDER' ? MEMBERS : HUB;
}
