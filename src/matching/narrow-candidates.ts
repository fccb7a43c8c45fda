import { sql } from 'drizzle-orm';
import { EVIDENCE_RUNGS } from '../badges/index.ts';
import { asSeenBy, type Reader } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { Requirement } from '../jobs/index.ts';
import { accepts } from './weigh.ts';

/** Whose candidates are kept; what is absent does not limit. */
export interface LearnerFilter {
  /** Exactly as the learner or their source names it. */
  readonly region?: string | null | undefined;
  /** Language they read, BCP 47: `fr` also keeps `fr-CA`. */
  readonly language?: string | null | undefined;
}

/**
 * The tree in which verified badges alone count: every leaf accepts from VERIFIED_UNASSESSED, or from what its employer accepts
 * where that is stronger.
 */
export function countingVerified<R extends Requirement>(node: R): R {
  if ('children' in node) return { ...node, children: node.children.map(countingVerified) };
  const weakest = EVIDENCE_RUNGS[1];
  return node.acceptedFrom !== null && !accepts(node, weakest) ? node : { ...node, acceptedFrom: weakest };
}

/** Those of the learners who are as the filter says, of what the reader may see of them. One statement, none without a filter. */
export async function findLearnersLike(
  db: Db,
  reader: Reader,
  ids: readonly LearnerId[],
  { region, language }: LearnerFilter,
): Promise<ReadonlySet<LearnerId>> {
  if ((region == null && language == null) || ids.length === 0) return new Set(ids);
  const rows = await asSeenBy(db, reader, (tx) =>
    query<{ id: string }>(
      tx,
      sql`select learner.id from learner
          join ${rowsOf(
            ids.map((id) => ({ id })),
            'id bigint',
          )} as input on input.id = learner.id
          where (${region ?? null}::text is null or learner.region = ${region ?? null})
            and (${language ?? null}::text is null
              or lower(learner.language) = lower(${language ?? null})
              or starts_with(lower(learner.language), lower(${language ?? null}) || '-'))`,
    ),
  );
  return new Set(rows.map(({ id }) => Number(id) as LearnerId));
}
