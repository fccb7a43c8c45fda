import type { AccountId, ApiClientId, LearnerId, OrganizationId } from '../db/ids.ts';
import type { Role } from './account.ts';
import type { Scope } from './scope.ts';

/** Who asks: nobody known, or a key's or token's holder in one role. */
export type Viewer =
  | { readonly role: 'ANONYMOUS' }
  | {
      /** GUEST: signed in, but stands for nobody here yet, or has not chosen for whom. */
      readonly role: Role | 'GUEST';
      /** Shown to the holder. */
      readonly name: string;
      /** Null for people, and for the key of `TESSERA_ADMIN_KEY`, which is a setting and no row. */
      readonly clientId: ApiClientId | null;
      /** Null for machines. */
      readonly accountId: AccountId | null;
      readonly organizationId: OrganizationId | null;
      readonly learnerId: LearnerId | null;
      /** What this request may do, within its role. */
      readonly scopes: readonly Scope[];
    };

export type KnownViewer = Exclude<Viewer, { role: 'ANONYMOUS' }>;

export const ANONYMOUS: Viewer = { role: 'ANONYMOUS' };
