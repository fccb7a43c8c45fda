import type { KnownViewer } from './viewer.ts';

/** Whose something is that was left here for later: a machine's, the administrator's of the settings, or a person's in one of their standings. */
export function principalOf({ clientId, accountId, role, organizationId, learnerId }: KnownViewer): string {
  if (clientId !== null) return `client ${clientId}`;
  if (accountId === null) return 'administrator';
  return `account ${accountId} as ${role} ${organizationId ?? '-'} ${learnerId ?? '-'}`;
}
