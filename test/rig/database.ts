import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { createDatabase, type Database } from '../../src/db/client.ts';
import { databaseUrlOf } from './global-setup.ts';

/** A database of a test file's own, copied from the migrated template, asked as its owner: a test may build any world. */
export interface TestDatabase extends Database {
  readonly url: string;
  /** Statements sent through this handle and by the hub's API so far. */
  readonly statements: string[];
}

/** Makes an empty, migrated database and returns it with the function that drops it. */
export async function makeDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const serverUrl = inject('serverUrl');
  const name = `tessera_test_${randomBytes(6).toString('hex')}`;
  const server = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await server`create database ${server(name)} template ${server(inject('template'))}`;
  return {
    url: databaseUrlOf(serverUrl, name),
    async drop() {
      await server`drop database if exists ${server(name)} with (force)`;
      await server.end();
    },
  };
}

/** The file's database, there from `beforeAll` on. */
export function testDatabase(): TestDatabase {
  const held: { made?: { url: string; drop(): Promise<void> }; database?: Database } = {};
  const statements: string[] = [];
  beforeAll(async () => {
    held.made = await makeDatabase();
    held.database = createDatabase(held.made.url, {
      ...{ max: 5, applicationName: 'tessera-test' },
      onStatement: (text) => statements.push(text),
    });
  });
  afterAll(async () => {
    await held.database?.close();
    await held.made?.drop();
  });
  const opened = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the database is there from beforeAll on');
    return value;
  };
  return {
    statements,
    get url() {
      return opened(held.made).url;
    },
    get db() {
      return opened(held.database).db;
    },
    get sql() {
      return opened(held.database).sql;
    },
    session: () => opened(held.database).session(),
    close: async () => {},
  };
}
