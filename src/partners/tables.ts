import { boolean, index, integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { apiClient } from '../accounts/tables.ts';
import { createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { ApiClientId } from '../db/ids.ts';

export const CHANGE_KINDS = ['UPSERT', 'TOMBSTONE'] as const;
export const changeKind = pgEnum('change_kind', CHANGE_KINDS);

/** One sequence over all public entities; readers page it by `id`. */
export const change = pgTable(
  'change',
  {
    id: identity().primaryKey(),
    kind: changeKind().notNull(),
    entity: text().notNull(),
    entityId: reference().notNull(),
    at: createdAt(),
  },
  (t) => [index().on(t.entity, t.entityId)],
);

/** An address a partner wants told of changes. */
export const webhook = pgTable('webhook', {
  id: identity().primaryKey(),
  clientId: reference<ApiClientId>()
    .notNull()
    .references(() => apiClient.id),
  url: text().notNull(),
  events: text().array().notNull(),
  isPaused: boolean().notNull().default(false),
  createdAt: createdAt(),
});

/** One attempt-bearing delivery of one event to one webhook. */
export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    id: identity().primaryKey(),
    webhookId: reference()
      .notNull()
      .references(() => webhook.id, { onDelete: 'cascade' }),
    payload: json<unknown>().notNull(),
    attempts: integer().notNull().default(0),
    deliveredAt: instant(),
    failure: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.webhookId, t.id)],
);
