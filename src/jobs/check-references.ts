import { arrayContains, eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { OccupationId, OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { organization } from '../providers/tables.ts';
import { occupation } from '../skills/tables.ts';

/** An organisation that hires here: it has the role EMPLOYER. */
export async function checkEmployer(
  db: Db,
  id: OrganizationId,
): Promise<Result<OrganizationId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const [found] = await db
    .select({ hires: arrayContains(organization.roles, ['EMPLOYER']) })
    .from(organization)
    .where(eq(organization.id, id));
  if (!found) return fail('NOT_FOUND', 'there is no organisation with that id', 'input.employerId');
  if (found.hires) return ok(id);
  return fail('BAD_USER_INPUT', 'that organisation has not the role EMPLOYER; name one that has', 'input.employerId');
}

/** An occupation that is there, or none. */
export async function checkOccupation(
  db: Db,
  id: OccupationId | null,
): Promise<Result<OccupationId | null, 'NOT_FOUND'>> {
  if (id === null || (await db.$count(occupation, eq(occupation.id, id))) > 0) return ok(id);
  return fail('NOT_FOUND', 'there is no occupation with that id', 'input.occupationId');
}
