import { index, pgEnum, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { AccountId, ApiClientId, LearnerId, OrganizationId } from '../db/ids.ts';
import { organization } from '../providers/tables.ts';
import { ROLES } from './account.ts';

export const role = pgEnum('role', ROLES);

/** A person who signs in, known by issuer and subject (OpenID Connect `iss` and `sub`). */
export const account = pgTable(
  'account',
  {
    id: identity<AccountId>().primaryKey(),
    issuer: text().notNull(),
    subject: text().notNull(),
    displayName: text(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex().on(t.issuer, t.subject)],
);

/** An account's role in an organisation. */
export const membership = pgTable(
  'membership',
  {
    accountId: reference<AccountId>()
      .notNull()
      .references(() => account.id),
    organizationId: reference<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    role: role().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.organizationId, t.role] })],
);

/** A machine's key: only its SHA-256 is kept, so a leaked table opens nothing. Acts as an organisation, a learner, or the hub. */
export const apiClient = pgTable('api_client', {
  id: identity<ApiClientId>().primaryKey(),
  name: text().notNull(),
  keyHash: text().notNull().unique(),
  role: role().notNull(),
  organizationId: reference<OrganizationId>().references(() => organization.id),
  learnerId: reference<LearnerId>(),
  expiresAt: instant(),
  revokedAt: instant(),
  createdAt: createdAt(),
});

/** Who did what to whose data: one row per read of a learner's data by somebody else, and per change of a right. Append-only. */
export const auditEvent = pgTable(
  'audit_event',
  {
    id: identity().primaryKey(),
    at: createdAt(),
    actor: text().notNull(),
    action: text().notNull(),
    learnerId: reference<LearnerId>(),
    detail: json<Readonly<Record<string, unknown>>>().notNull().default({}),
  },
  (t) => [index().on(t.learnerId, t.id)],
);
