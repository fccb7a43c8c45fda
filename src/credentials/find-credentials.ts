import { and, asc, eq, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { CredentialId, OrganizationId, SkillId } from '../db/ids.ts';
import type { CredentialType, DeliveryMode } from './credential.ts';
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

/** Credentials by id. */
export function findCredentials(
  db: Db,
  filter: CredentialFilter,
  page: { readonly first: number; readonly after: CredentialId | null },
): Promise<Credential[]> {
  const beyond = page.after === null ? undefined : gt(credential.id, page.after);
  return db
    .select()
    .from(credential)
    .where(and(matching(filter), beyond))
    .orderBy(asc(credential.id))
    .limit(page.first);
}

export function countCredentials(db: Db, filter: CredentialFilter): Promise<number> {
  return db.$count(credential, matching(filter));
}

export async function findCredentialByUri(db: Db, uri: string): Promise<Credential | null> {
  const [row] = await db.select().from(credential).where(eq(credential.uri, uri));
  return row ?? null;
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
