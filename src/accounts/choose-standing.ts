import type { LearnerId, OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Person, Standing } from './find-person.ts';
import { SCOPES_OF_ROLE } from './scope.ts';
import type { KnownViewer } from './viewer.ts';

/** For whom a person wants to act: an organisation, the learner they are, or the hub. */
export type Chosen =
  | { readonly organizationId: OrganizationId }
  | { readonly learnerId: LearnerId }
  | { readonly hub: true };

/**
 * The viewer a person is in one request: the standing they chose, or their only one. With several and no choice they are a
 * GUEST without rights, who can still ask what there is to choose from.
 */
export function chooseStanding(person: Person, chosen: Chosen | null): Result<KnownViewer, 'FORBIDDEN'> {
  const { accountId, displayName, standings } = person;
  const standing = chosen === null ? onlyOne(standings) : standings.find((each) => isChosen(each, chosen));
  const name = displayName ?? `account ${accountId}`;
  const common = { name, accountId, clientId: null };
  if (standing) {
    const { role, organizationId, learnerId, isManager } = standing;
    const scopes = isManager ? [...SCOPES_OF_ROLE[role], 'MANAGE' as const] : SCOPES_OF_ROLE[role];
    return ok({ role, organizationId, learnerId, scopes, ...common });
  }
  if (chosen !== null)
    return fail('FORBIDDEN', 'you do not stand for what Tessera-As names; leave it out to see what for');
  return ok({ role: 'GUEST', organizationId: null, learnerId: null, scopes: [], ...common });
}

function onlyOne(standings: readonly Standing[]): Standing | undefined {
  return standings.length === 1 ? standings[0] : undefined;
}

function isChosen({ organizationId, learnerId }: Standing, chosen: Chosen): boolean {
  if ('organizationId' in chosen) return organizationId === chosen.organizationId;
  if ('learnerId' in chosen) return learnerId === chosen.learnerId;
  return organizationId === null && learnerId === null;
}
