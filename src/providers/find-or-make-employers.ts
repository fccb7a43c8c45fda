import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { OrganizationId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';

export interface EmployerToFind {
  readonly uri: string;
  readonly name: LocalizedText;
  readonly url?: string;
}

/**
 * The organisations that postings name, by URI. One that is here keeps its own name and kind, since a posting says little of its
 * employer, and has the role EMPLOYER from now on; one that is not is made.
 */
export async function findOrMakeEmployers(
  db: Db,
  employers: readonly EmployerToFind[],
): Promise<Map<string, OrganizationId>> {
  // Of postings of one employer, the first that names it counts.
  const distinct = new Map([...employers].reverse().map((employer) => [employer.uri, employer]));
  if (distinct.size === 0) return new Map();
  const rows = await query<{ uri: string; id: string }>(
    db,
    sql`insert into organization (uri, name, kind, roles, url)
        select uri, name, 'EMPLOYER', '{EMPLOYER}', url
        from ${rowsOf([...distinct.values()], 'uri text, name jsonb, url text')} as input order by uri
        on conflict (uri) do update
          set name = excluded.name || organization.name, url = coalesce(organization.url, excluded.url),
              roles = array(select distinct unnest(organization.roles || excluded.roles) order by 1),
              tombstoned_at = null
        returning uri, id`,
  );
  return new Map(rows.map(({ uri, id }) => [uri, Number(id) as OrganizationId]));
}
