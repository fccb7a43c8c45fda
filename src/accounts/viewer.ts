import type { ApiClientId, LearnerId, OrganizationId } from '../db/ids.ts';
import type { Role } from './account.ts';

/** Who asks: nobody known, or a key's holder in one role. */
export type Viewer =
  | { readonly role: 'ANONYMOUS' }
  | {
      readonly role: Role;
      /** Shown to the holder and in the audit trail. */
      readonly name: string;
      /** Null for the key of `TESSERA_ADMIN_KEY`, which is a setting and no row. */
      readonly clientId: ApiClientId | null;
      readonly organizationId: OrganizationId | null;
      readonly learnerId: LearnerId | null;
    };

export const ANONYMOUS: Viewer = { role: 'ANONYMOUS' };
