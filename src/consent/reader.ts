import { type SQL, sql } from 'drizzle-orm';
import type { ConsentGrantId, LearnerId, OrganizationId } from '../db/ids.ts';

/** Whose eyes a learner's data is looked at with. What they may see decides every score, state and list. */
export type Reader =
  | { readonly kind: 'ADMINISTRATOR' }
  | { readonly kind: 'LEARNER'; readonly learnerId: LearnerId }
  | { readonly kind: 'ORGANIZATION'; readonly organizationId: OrganizationId; readonly isEmployer: boolean }
  /** Whoever holds a share link: one learner, as far as its grant goes, and nothing beside it. */
  | { readonly kind: 'LINK'; readonly learnerId: LearnerId; readonly grantId: ConsentGrantId }
  | { readonly kind: 'ANYONE' };

/** Whether the reader sees all there is of a learner, so that what they do not see does not exist. */
export function seesAllOf(reader: Reader, learnerId: LearnerId): boolean {
  return reader.kind === 'ADMINISTRATOR' || (reader.kind === 'LEARNER' && reader.learnerId === learnerId);
}

/** A reader who sees by grants alone, beside what is public. */
type GrantedReader = Extract<Reader, { kind: 'ORGANIZATION' | 'LINK' }>;

/** Predicate on `seen_by`: grants made to the reader that hold now. Revoking one acts on the next statement. */
export function grantsTo(reader: GrantedReader): SQL {
  const isMadeToIt =
    reader.kind === 'LINK'
      ? sql`seen_by.audience = 'LINK' and seen_by.id = ${reader.grantId}`
      : sql`(seen_by.audience = 'ORGANIZATION' and seen_by.organization_id = ${reader.organizationId}
          or seen_by.audience = 'ANY_EMPLOYER' and ${reader.isEmployer})`;
  return sql`(seen_by.revoked_at is null and seen_by.starts_at <= now() and seen_by.ends_at > now() and ${isMadeToIt})`;
}

/** EXISTS, without its price: PostgreSQL would plan the inside twice, with every policy of its tables. */
function finds(from: SQL): SQL {
  return sql`coalesce((select true ${from} limit 1), false)`;
}

/**
 * Predicate: the reader may see this piece of evidence. Public badges are seen by anyone, badges by grant through a grant
 * to the reader, private ones by their learner alone; a learner's own claims through a grant of all badges. A link shows what
 * its grant shows and no public badge beside it. Default: no.
 *
 * @param learner  column of the learner's id
 * @param badge    column of the badge's id, null for a claim
 */
export function seesEvidence(reader: Reader, learner: SQL, badge: SQL): SQL {
  const isPublic = finds(sql`from badge shown where shown.id = ${badge} and shown.visibility = 'PUBLIC'`);
  switch (reader.kind) {
    case 'ADMINISTRATOR':
      return sql`true`;
    case 'LEARNER':
      return sql`(${learner} = ${reader.learnerId} or ${isPublic})`;
    case 'ANYONE':
      return isPublic;
    case 'LINK':
    case 'ORGANIZATION': {
      const isPrivate = finds(sql`from badge hidden where hidden.id = ${badge} and hidden.visibility = 'PRIVATE'`);
      const isListed = finds(sql`from consent_grant_badge listed
        where listed.learner_id = seen_by.learner_id and listed.grant_id = seen_by.id and listed.badge_id = ${badge}`);
      const isGranted = finds(sql`from consent_grant seen_by
        where seen_by.learner_id = ${learner} and ${grantsTo(reader)} and not ${isPrivate}
          and (seen_by.scope = 'ALL_BADGES' or ${isListed})`);
      return reader.kind === 'LINK' ? isGranted : sql`(${isPublic} or ${isGranted})`;
    }
  }
}

/** Predicate: the learner let the reader know that they exist here. */
export function seesLearner(reader: Reader, learner: SQL): SQL {
  const isPublic = finds(sql`from badge shown where shown.learner_id = ${learner} and shown.visibility = 'PUBLIC'`);
  switch (reader.kind) {
    case 'ADMINISTRATOR':
      return sql`true`;
    case 'LEARNER':
      return sql`${learner} = ${reader.learnerId}`;
    case 'ANYONE':
      return sql`false`;
    case 'LINK':
      return finds(sql`from consent_grant seen_by where seen_by.learner_id = ${learner} and ${grantsTo(reader)}`);
    case 'ORGANIZATION':
      return sql`(${isPublic} or ${finds(sql`from consent_grant seen_by
        where seen_by.learner_id = ${learner} and ${grantsTo(reader)}`)})`;
  }
}

/** Predicate: the learner let the reader know their name. */
export function seesName(reader: Reader, learner: SQL): SQL {
  if (reader.kind !== 'ORGANIZATION' && reader.kind !== 'LINK') return seesLearner(reader, learner);
  return finds(sql`from consent_grant seen_by
    where seen_by.learner_id = ${learner} and seen_by.shows_name and seen_by.audience <> 'ANY_EMPLOYER' and ${grantsTo(reader)}`);
}
