import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

export type { LocalizedText } from './localized-text.ts';

/**
 * A `jsonb` column that returns exactly what was stored, bare strings included. Drizzle's own `jsonb` parses twice over
 * postgres.js, so the string "10.5" would come back as the number 10.5.
 */
const exactJsonb = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value,
});

export const json = <T>() => exactJsonb().$type<T>();

/** Primary key of a noun: a database-made number, never reused. */
export const identity = <T extends number>() => bigint({ mode: 'number' }).generatedAlwaysAsIdentity().$type<T>();

/** A reference to another noun's id; the foreign key is stated where the table is. */
export const reference = <T extends number>() => bigint({ mode: 'number' }).$type<T>();

/** A moment in UTC. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** The moment a row came to be. */
export const createdAt = () => instant().notNull().defaultNow();

/** Bytes as they came. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
