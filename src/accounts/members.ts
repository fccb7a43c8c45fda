import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { AccountId, MembershipId, OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { checkStanding, type Role } from './account.ts';
import { checkOrganization } from './check-organization.ts';
import { recordAccount } from './find-person.ts';
import { mayGive, type Reach } from './reach.ts';
import { account, membership } from './tables.ts';

/** A member with the name their issuer tells; null while they never signed in. */
export interface Member {
  readonly id: MembershipId;
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId | null;
  readonly role: Role;
  readonly isManager: boolean;
  readonly createdAt: Date;
  readonly displayName: string | null;
}

export interface MemberToAdd {
  /** Null for the hub itself. */
  readonly organizationId: OrganizationId | null;
  readonly issuer: string;
  readonly subject: string;
  readonly role: Role;
  readonly isManager: boolean;
}

/** Members of one organisation or (null) of the hub, the first to come first. */
export function findMembers(
  db: Db,
  organizationId: OrganizationId | null,
  page: { readonly first: number; readonly after: MembershipId | null },
): Promise<Member[]> {
  const beyond = page.after === null ? undefined : gt(membership.id, page.after);
  return select(db)
    .where(and(of(organizationId), beyond))
    .orderBy(asc(membership.id))
    .limit(page.first);
}

export function countMembers(db: Db, organizationId: OrganizationId | null): Promise<number> {
  return db.$count(membership, of(organizationId));
}

export async function findMember(db: Db, id: MembershipId): Promise<Member | null> {
  const [row] = await select(db).where(eq(membership.id, id));
  return row ?? null;
}

/** Makes a person a member, before or after they first sign in; adding them again changes role and `isManager`. */
export async function addMember(
  db: Db,
  { issuer, subject, ...stated }: MemberToAdd,
  reach: Reach,
): Promise<Result<MembershipId, 'BAD_USER_INPUT' | 'FORBIDDEN' | 'NOT_FOUND'>> {
  const allowed = mayGive(reach, stated);
  if (!allowed.ok) return allowed;
  const standing = checkStanding(stated.role, { organizationId: stated.organizationId, learnerId: null });
  if (!standing.ok) return standing;
  const identity = checkIdentity({ issuer, subject });
  if (!identity.ok) return identity;
  const known = stated.organizationId === null ? ok(undefined) : await checkOrganization(db, stated.organizationId);
  if (!known.ok) return known;

  const accountId = await recordAccount(db, { issuer, subject, displayName: null });
  const [row] = await db
    .insert(membership)
    .values({ accountId, ...stated })
    .onConflictDoUpdate({
      target: [membership.accountId, membership.organizationId],
      set: { role: sql`excluded.role`, isManager: sql`excluded.is_manager` },
      ...(reach !== 'EVERYBODY' && { setWhere: eq(membership.role, reach.role) }),
    })
    .returning({ id: membership.id });
  return row ? ok(row.id) : fail('FORBIDDEN', 'they have another role than yours; ask an administrator', 'subject');
}

/** Whether somebody could be signed in as this. Source: OpenID Connect Core 1.0, 2 (`iss`, `sub`). */
export function checkIdentity({
  issuer,
  subject,
}: {
  readonly issuer: string;
  readonly subject: string;
}): Result<void, 'BAD_USER_INPUT'> {
  if (!URL.canParse(issuer) || issuer.length > 500) {
    return fail('BAD_USER_INPUT', 'issuer is the address of who signs them in, at most 500 characters', 'issuer');
  }
  if (subject.trim() === '' || subject.length > 255) {
    return fail('BAD_USER_INPUT', "subject is the issuer's own id of the person, 1 to 255 characters", 'subject');
  }
  return ok(undefined);
}

/** Ends a membership: the next request of the person no longer acts for the organisation. */
export async function removeMember(db: Db, id: MembershipId, reach: Reach): Promise<Result<MembershipId, 'NOT_FOUND'>> {
  const within =
    reach === 'EVERYBODY'
      ? undefined
      : and(eq(membership.organizationId, reach.organizationId), eq(membership.role, reach.role));
  const [row] = await db
    .delete(membership)
    .where(and(eq(membership.id, id), within))
    .returning({ id: membership.id });
  return row ? ok(row.id) : fail('NOT_FOUND', 'you manage no membership with that id', 'membershipId');
}

function of(organizationId: OrganizationId | null): SQL {
  return organizationId === null ? isNull(membership.organizationId) : eq(membership.organizationId, organizationId);
}

function select(db: Db) {
  const { id, accountId, organizationId, role, isManager, createdAt } = membership;
  return db
    .select({ id, accountId, organizationId, role, isManager, createdAt, displayName: account.displayName })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .$dynamic();
}
