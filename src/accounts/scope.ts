import type { Role } from './account.ts';

/** What a key may be used for, within what its role may do. */
export const SCOPES = ['READ', 'IMPORT', 'PUBLISH', 'SHARE', 'MANAGE'] as const;
export type Scope = (typeof SCOPES)[number];

/** Each scope in words. */
export const SCOPE_MEANINGS: Readonly<Record<Scope, string>> = {
  READ: 'See what the role may see; without it a key sees what everybody sees.',
  IMPORT: 'Register sources and start imports.',
  PUBLISH:
    'Publish, change and close jobs, and accept credentials for their skills; decide on claims to prior learning.',
  SHARE: "Hand in a learner's badges and claims, and decide who sees them.",
  MANAGE: 'Make and revoke keys, add and remove members. As strong as the role itself.',
};

/** All scopes a role can use: what a key gets when it is asked for none. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  ADMINISTRATOR: ['READ', 'IMPORT', 'PUBLISH', 'MANAGE'],
  AUDITOR: ['READ'],
  PROVIDER: ['READ', 'PUBLISH'],
  EMPLOYER: ['READ', 'PUBLISH'],
  PORTAL: ['READ'],
  LEARNER: ['READ', 'SHARE'],
};
