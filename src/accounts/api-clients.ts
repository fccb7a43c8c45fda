import { and, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { ApiClientId, ApiKeyId, LearnerId, OrganizationId } from '../db/ids.ts';
import { learner } from '../learners/tables.ts';
import { fail, ok, type Result } from '../problem.ts';
import { checkStanding, type Role } from './account.ts';
import { LONGEST_LIFE_DAYS, MOST_LIVE_KEYS, makeApiKey } from './api-key.ts';
import { checkOrganization } from './check-organization.ts';
import { mayGive, type Reach } from './reach.ts';
import { SCOPES_OF_ROLE, type Scope } from './scope.ts';
import { apiClient, apiKey } from './tables.ts';

/** What a new key may do and how long it lives. */
export interface KeyTerms {
  /** All of the role when absent. */
  readonly scopes?: readonly Scope[] | undefined;
  /** 1 to 365; 365 when absent. */
  readonly expiresInDays?: number | undefined;
}

export interface ClientToCreate extends KeyTerms {
  readonly name: string;
  readonly role: Role;
  /** For PROVIDER, EMPLOYER and PORTAL, and for no other role. */
  readonly organizationId?: OrganizationId | undefined;
  /** For LEARNER, and for no other role. */
  readonly learnerId?: LearnerId | undefined;
}

/** A key just made. The secret is nowhere else and cannot be told again. */
export interface IssuedKey {
  readonly clientId: ApiClientId;
  readonly keyId: ApiKeyId;
  readonly secret: string;
}

/** Makes a client with its first key. */
export async function createApiClient(
  db: Db,
  { name, role, organizationId = undefined, learnerId = undefined, ...terms }: ClientToCreate,
  reach: Reach = 'EVERYBODY',
): Promise<Result<IssuedKey, 'BAD_USER_INPUT' | 'FORBIDDEN' | 'NOT_FOUND'>> {
  const named = { organizationId: organizationId ?? null, learnerId: learnerId ?? null };
  const allowed = mayGive(reach, { role, organizationId: named.organizationId });
  if (!allowed.ok) return allowed;
  if (name.trim() === '' || name.length > 200) {
    return fail('BAD_USER_INPUT', 'name has 1 to 200 characters; say which machine it is', 'name');
  }
  const standing = checkStanding(role, named);
  if (!standing.ok) return standing;
  const agreed = readTerms(role, terms);
  if (!agreed.ok) return agreed;
  const known = await checkNamed(db, named);
  if (!known.ok) return known;

  const [client] = await db
    .insert(apiClient)
    .values({ name, role, ...named })
    .returning({ id: apiClient.id });
  if (!client) throw new Error(`client ${name} was not written`);
  return ok(await issueKey(db, client.id, agreed.value));
}

/**
 * Gives a client a second key, so that it can change over before the first is revoked. Run it in a transaction.
 *
 * @param terms  scopes of its newest key when absent
 */
export async function rotateApiKey(
  db: Db,
  clientId: ApiClientId,
  terms: KeyTerms,
  reach: Reach = 'EVERYBODY',
): Promise<Result<IssuedKey, 'BAD_USER_INPUT' | 'NOT_FOUND' | 'TOO_MANY_KEYS'>> {
  // The lock lets one rotation of a client run at a time: two at once would both find room for a key.
  const [client] = await db
    .select({ role: apiClient.role })
    .from(apiClient)
    .where(and(eq(apiClient.id, clientId), within(reach), hasRoleOf(reach)))
    .for('update');
  if (!client) return fail('NOT_FOUND', 'you manage no client with that id', 'clientId');
  const live = await db.$count(apiKey, and(eq(apiKey.clientId, clientId), isLive()));
  if (live >= MOST_LIVE_KEYS) {
    return fail('TOO_MANY_KEYS', `the client has ${live} live keys; revoke one first`, 'clientId');
  }
  const [newest] = await db
    .select({ scopes: apiKey.scopes })
    .from(apiKey)
    .where(eq(apiKey.clientId, clientId))
    .orderBy(desc(apiKey.id))
    .limit(1);
  const agreed = readTerms(client.role, { ...terms, scopes: terms.scopes ?? newest?.scopes });
  return agreed.ok ? ok(await issueKey(db, clientId, agreed.value)) : agreed;
}

/** Ends a key: the next request with it is refused by every process. Revoking it again changes nothing. */
export async function revokeApiKey(
  db: Db,
  keyId: ApiKeyId,
  reach: Reach = 'EVERYBODY',
): Promise<Result<ApiKeyId, 'NOT_FOUND'>> {
  const managed = db
    .select({ id: apiClient.id })
    .from(apiClient)
    .where(and(within(reach), hasRoleOf(reach)));
  const [row] = await db
    .update(apiKey)
    .set({ revokedAt: sql`coalesce(${apiKey.revokedAt}, now())` })
    .where(and(eq(apiKey.id, keyId), sql`${apiKey.clientId} in ${managed}`))
    .returning({ id: apiKey.id });
  return row ? ok(row.id) : fail('NOT_FOUND', 'you manage no key with that id', 'keyId');
}

/** Whether a key opens anything at this moment of the database's clock, which all processes share. */
export function isLive(): SQL | undefined {
  return and(isNull(apiKey.revokedAt), gt(apiKey.expiresAt, sql`now()`));
}

function within(reach: Reach): SQL | undefined {
  return reach === 'EVERYBODY' ? undefined : eq(apiClient.organizationId, reach.organizationId);
}

/** A secret shows all its role sees: a manager is told none, and ends none, of a role they lack. */
function hasRoleOf(reach: Reach): SQL | undefined {
  return reach === 'EVERYBODY' ? undefined : eq(apiClient.role, reach.role);
}

/** What was agreed: distinct scopes of the role, and days. */
function readTerms(
  role: Role,
  { scopes = SCOPES_OF_ROLE[role], expiresInDays = LONGEST_LIFE_DAYS }: KeyTerms,
): Result<Required<KeyTerms> & { scopes: Scope[]; expiresInDays: number }, 'BAD_USER_INPUT'> {
  const foreign = scopes.find((scope) => !SCOPES_OF_ROLE[role].includes(scope));
  if (foreign) return fail('BAD_USER_INPUT', `the role ${role} has no use for the scope ${foreign}`, 'scopes');
  if (scopes.length === 0) return fail('BAD_USER_INPUT', 'scopes is empty; name some, or leave it out', 'scopes');
  if (!Number.isInteger(expiresInDays) || expiresInDays < 1 || expiresInDays > LONGEST_LIFE_DAYS) {
    return fail('BAD_USER_INPUT', `expiresInDays is ${expiresInDays}; 1 to ${LONGEST_LIFE_DAYS}`, 'expiresInDays');
  }
  return ok({ scopes: [...new Set(scopes)], expiresInDays });
}

async function checkNamed(
  db: Db,
  {
    organizationId,
    learnerId,
  }: { readonly organizationId: OrganizationId | null; readonly learnerId: LearnerId | null },
): Promise<Result<void, 'NOT_FOUND'>> {
  if (organizationId !== null) return checkOrganization(db, organizationId);
  if (learnerId === null || (await db.$count(learner, eq(learner.id, learnerId))) > 0) return ok(undefined);
  return fail('NOT_FOUND', 'there is no learner with that id', 'learnerId');
}

async function issueKey(
  db: Db,
  clientId: ApiClientId,
  { scopes, expiresInDays }: { scopes: Scope[]; expiresInDays: number },
): Promise<IssuedKey> {
  const { secret, prefix, hash } = makeApiKey();
  const [key] = await db
    .insert(apiKey)
    .values({ clientId, prefix, hash, scopes, expiresAt: sql`now() + make_interval(days => ${expiresInDays})` })
    .returning({ id: apiKey.id });
  if (!key) throw new Error(`a key of client ${clientId} was not written`);
  return { clientId, keyId: key.id, secret };
}
