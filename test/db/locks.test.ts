import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkLocks } from '../../src/db/check-locks.ts';
import { createDatabase, type Database } from '../../src/db/client.ts';
import type { LearnerId } from '../../src/db/ids.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { runCli } from '../rig/cli.ts';
import { testDatabase } from '../rig/database.ts';
import { databaseUrlOf } from '../rig/global-setup.ts';
import { makeBadges, makeLearners } from '../rig/learner-world.ts';

const owner = testDatabase();
let asked: Database;
beforeAll(() => {
  asked = createDatabase(owner.url, { as: 'requests' });
});
afterAll(() => asked.close());

test('with every lock closed a process starts', async () => {
  await expect(checkLocks(asked.db)).resolves.toBeUndefined();
});

test.each([
  [
    'a table without row-level security',
    'alter table badge disable row level security',
    'alter table badge enable row level security',
    'badge has no row-level security',
  ],
  [
    'a table that does not bind its owner',
    'alter table consent_grant no force row level security',
    'alter table consent_grant force row level security',
    'consent_grant does not bind its owner',
  ],
  [
    'a policy for everybody',
    'create policy lax on skill_claim using (true)',
    'drop policy lax on skill_claim',
    'skill_claim is open to everybody by its policy lax',
  ],
  [
    "a new table of learners' data without a lock",
    'create table diary (learner_id bigint, words text)',
    'drop table diary',
    'diary has no row-level security',
  ],
  [
    'a trail that can be rewritten',
    'grant update on audit_event to tessera_runtime',
    'revoke update on audit_event from tessera_runtime',
    'audit_event can be changed',
  ],
  [
    'a runtime role that owns a table',
    'alter table goal owner to tessera_runtime',
    'alter table goal owner to current_user',
    'goal is owned by the role that asks',
  ],
])('%s stops the start, and the message names it', async (_case, open, close, fault) => {
  await owner.sql.unsafe(open);
  try {
    await expect(checkLocks(asked.db)).rejects.toThrow(fault);
  } finally {
    await owner.sql.unsafe(close);
  }
  await expect(checkLocks(asked.db)).resolves.toBeUndefined();
});

test('a process that asks as a superuser or as the owner of the tables does not start', async () => {
  await expect(checkLocks(owner.db)).rejects.toThrow(/is a superuser(.|\n)*learner is owned by the role that asks/u);
});

test('the commands do not start over an open lock, and say which', async () => {
  await owner.sql`alter table badge disable row level security`;
  try {
    for (const command of ['api', 'worker']) {
      const { status, output } = await runCli([command], { DATABASE_URL: owner.url, PORT: '0' }).ended;
      expect({ command, status }).toEqual({ command, status: 1 });
      expect(output).toContain('badge has no row-level security: ALTER TABLE badge ENABLE ROW LEVEL SECURITY');
    }
  } finally {
    await owner.sql`alter table badge enable row level security`;
  }
});

test('an owner who is no superuser is told what an administrator does once, and then all works', async () => {
  const [role, name] = [`plain_${process.pid}`, `tessera_test_plain_${process.pid}`];
  const server = postgres(inject('serverUrl'), { max: 1, onnotice: () => {} });
  await server.unsafe(`create role ${role} login password 'plain'`);
  await server.unsafe(`create database ${name} owner ${role}`);
  const url = new URL(databaseUrlOf(inject('serverUrl'), name));
  [url.username, url.password] = [role, 'plain'];
  try {
    await expect(migrateDatabase(url.href)).rejects.toThrow(
      `have an administrator run once: GRANT tessera_runtime TO ${role};`,
    );
    await server.unsafe(`grant tessera_runtime to ${role}`);
    await migrateDatabase(url.href);
    const plain = createDatabase(url.href, { as: 'system' });
    await checkLocks(plain.db);
    const [learnerId] = await makeLearners(plain.db, 'Blue Heron');
    await makeBadges(plain.db, learnerId as LearnerId, [{ name: 'a' }]);
    await plain.sql`select tessera_analyse(array['badge'])`;
    await plain.close();
  } finally {
    await server.unsafe(`drop database ${name} with (force)`);
    await server.unsafe(`drop role ${role}`);
    await server.end();
  }
});
