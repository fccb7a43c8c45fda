import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { CredentialId, OrganizationId, SkillId } from '../db/ids.ts';
import { textIn } from '../db/localized-text.ts';
import { findShaped } from '../graphql/shape.ts';
import type { Wanted } from '../graphql/wanted.ts';
import type { CredentialOrder, CredentialType, DeliveryMode } from './credential.ts';
import { credentialShape } from './shape.ts';
import {
  credential,
  credentialRelation,
  credentialSkill,
  endorsement,
  fundingEligibility,
  fundingProgram,
  offering,
  priorLearningPolicy,
} from './tables.ts';

export type Credential = typeof credential.$inferSelect;
export type CredentialSkill = typeof credentialSkill.$inferSelect;
export type CredentialRelation = typeof credentialRelation.$inferSelect;
export type Endorsement = typeof endorsement.$inferSelect;
export type Offering = typeof offering.$inferSelect;
export type PriorLearningPolicy = typeof priorLearningPolicy.$inferSelect;

/** What a list of credentials is narrowed to; absent means any. */
export interface CredentialFilter {
  readonly types?: readonly CredentialType[] | null | undefined;
  readonly providerId?: OrganizationId | null | undefined;
  /** Teaches or assesses it. */
  readonly skillId?: SkillId | null | undefined;
  readonly deliveryModes?: readonly DeliveryMode[] | null | undefined;
  readonly language?: string | null | undefined;
  readonly maxCostCents?: number | null | undefined;
}

function matching(filter: CredentialFilter): SQL | undefined {
  const bySkill = sql`exists (select 1 from ${credentialSkill} edge where edge.credential_id = ${credential.id}
    and edge.relation in ('TEACHES', 'ASSESSES') and edge.skill_id = ${filter.skillId ?? null})`;
  return and(
    isNull(credential.tombstonedAt),
    filter.types != null ? inArray(credential.type, [...filter.types]) : undefined,
    filter.providerId != null ? eq(credential.providerId, filter.providerId) : undefined,
    filter.skillId != null ? bySkill : undefined,
    filter.deliveryModes != null ? inArray(credential.deliveryMode, [...filter.deliveryModes]) : undefined,
    filter.language != null ? sql`${credential.languages} @> array[${filter.language}]` : undefined,
    filter.maxCostCents != null ? lte(credential.costCents, filter.maxCostCents) : undefined,
  );
}

export interface CredentialPage {
  readonly first: number;
  readonly orderBy: CredentialOrder;
  /** Names are compared as they read in it, BCP 47. */
  readonly language: string;
  /** The last row of the page before: its sort key and id. */
  readonly after: { readonly key: string | number | null; readonly id: CredentialId } | null;
}

/** Credentials in the order asked for, with what is wanted of them. */
export function findCredentials(
  db: Db,
  filter: CredentialFilter,
  page: CredentialPage,
  wanted: Wanted | null = null,
): Promise<Credential[]> {
  const key = sortKey(page);
  return findShaped(db, credentialShape, wanted, {
    name: 'credential',
    where: and(matching(filter), page.after === null ? undefined : beyond(key, page.after)),
    orderBy: [...(key ? [sql`${key} asc nulls last`] : []), asc(credential.id)],
    limit: page.first,
    also: SORT_COLUMNS[page.orderBy],
  });
}

/** Columns a credential's place in an order is told by, beside its id. */
const SORT_COLUMNS = { ID: [], NAME: ['name'], COST: ['costCents'], HOURS: ['totalHours'] } as const;

/** The credential of an id or a URI, with what is wanted of it. */
export async function findCredential(
  db: Db,
  by: { readonly id: CredentialId } | { readonly uri: string },
  wanted: Wanted | null = null,
): Promise<Credential | null> {
  const where = 'id' in by ? eq(credential.id, by.id) : eq(credential.uri, by.uri);
  const [row] = await findShaped<Credential>(db, credentialShape, wanted, {
    ...{ name: 'credential', where, orderBy: [], limit: 1 },
  });
  return row ?? null;
}

