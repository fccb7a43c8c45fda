import type { OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Role } from './account.ts';

/** Whose keys and members somebody manages: everybody's, or those of one organisation, up to the role they have in it. */
export type Reach = 'EVERYBODY' | { readonly organizationId: OrganizationId; readonly role: Role };

/** Whether a manager may give a role of an organisation: in their own one only, and no other role than they have. */
export function mayGive(
  reach: Reach,
  given: { readonly role: Role; readonly organizationId: OrganizationId | null },
): Result<void, 'FORBIDDEN'> {
  if (reach === 'EVERYBODY') return ok(undefined);
  if (given.organizationId !== reach.organizationId) {
    return fail('FORBIDDEN', 'you manage your own organisation only; name it', 'organizationId');
  }
  if (given.role !== reach.role) {
    return fail('FORBIDDEN', `you may give no other role than yours, ${reach.role}`, 'role');
  }
  return ok(undefined);
}
