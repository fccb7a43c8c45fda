import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { ImportRunId, OrganizationId, SourceId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { OrganizationKind, OrganizationRole } from './organization.ts';

export interface OrganizationToUpsert {
  readonly uri: string;
  readonly name: LocalizedText;
  readonly kind: OrganizationKind;
  readonly roles: readonly OrganizationRole[];
  readonly url?: string;
  readonly region?: string;
  readonly sourceRecordId?: SourceRecordId;
}

/** Writes organisations by URI and returns their ids. Roles add up, since each source knows only its own. URIs must be distinct. */
export async function upsertOrganizations(
  db: Db,
  organizations: readonly OrganizationToUpsert[],
): Promise<Map<string, OrganizationId>> {
  if (organizations.length === 0) return new Map();
  const rows = await query<{ uri: string; id: string }>(
    db,
    sql`insert into organization (uri, name, kind, roles, url, region, source_record_id)
        select uri, name, kind, roles, url, region, "sourceRecordId"
        from ${rowsOf(
          organizations,
          `uri text, name jsonb, kind organization_kind, roles organization_role[], url text, region text,
           "sourceRecordId" bigint`,
        )} as input
        on conflict (uri) do update
          set name = organization.name || excluded.name, kind = excluded.kind,
              roles = array(select distinct unnest(organization.roles || excluded.roles) order by 1),
              url = coalesce(excluded.url, organization.url), region = coalesce(excluded.region, organization.region),
              source_record_id = coalesce(excluded.source_record_id, organization.source_record_id),
              tombstoned_at = null, updated_at = now()
        returning uri, id`,
  );
  return new Map(rows.map(({ uri, id }) => [uri, Number(id) as OrganizationId]));
}

/** Ids of the organisations known by the given URIs. */
export async function findOrganizationIds(db: Db, uris: readonly string[]): Promise<Map<string, OrganizationId>> {
  const rows = await query<{ uri: string; id: string }>(
    db,
    sql`select uri, id from organization
        where uri in (select uri from ${rowsOf(
          uris.map((uri) => ({ uri })),
          'uri text',
        )} as input)`,
  );
  return new Map(rows.map(({ uri, id }) => [uri, Number(id) as OrganizationId]));
}

/** Marks organisations gone whose source record is, where the run was the first to state it and no other source does. */
export async function tombstoneOrganizations(db: Db, sourceId: SourceId, runId: ImportRunId): Promise<void> {
  await db.execute(
    sql`update organization set tombstoned_at = now(), updated_at = now() from source_record record
        where organization.source_record_id = record.id and record.source_id = ${sourceId}
          and record.first_run_id = ${runId} and record.tombstoned_at is not null and organization.tombstoned_at is null`,
  );
}
