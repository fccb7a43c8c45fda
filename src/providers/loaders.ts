import { inArray } from 'drizzle-orm';
import type { OrganizationId } from '../db/ids.ts';
import { inOrder, loader } from '../graphql/loader.ts';
import { organization } from './tables.ts';

export const organizationById = loader(async ({ db }, ids: readonly OrganizationId[]) =>
  inOrder(
    ids,
    await db
      .select()
      .from(organization)
      .where(inArray(organization.id, [...ids])),
    ({ id }) => id,
  ),
);