/** What a credential is sorted by before its id; null when by id alone. Equals `sortKeyOf`. */
function sortKey({ orderBy, language }: CredentialPage): SQL | null {
  switch (orderBy) {
    case 'ID':
      return null;
    case 'NAME':
      return sql`coalesce(${credential.name} ->> ${language}, ${credential.name} ->> ${language.split('-')[0] ?? ''},
        ${credential.name} ->> 'en', (select value from jsonb_each_text(${credential.name}) limit 1), '') collate "und-x-icu"`;
    case 'COST':
      return sql`${credential.costCents}::numeric`;
    case 'HOURS':
      // As the decimal a reader sees: a real number of 4 bytes never equals the same one of 8, and a cursor holds the latter.
      return sql`${credential.totalHours}::text::numeric`;
  }
}

/** The value `orderBy` sorts a credential by. */
export function sortKeyOf(row: Credential, { orderBy, language }: Pick<CredentialPage, 'orderBy' | 'language'>) {
  switch (orderBy) {
    case 'ID':
      return null;
    case 'NAME':
      return textIn(row.name, language);
    case 'COST':
      return row.costCents;
    case 'HOURS':
      return row.totalHours;
  }
}

function beyond(key: SQL | null, after: NonNullable<CredentialPage['after']>): SQL | undefined {
  const later = gt(credential.id, after.id);
  if (key === null) return later;
  if (after.key === null) return and(sql`${key} is null`, later);
  const value = typeof after.key === 'number' ? sql`${after.key}::numeric` : sql`${after.key}::text`;
  return or(sql`${key} > ${value}`, and(sql`${key} = ${value}`, later), sql`${key} is null`);
}

export function countCredentials(db: Db, filter: CredentialFilter): Promise<number> {
  return db.$count(credential, matching(filter));
}

export function findSkillsOf(db: Db, ids: readonly CredentialId[]): Promise<CredentialSkill[]> {
  return db
    .select()
    .from(credentialSkill)
    .where(inArray(credentialSkill.credentialId, [...ids]))
    .orderBy(asc(credentialSkill.credentialId), asc(credentialSkill.relation), asc(credentialSkill.id));
}

/** Stack edges that start at the credentials. */
export function findRelationsOf(db: Db, ids: readonly CredentialId[]): Promise<CredentialRelation[]> {
  return db
    .select()
    .from(credentialRelation)
    .where(inArray(credentialRelation.fromId, [...ids]))
    .orderBy(asc(credentialRelation.fromId), asc(credentialRelation.kind), asc(credentialRelation.toUri));
}

/** Stack edges that end at the credentials: their parts, what prepares for them. */
export function findRelationsTo(db: Db, ids: readonly CredentialId[]): Promise<CredentialRelation[]> {
  return db
    .select()
    .from(credentialRelation)
    .where(inArray(credentialRelation.toId, [...ids]))
    .orderBy(asc(credentialRelation.toId), asc(credentialRelation.position), asc(credentialRelation.fromId));
}

export function findEndorsementsOf(db: Db, ids: readonly CredentialId[]): Promise<Endorsement[]> {
  return db
    .select()
    .from(endorsement)
    .where(inArray(endorsement.credentialId, [...ids]))
    .orderBy(asc(endorsement.id));
}

export function findOfferingsOf(db: Db, ids: readonly CredentialId[]): Promise<Offering[]> {
  return db
    .select()
    .from(offering)
    .where(inArray(offering.credentialId, [...ids]))
    .orderBy(asc(offering.startsOn));
}

export function findPriorLearningOf(db: Db, ids: readonly CredentialId[]): Promise<PriorLearningPolicy[]> {
  return db
    .select()
    .from(priorLearningPolicy)
    .where(inArray(priorLearningPolicy.credentialId, [...ids]));
}

/** What a programme's rules say of a credential, with the year of those rules. */
export function findFundingOf(db: Db, ids: readonly CredentialId[]) {
  return db
    .select({
      credentialId: fundingEligibility.credentialId,
      status: fundingEligibility.status,
      reasons: fundingEligibility.reasons,
      program: fundingProgram.code,
      programName: fundingProgram.name,
      ruleYear: fundingProgram.ruleYear,
      url: fundingProgram.url,
    })
    .from(fundingEligibility)
    .innerJoin(fundingProgram, eq(fundingProgram.id, fundingEligibility.programId))
    .where(inArray(fundingEligibility.credentialId, [...ids]));
}
export type Funding = Awaited<ReturnType<typeof findFundingOf>>[number];
