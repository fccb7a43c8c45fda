import { and, asc, desc, eq, gt, inArray, type SQL } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ApiClientId, OrganizationId } from '../db/ids.ts';
import { apiClient, apiKey } from './tables.ts';

export type ApiClient = typeof apiClient.$inferSelect;

/** A key as it may be shown: all but the hash. */
export type ApiKey = Omit<typeof apiKey.$inferSelect, 'hash'>;

const { id, clientId, prefix, scopes, expiresAt, revokedAt, lastUsedAt, createdAt } = apiKey;
const SHOWN = { id, clientId, prefix, scopes, expiresAt, revokedAt, lastUsedAt, createdAt };

function of(organizationId: OrganizationId | null): SQL | undefined {
  return organizationId === null ? undefined : eq(apiClient.organizationId, organizationId);
}

/** Clients by id: all of them, or one organisation's. */
export function findApiClients(
  db: Db,
  organizationId: OrganizationId | null,
  page: { readonly first: number; readonly after: ApiClientId | null },
): Promise<ApiClient[]> {
  const beyond = page.after === null ? undefined : gt(apiClient.id, page.after);
  return db
    .select()
    .from(apiClient)
    .where(and(of(organizationId), beyond))
    .orderBy(asc(apiClient.id))
    .limit(page.first);
}

export function countApiClients(db: Db, organizationId: OrganizationId | null): Promise<number> {
  return db.$count(apiClient, of(organizationId));
}

export function findApiClientsById(db: Db, ids: readonly ApiClientId[]): Promise<ApiClient[]> {
  return db
    .select()
    .from(apiClient)
    .where(inArray(apiClient.id, [...ids]));
}

/** The keys of clients, newest first, dead ones too. */
export function findApiKeys(db: Db, clients: readonly ApiClientId[]): Promise<ApiKey[]> {
  return db
    .select(SHOWN)
    .from(apiKey)
    .where(inArray(apiKey.clientId, [...clients]))
    .orderBy(desc(apiKey.id));
}

export async function findApiKey(db: Db, keyId: ApiKey['id']): Promise<ApiKey | null> {
  const [row] = await db.select(SHOWN).from(apiKey).where(eq(apiKey.id, keyId));
  return row ?? null;
}
