import { and, arrayContains, asc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { OrganizationId } from '../db/ids.ts';
import type { OrganizationKind, OrganizationRole } from './organization.ts';
import { organization } from './tables.ts';

export type Organization = typeof organization.$inferSelect;

export interface OrganizationFilter {
  readonly role?: OrganizationRole | null | undefined;
  readonly kind?: OrganizationKind | null | undefined;
  readonly uri?: string | null | undefined;
}

function matching({ role, kind, uri }: OrganizationFilter): SQL | undefined {
  return and(
    isNull(organization.tombstonedAt),
    role != null ? arrayContains(organization.roles, [role]) : undefined,
    kind != null ? eq(organization.kind, kind) : undefined,
    uri != null ? eq(organization.uri, uri) : undefined,
  );
}

/** Organisations by id. */
export function findOrganizations(
  db: Db,
  filter: OrganizationFilter,
  page: { readonly first: number; readonly after: OrganizationId | null },
): Promise<Organization[]> {
  const beyond = page.after === null ? undefined : gt(organization.id, page.after);
  return db
    .select()
    .from(organization)
    .where(and(matching(filter), beyond))
    .orderBy(asc(organization.id))
    .limit(page.first);
}

export function countOrganizations(db: Db, filter: OrganizationFilter): Promise<number> {
  return db.$count(organization, matching(filter));
}
