import { index, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, json, type LocalizedText, reference } from '../db/columns.ts';
import type { OrganizationId, SourceRecordId } from '../db/ids.ts';
import { sourceRecord } from '../provenance/tables.ts';
import { IDENTIFIED_NOUNS, ORGANIZATION_KINDS, ORGANIZATION_ROLES } from './organization.ts';

export const organizationRole = pgEnum('organization_role', ORGANIZATION_ROLES);
export const organizationKind = pgEnum('organization_kind', ORGANIZATION_KINDS);
export const identifiedNoun = pgEnum('identified_noun', IDENTIFIED_NOUNS);

/** A college, employer, portal or quality body. `uri` is its identity: a DID, web address or CTID, or `urn:tessera:…` from a spreadsheet. */
export const organization = pgTable('organization', {
  id: identity<OrganizationId>().primaryKey(),
  uri: text().notNull().unique(),
  name: json<LocalizedText>().notNull(),
  description: json<LocalizedText>().notNull().default({}),
  kind: organizationKind().notNull().default('OTHER'),
  roles: organizationRole().array().notNull().default([]),
  url: text(),
  region: text(),
  sourceRecordId: reference<SourceRecordId>().references(() => sourceRecord.id),
  tombstonedAt: instant(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

/** The name another system knows a noun by: CTID, DID, ROR, NOC, an employer's position id. */
export const externalId = pgTable(
  'external_id',
  {
    id: identity().primaryKey(),
    noun: identifiedNoun().notNull(),
    nounId: reference().notNull(),
    scheme: text().notNull(),
    value: text().notNull(),
  },
  (t) => [uniqueIndex().on(t.noun, t.scheme, t.value, t.nounId), index().on(t.noun, t.nounId)],
);
