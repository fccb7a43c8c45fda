import { integer, pgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { findShaped, rowsOfTable, shapeOf } from '../../src/graphql/shape.ts';
import { testDatabase } from '../rig/database.ts';

const database = testDatabase();

test('a row of more columns than a function of PostgreSQL takes is read whole', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `c${index}`);
  const wide = pgTable('test_wide', Object.fromEntries(names.map((name) => [name, integer()])));
  await database.sql.unsafe(`create table test_wide (${names.map((name) => `${name} int`).join(', ')})`);
  await database.sql.unsafe(`insert into test_wide values (${names.map((_, index) => index).join(', ')})`);

  const which = { name: 'wide', where: undefined, orderBy: [], limit: 1 };
  const [row] = await findShaped(database.db, shapeOf(rowsOfTable(wide)), null, which);

  expect(row).toEqual(Object.fromEntries(names.map((name, index) => [name, index])));
});
