import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { isLive } from './api-clients.ts';
import { hasHash, hashOf, prefixOf } from './api-key.ts';
import { SCOPES_OF_ROLE } from './scope.ts';
import { apiClient, apiKey } from './tables.ts';
import type { KnownViewer } from './viewer.ts';

/** Use of a key is noted no more often than this. */
const NOTED_EVERY = sql`interval '1 minute'`;

/**
 * Whose key it is, read from the database at each request: a revoked key opens nothing in any process from then on.
 *
 * @param adminKey  the key of the first administrator, from the settings
 * @returns null when the key is unknown, expired or revoked
 */
export async function findViewer(db: Db, secret: string, adminKey: string | undefined): Promise<KnownViewer | null> {
  if (adminKey !== undefined && hasHash(secret, hashOf(adminKey))) {
    const scopes = SCOPES_OF_ROLE.ADMINISTRATOR;
    const nobody = { clientId: null, accountId: null, organizationId: null, learnerId: null };
    return { role: 'ADMINISTRATOR', name: 'administrator', scopes, ...nobody };
  }
  const prefix = prefixOf(secret);
  if (prefix === null) return null;
  const rows = await selectKeys(db).execute({ prefix });
  const found = rows.find(({ key }) => hasHash(secret, key.hash));
  if (!found) return null;
  if (found.isUnnoted) {
    await db.update(apiKey).set({ lastUsedAt: sql`now()` }).where(eq(apiKey.id, found.key.id));
  }
  const { role, name, id: clientId, organizationId, learnerId } = found.client;
  return { role, name, clientId, accountId: null, organizationId, learnerId, scopes: found.key.scopes };
}

/** The statement of every request with a key: built once a pool, since building it takes longer than answering it. */
function selectKeys(db: Db): ReturnType<typeof buildSelect> {
  const built = selects.get(db) ?? buildSelect(db);
  selects.set(db, built);
  return built;
}

const selects = new WeakMap<Db, ReturnType<typeof buildSelect>>();

function buildSelect(db: Db) {
  return db
    .select({
      client: apiClient,
      key: { id: apiKey.id, hash: apiKey.hash, scopes: apiKey.scopes },
      isUnnoted: sql<boolean>`coalesce(${apiKey.lastUsedAt} < now() - ${NOTED_EVERY}, true)`,
    })
    .from(apiKey)
    .innerJoin(apiClient, eq(apiClient.id, apiKey.clientId))
    .where(and(eq(apiKey.prefix, sql.placeholder('prefix')), isLive()))
    .prepare('keys_of_prefix');
}
