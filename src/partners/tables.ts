import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { apiClient } from '../accounts/tables.ts';
import { createdAt, identity, instant, json, reference } from '../db/columns.ts';
import type { ApiClientId } from '../db/ids.ts';

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
