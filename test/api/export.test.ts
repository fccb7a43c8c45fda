import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { EXPORTED, LEFT_OUT } from '../../src/portability/index.ts';
import { testHub } from '../rig/hub.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { readZip } from '../rig/read-zip.ts';

describe('what a learner takes along', () => {
  const hub = testHub({ environment: { TESSERA_PUBLIC_URL: 'https://hub.example' } });
  const world = { key: '', learnerId: 0 as LearnerId };
  beforeAll(async () => {
    await seedDemo(hub.database);
    const { db, sql } = hub.database;
    world.learnerId = (await findLearnerByKey(db, 'learner-amina'))?.id as LearnerId;
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId: world.learnerId });
    await sql`insert into badge (learner_id, format, issuer_uri, uri, name, document)
              values (${world.learnerId}, 'OPEN_BADGES_2', 'https://i', 'urn:two', 'Älter / ../two', '{"b": 1e2, "a": "é"}')`;
  });
  const EXPORT = '{ exportLearner { exportedAt data clr leftOutOfClr { uri reason } } }';

  test('is all of every table that names a learner: a new table or column fails here until it is told of', async () => {
    const tables = await hub.database.sql<{ name: string; columns: string[] }[]>`
      select relname as name, json_agg(attname order by attname) as columns
      from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
      where relnamespace = 'public'::regnamespace and relkind = 'r'
      group by relname having relname = 'learner' or bool_or(attname = 'learner_id') order by relname`;
    const told = tables.map(({ name, columns }) => ({
      name,
      missing: columns.filter(
        (column) => column !== 'learner_id' && !EXPORTED[name]?.includes(column) && !LEFT_OUT[`${name}.${column}`],
      ),
      unknown: (EXPORTED[name] ?? []).filter((column) => !columns.includes(column)),
    }));
    expect(told.filter(({ missing, unknown }) => missing.length + unknown.length > 0)).toEqual([]);
    expect(Object.keys(EXPORTED).sort()).toEqual(tables.map(({ name }) => name));
  });

  test('comes as JSON with what each number of ours stands for, and nothing of anybody else', async () => {
    const { data } = await hub.ask(EXPORT, {}, { key: world.key });
    const { data: held } = data.exportLearner;
    expect(held.learner).toMatchObject([{ key: 'learner-amina' }]);
    const [{ badges }] = (await hub.database.sql<{ badges: number }[]>`
      select count(*)::int as badges from badge where learner_id = ${world.learnerId}`) as unknown as [
      { badges: number },
    ];
    expect(held.badge).toHaveLength(badges);
    expect(held.skill_evidence[0].skill_uri).toEqual(expect.stringContaining(':'));
    expect(JSON.stringify(held)).not.toContain('lucas');
  });

  test('holds a learner record of what may go into one, each badge as it was received, and says what may not', async () => {
    const { data } = await hub.ask(EXPORT, {}, { key: world.key });
    const { clr, data: held, leftOutOfClr } = data.exportLearner;
    expect(clr).toMatchObject({
      type: ['VerifiableCredential', 'ClrCredential'],
      ...{ issuer: { id: 'https://hub.example', type: ['Profile'] }, partial: true },
      credentialSubject: { type: ['ClrSubject'] },
    });
    expect(clr.proof).toBeUndefined();
    const three = held.badge.filter(({ format }: { format: string }) => format === 'OPEN_BADGES_3');
    expect(three.length).toBeGreaterThan(0);
    expect(clr.credentialSubject.verifiableCredential).toEqual(
      three.map(({ document, jws }: { document: unknown; jws: string | null }) => jws ?? document),
    );
    const two = held.badge.filter(({ format }: { format: string }) => format === 'OPEN_BADGES_2');
    expect(leftOutOfClr.map(({ uri }: { uri: string }) => uri)).toEqual(two.map(({ uri }: { uri: string }) => uri));
  });

  test('comes as a zip of files, each badge byte for byte as it came', async () => {
    const response = await fetch(`${hub.url}/export/learner.zip`, {
      headers: { authorization: `Bearer ${world.key}` },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    const files = readZip(Buffer.from(await response.arrayBuffer()));
    const read = (file: string) => files.get(file)?.toString() ?? '';
    const manifest = JSON.parse(read('manifest.json')) as { badges: { file: string; uri: string }[] };
    const stored = await hub.database.sql<{ uri: string; text: string }[]>`
        select uri, coalesce(jws, document::text) as text from badge where learner_id = ${world.learnerId} order by id`;
    expect(manifest.badges.map(({ file, uri }) => ({ uri, text: read(file) }))).toEqual(
      stored.map((row) => ({ ...row })),
    );
    expect(manifest.badges.at(-1)?.file).toMatch(/^badges\/\d{4}-A-lter-two\.json$/u);
    expect(JSON.parse(read('clr.json')).type).toContain('ClrCredential');
    expect(JSON.parse(read('data.json')).learner).toHaveLength(1);
  });

  test.each<[string, () => Promise<string | null>, number]>([
    ['nobody', async () => null, 401],
    ['an employer', () => hub.makeKey({ name: 'e', role: 'EMPLOYER', organizationId: 1 as never }), 403],
    ['an administrator', async () => hub.config.adminKey?.reveal() ?? '', 403],
  ])('is not for %s', async (_who, keyOf, status) => {
    const key = await keyOf();
    const response = await fetch(`${hub.url}/export/learner.zip`, {
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(status);
  });
});

describe('a file over plain HTTP', () => {
  const hub = testHub({ environment: { TESSERA_POINTS_PER_HOUR: '50' } });
  test('takes points of the same budget, and says when there are more', async () => {
    const [learnerId] = (await makeLearners(hub.database.db, 'Blue Heron')) as [LearnerId];
    const key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    const response = await fetch(`${hub.url}/export/learner.zip`, { headers: { authorization: `Bearer ${key}` } });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', requestId: response.headers.get('x-request-id') } }],
    });
  });
});
