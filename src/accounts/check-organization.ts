import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { organization } from '../providers/tables.ts';

/** Whether an organisation is here to be acted for. */
export async function checkOrganization(db: Db, id: OrganizationId): Promise<Result<void, 'NOT_FOUND'>> {
  const found = await db.$count(organization, and(eq(organization.id, id), isNull(organization.tombstonedAt)));
  return found > 0 ? ok(undefined) : fail('NOT_FOUND', 'there is no organisation with that id', 'organizationId');
}
