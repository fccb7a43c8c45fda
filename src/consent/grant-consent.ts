import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { badge } from '../badges/tables.ts';
import type { Db } from '../db/client.ts';
import type { BadgeId, ConsentGrantId, LearnerId, OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { organization } from '../providers/tables.ts';
import type { GrantAudience, GrantScope } from './consent.ts';
import { consentGrant, consentGrantBadge } from './tables.ts';

export type ConsentGrant = typeof consentGrant.$inferSelect;

/** A permission a learner gives. */
export interface GrantToGive {
  readonly audience: GrantAudience;
  /** The reader, for the audience ORGANIZATION. */
  readonly organizationId?: OrganizationId | undefined;
  readonly scope: GrantScope;
  /** The badges shown, for the scope SOME_BADGES. */
  readonly badgeIds?: readonly BadgeId[] | undefined;
  readonly showsName: boolean;
  readonly purpose: string;
  readonly endsAt: Date;
}

const PURPOSE_AT_MOST = 1_000;
/** A consent is given anew each year, so that none outlives what it was for. */
const MONTHS_AT_MOST = 12;

function lastEndFrom(now: Date): Date {
  const last = new Date(now);
  last.setUTCMonth(last.getUTCMonth() + MONTHS_AT_MOST);
  return last;
}

/**
 * Lets a reader see a learner's badges until a day, at most 12 months away. "Any employer" never learns the name. Run it in a transaction.
 *
 * @returns the grant, or the field at fault; NOT_FOUND when there is no such organisation
 */
export async function grantConsent(
  db: Db,
  learnerId: LearnerId,
  grant: GrantToGive,
): Promise<Result<ConsentGrantId, 'BAD_USER_INPUT' | 'NOT_FOUND'>> {
  const bad = (field: string, message: string) => fail('BAD_USER_INPUT', message, `input.${field}`);
  if (grant.purpose.trim() === '') return bad('purpose', 'purpose is empty; say what the reader needs it for');
  if (grant.purpose.length > PURPOSE_AT_MOST)
    return bad('purpose', `purpose is longer than ${PURPOSE_AT_MOST} characters; shorten it`);
  const now = new Date();
  if (!(grant.endsAt > now)) return bad('endsAt', 'endsAt is past; state a moment to come');
  if (grant.endsAt > lastEndFrom(now)) {
    return bad('endsAt', `endsAt is more than ${MONTHS_AT_MOST} months away; end it sooner and give it anew then`);
  }
  if (grant.audience === 'ORGANIZATION' && grant.organizationId === undefined) {
    return bad('organizationId', 'name the organisation, or choose the audience ANY_EMPLOYER');
  }
  if (grant.audience === 'ORGANIZATION' && grant.organizationId !== undefined) {
    const named = await db.$count(organization, eq(organization.id, grant.organizationId));
    if (named === 0) return fail('NOT_FOUND', 'there is no organisation with that id', 'input.organizationId');
  }
  if (grant.audience === 'ANY_EMPLOYER' && grant.showsName) {
    return bad('showsName', 'the name is shown to a named organisation only; leave showsName false');
  }
  const badgeIds = [...new Set(grant.badgeIds ?? [])];
  if (grant.scope === 'SOME_BADGES' && badgeIds.length === 0) return bad('badgeIds', 'list at least one badge');
  const own = await db.$count(badge, and(eq(badge.learnerId, learnerId), inArray(badge.id, badgeIds)));
  if (own !== badgeIds.length) return bad('badgeIds', 'a listed badge is not yours');

  const [row] = await db
    .insert(consentGrant)
    .values({
      learnerId,
      audience: grant.audience,
      organizationId: grant.audience === 'ORGANIZATION' ? (grant.organizationId ?? null) : null,
      ...{ scope: grant.scope, showsName: grant.showsName, purpose: grant.purpose, endsAt: grant.endsAt },
    })
    .returning({ id: consentGrant.id });
  if (!row) throw new Error('the grant was not written');
  if (grant.scope === 'SOME_BADGES') {
    await db.insert(consentGrantBadge).values(badgeIds.map((badgeId) => ({ learnerId, grantId: row.id, badgeId })));
  }
  return ok(row.id);
}

/** Ends a grant at once; ending it twice is the same. */
export async function revokeConsent(
  db: Db,
  learnerId: LearnerId,
  grantId: ConsentGrantId,
): Promise<Result<ConsentGrantId, 'NOT_FOUND'>> {
  const own = and(eq(consentGrant.learnerId, learnerId), eq(consentGrant.id, grantId));
  if ((await db.$count(consentGrant, own)) === 0) return fail('NOT_FOUND', 'you gave no such consent', 'input.id');
  await db
    .update(consentGrant)
    .set({ revokedAt: sql`now()` })
    .where(and(own, isNull(consentGrant.revokedAt)));
  return ok(grantId);
}

/** A learner's grants, newest first. */
export function findGrants(db: Db, learnerId: LearnerId): Promise<ConsentGrant[]> {
  return db.select().from(consentGrant).where(eq(consentGrant.learnerId, learnerId)).orderBy(desc(consentGrant.id));
}

/** One grant of a learner's; null when they gave none with that id. */
export async function findGrant(db: Db, learnerId: LearnerId, id: ConsentGrantId): Promise<ConsentGrant | null> {
  const own = and(eq(consentGrant.learnerId, learnerId), eq(consentGrant.id, id));
  const [row] = await db.select().from(consentGrant).where(own);
  return row ?? null;
}

/** Several grants of a learner's. */
export async function findGrantsByIds(
  db: Db,
  learnerId: LearnerId,
  ids: readonly ConsentGrantId[],
): Promise<ConsentGrant[]> {
  return db
    .select()
    .from(consentGrant)
    .where(and(eq(consentGrant.learnerId, learnerId), inArray(consentGrant.id, [...ids])));
}

/** The badges each grant lists. */
export async function findGrantBadges(
  db: Db,
  ids: readonly ConsentGrantId[],
): Promise<{ grantId: ConsentGrantId; badgeId: BadgeId }[]> {
  return db
    .select({ grantId: consentGrantBadge.grantId, badgeId: consentGrantBadge.badgeId })
    .from(consentGrantBadge)
    .where(inArray(consentGrantBadge.grantId, [...ids]));
}
