import type { Db } from '../../src/db/client.ts';
import type { OrganizationId } from '../../src/db/ids.ts';
import { upsertOrganizations } from '../../src/providers/index.ts';

/** Makes organisations that do one thing each. */
export async function makeOrganizations<const Name extends string>(
  db: Db,
  roles: Readonly<Record<Name, 'EMPLOYER' | 'PORTAL' | 'PROVIDER'>>,
): Promise<Record<Name, OrganizationId>> {
  const named = Object.entries(roles) as [Name, 'EMPLOYER' | 'PORTAL' | 'PROVIDER'][];
  const ids = await upsertOrganizations(
    db,
    named.map(([name, role]) => ({ uri: `urn:test:${name}`, name: { en: name }, kind: 'OTHER', roles: [role] })),
  );
  return Object.fromEntries(named.map(([name]) => [name, ids.get(`urn:test:${name}`)])) as Record<Name, OrganizationId>;
}
