import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LearnerId, OrganizationId } from '../db/ids.ts';
import type { Role } from './account.ts';
import { apiClient, auditEvent } from './tables.ts';
import type { Viewer } from './viewer.ts';

export interface ClientToCreate {
  readonly name: string;
  readonly role: Role;
  readonly organizationId?: OrganizationId | undefined;
  readonly learnerId?: LearnerId | undefined;
}

/** Makes a key of 256 random bits for a client; it is returned once and only its hash is kept. */
export async function createClient(db: Db, client: ClientToCreate): Promise<string> {
  const key = `tessera_${randomBytes(32).toString('base64url')}`;
  await db.insert(apiClient).values({ ...client, keyHash: hashOf(key) });
  return key;
}

/**
 * Whose key it is. Keys are random, so a fast hash is enough to store and compare them.
 *
 * @param adminKey  the key of the first administrator, from the settings
 * @returns null when the key is unknown, expired or revoked
 */
export async function findViewer(db: Db, key: string, adminKey: string | undefined): Promise<Viewer | null> {
  if (adminKey !== undefined && isEqual(key, adminKey)) {
    return { role: 'ADMINISTRATOR', name: 'administrator', clientId: null, organizationId: null, learnerId: null };
  }
  const [row] = await db
    .select()
    .from(apiClient)
    .where(
      and(
        eq(apiClient.keyHash, hashOf(key)),
        isNull(apiClient.revokedAt),
        or(isNull(apiClient.expiresAt), gt(apiClient.expiresAt, sql`now()`)),
      ),
    );
  if (!row) return null;
  const { role, name, id, organizationId, learnerId } = row;
  return { role, name, clientId: id, organizationId, learnerId };
}

/** Notes that somebody read or changed a learner's data. The rows are never changed. */
export async function recordAudit(
  db: Db,
  viewer: Viewer,
  event: { action: string; learnerId: LearnerId; detail?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const actor = viewer.role === 'ANONYMOUS' ? 'anonymous' : `${viewer.role} ${viewer.clientId ?? ''} ${viewer.name}`;
  await db.insert(auditEvent).values({ actor, detail: {}, ...event });
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Compares hashes, which have one length, in constant time. */
function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));
}
