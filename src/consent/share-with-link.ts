import { and, desc, eq, sql } from 'drizzle-orm';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { ConsentGrantId, LearnerId, ShareLinkId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { type GrantToGive, grantConsent, revokeConsent } from './grant-consent.ts';
import type { Reader } from './reader.ts';
import { makeShareToken, shareHashOf } from './share-link.ts';
import { shareLink } from './tables.ts';

/** A link as its learner knows it; what it shows is its grant's. */
export type ShareLink = Omit<typeof shareLink.$inferSelect, 'tokenHash'>;

/** What a link shows and until when. */
export type LinkToMake = Omit<GrantToGive, 'audience' | 'organizationId'>;

const columns = {
  ...{ id: shareLink.id, learnerId: shareLink.learnerId, grantId: shareLink.grantId, createdAt: shareLink.createdAt },
};

/**
 * Makes a link that shows badges to whoever holds it. Run it in a transaction.
 *
 * @returns the link and its token, which is told this once; or the field at fault
 */
export async function createShareLink(
  db: Db,
  learnerId: LearnerId,
  link: LinkToMake,
): Promise<Result<{ id: ShareLinkId; token: string }, 'BAD_USER_INPUT' | 'NOT_FOUND'>> {
  const granted = await grantConsent(db, learnerId, { ...link, audience: 'LINK' });
  if (!granted.ok) return granted;
  const { token, hash } = makeShareToken();
  const [row] = await db
    .insert(shareLink)
    .values({ learnerId, grantId: granted.value, tokenHash: hash })
    .returning({ id: shareLink.id });
  if (!row) throw new Error('the link was not written');
  return ok({ id: row.id, token });
}

/** Ends a link at once; ending it twice is the same. */
export async function revokeShareLink(
  db: Db,
  learnerId: LearnerId,
  id: ShareLinkId,
): Promise<Result<ShareLinkId, 'NOT_FOUND'>> {
  const link = await findShareLink(db, learnerId, id);
  if (!link) return fail('NOT_FOUND', 'you made no such link', 'input.id');
  await revokeConsent(db, learnerId, link.grantId);
  return ok(id);
}

/** A learner's links, newest first, those that ended among them. */
export function findShareLinks(db: Db, learnerId: LearnerId): Promise<ShareLink[]> {
  return db.select(columns).from(shareLink).where(eq(shareLink.learnerId, learnerId)).orderBy(desc(shareLink.id));
}

/** One link of a learner's; null when they made none with that id. */
export async function findShareLink(db: Db, learnerId: LearnerId, id: ShareLinkId): Promise<ShareLink | null> {
  const own = and(eq(shareLink.learnerId, learnerId), eq(shareLink.id, id));
  const [row] = await db.select(columns).from(shareLink).where(own);
  return row ?? null;
}

/** The eyes a token gives; null for one that is unknown, ended or revoked, which all look the same. */
export async function findLinkReader(db: Db, token: string): Promise<(Reader & { kind: 'LINK' }) | null> {
  // Whose it is cannot be known before it is read: that one look-up is the hub's own.
  const [row] = await asSystem(db, (tx) =>
    query<{ learnerId: string; grantId: string }>(
      tx,
      sql`select link.learner_id as "learnerId", link.grant_id as "grantId"
          from share_link link
          join consent_grant held on held.learner_id = link.learner_id and held.id = link.grant_id
          where link.token_hash = ${shareHashOf(token)}
            and held.revoked_at is null and held.starts_at <= now() and held.ends_at > now()`,
    ),
  );
  if (!row) return null;
  return {
    kind: 'LINK',
    learnerId: Number(row.learnerId) as LearnerId,
    grantId: Number(row.grantId) as ConsentGrantId,
  };
}
