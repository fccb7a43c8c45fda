import { sql } from 'drizzle-orm';
import { boolean, check, index, pgEnum, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { AccountId, ApiClientId, ApiKeyId, LearnerId, MembershipId, OrganizationId } from '../db/ids.ts';
import { organization } from '../providers/tables.ts';
import { ROLES } from './account.ts';
import { SCOPES } from './scope.ts';

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

/**
 * What an account is in an organisation, or in the hub itself where `organizationId` is null: one role in each. `isManager`
 * lets a member of an organisation manage its members and keys.
 */
export const membership = pgTable(
  'membership',
  {
    id: identity<MembershipId>().primaryKey(),
    accountId: reference<AccountId>()
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    organizationId: reference<OrganizationId>().references(() => organization.id),
    role: role().notNull(),
    isManager: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    unique('membership_once').on(t.accountId, t.organizationId).nullsNotDistinct(),
    index().on(t.organizationId, t.id),
    // A role of the hub held in an organisation would make its member administrator of everybody.
    check(
      'membership_role_fits',
      sql`case when ${t.organizationId} is null then ${t.role} in ('ADMINISTRATOR', 'AUDITOR')
           else ${t.role} in ('PROVIDER', 'EMPLOYER', 'PORTAL') end`,
    ),
  ],
);

/** A machine that asks with keys of its own. Acts as an organisation, a learner, or the hub. */
export const apiClient = pgTable(
  'api_client',
  {
    id: identity<ApiClientId>().primaryKey(),
    name: text().notNull(),
    role: role().notNull(),
    organizationId: reference<OrganizationId>().references(() => organization.id),
    learnerId: reference<LearnerId>(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.organizationId, t.id)],
);

export const apiScope = pgEnum('api_scope', SCOPES);

/**
 * A client's key: only its SHA-256 is kept, so a leaked table opens nothing. `prefix` is its readable beginning, by which it
 * is found. `lastUsedAt` is at most a minute behind; null before the first use.
 */
export const apiKey = pgTable(
  'api_key',
  {
    id: identity<ApiKeyId>().primaryKey(),
    clientId: reference<ApiClientId>()
      .notNull()
      .references(() => apiClient.id, { onDelete: 'cascade' }),
    prefix: text().notNull(),
    hash: text().notNull().unique(),
    scopes: apiScope().array().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    lastUsedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.prefix), index().on(t.clientId, t.id)],
);

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
