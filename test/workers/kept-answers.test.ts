import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { forgetOldAnswers, keepAnswers } from '../../src/http/kept-answers.ts';
import type { Resolve } from '../../src/verification/index.ts';
import { testDatabase } from '../rig/database.ts';

const database = testDatabase();
const asked: string[] = [];
/** Answers 100 kB that no compression makes smaller. */
const host: Resolve = async (url) => {
  asked.push(url);
  return {
    ok: true,
    body: randomBytes(100_000),
    url,
    fetchedAt: new Date(Date.now() - 1e6 + asked.length * 1e3),
  };
};
const kept = async () => {
  const rows = await database.sql<{ url: string }[]>`select url from fetched_answer order by fetched_at`;
  return rows.map(({ url }) => url);
};

test('what may have no age is asked for each time, and not kept', async () => {
  const resolve = keepAnswers(database.db, host);
  await resolve('https://college.example/transcript', { maxAgeSeconds: 0 });
  await resolve('https://college.example/transcript', { maxAgeSeconds: 0 });
  expect(asked).toHaveLength(2);
  expect(await kept()).toEqual([]);
});

test('the oldest answers go where all take more than is kept', async () => {
  const resolve = keepAnswers(database.db, host);
  for (const name of ['a', 'b', 'c', 'd']) await resolve(`https://${name}.example/`);
  await forgetOldAnswers(database.db);
  expect(await kept()).toHaveLength(4);
  await forgetOldAnswers(database.db, 250_000);
  expect(await kept()).toEqual(['https://c.example/', 'https://d.example/']);
});
