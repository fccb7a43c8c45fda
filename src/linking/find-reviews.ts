import { and, desc, eq, gt, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LinkReviewId } from '../db/ids.ts';
import type { LinkReviewKind, LinkReviewState, SuggestedRelation } from './link-review.ts';
import { linkReview } from './tables.ts';

/** A review as stored. */
export type LinkReview = Omit<typeof linkReview.$inferSelect, 'relation'> & {
  readonly relation: SuggestedRelation | null;
};

/** Which reviews; what is absent does not limit. */
export interface LinkReviewFilter {
  readonly kind?: LinkReviewKind | undefined;
  readonly states?: readonly LinkReviewState[] | undefined;
  /** What the rule of confidence accepted and nobody has looked at; or the others. */
  readonly isByRule?: boolean | undefined;
  /** 0 to 1: those whose best candidate is at least so sure. */
  readonly confidenceAtLeast?: number | undefined;
}

/** Where a page of reviews goes on: behind this one. */
export interface ReviewPlace {
  readonly uses: number;
  readonly id: LinkReviewId;
}

/** Reviews that somebody can decide on, those that matter in most places first, then by id. */
export async function findReviews(
  db: Db,
  filter: LinkReviewFilter,
  page: { readonly first: number; readonly after: ReviewPlace | null },
): Promise<LinkReview[]> {
  const { after } = page;
  const beyond =
    after === null
      ? undefined
      : or(lt(linkReview.uses, after.uses), and(eq(linkReview.uses, after.uses), gt(linkReview.id, after.id)));
  const rows = await db
    .select()
    .from(linkReview)
    .where(and(matching(filter), beyond))
    .orderBy(desc(linkReview.uses), linkReview.id)
    .limit(page.first);
  return rows as LinkReview[];
}

export function countReviews(db: Db, filter: LinkReviewFilter): Promise<number> {
  return db.$count(linkReview, matching(filter));
}

/** Reviews by id, in no order. */
export async function findReviewsById(db: Db, ids: readonly LinkReviewId[]): Promise<LinkReview[]> {
  const rows = await db
    .select()
    .from(linkReview)
    .where(inArray(linkReview.id, [...ids]));
  return rows as LinkReview[];
}

/** A review, held until the end of the transaction. */
export async function findReviewForUpdate(tx: Db, id: LinkReviewId): Promise<LinkReview | null> {
  const [row] = await tx.select().from(linkReview).where(eq(linkReview.id, id)).for('update');
  return (row as LinkReview | undefined) ?? null;
}

/** Nobody is asked about what has no candidate. */
const IS_SHOWN = sql`(jsonb_array_length(${linkReview.candidates}) > 0 or ${isNotNull(linkReview.skillId)})`;

function matching({ kind, states, isByRule, confidenceAtLeast }: LinkReviewFilter): SQL | undefined {
  return and(
    IS_SHOWN,
    kind === undefined ? undefined : eq(linkReview.kind, kind),
    states === undefined ? undefined : inArray(linkReview.state, [...states]),
    isByRule === undefined ? undefined : eq(linkReview.isByRule, isByRule),
    confidenceAtLeast === undefined ? undefined : sql`${linkReview.confidence} >= ${confidenceAtLeast}::real`,
  );
}
