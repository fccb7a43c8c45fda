import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { findChanges, readPlace, streamBulk } from '../../src/feed/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { escoFiles } from '../rig/esco-folder.ts';
import { untilTold } from '../rig/feed.ts';
import { ADMIN_KEY, testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';

interface Line extends Record<string, unknown> {
  readonly type: string;
  readonly id: string;
  readonly uri: string;
}

const linesIn = (text: string): Line[] => {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
};

describe('downloads of everything published', () => {
  const hub = testHub();
  const ask = (file: string, headers: Record<string, string> = {}) => fetch(`${hub.url}/bulk/${file}`, { headers });
  beforeAll(async () => {
    await seedDemo(hub.database);
    await importInto(hub.database, 'esco', escoFiles());
  });

  test.each([
    ['credentials', 'credential', 'Credential'],
    ['skills', 'skill', 'Skill'],
    ['occupations', 'occupation', 'Occupation'],
    ['organizations', 'organization', 'Organization'],
    ['frameworks', 'framework', 'Framework'],
    ['jobs', 'job', 'Job'],
  ])('%s are a line each, between the cursor of the feed and how many they are', async (file, table, type) => {
    const response = await ask(`${file}.ndjson`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const [first, ...others] = linesIn(await response.text());
    const last = others.pop();
    expect(first).toMatchObject({ type: 'BulkStart', cursor: response.headers.get('tessera-changes-cursor') });
    const [counted] = await hub.database.sql<
      { count: number }[]
    >`select count(*)::int as count from ${hub.database.sql(table)}`;
    expect(last).toEqual({ type: 'BulkEnd', lines: counted?.count });
    expect(others).toHaveLength(counted?.count ?? 0);
    const { data } = await hub.ask(`query ($id: ID!) { node(id: $id) { __typename id } }`, { id: others[0]?.id });
    expect(data.node).toEqual({ __typename: type, id: others[0]?.id });
    expect(new Set(others.map((line) => line.type))).toEqual(new Set([type]));
  });

  test('a line says what the API says, in all languages, and where it came from', async () => {
    const lines = linesIn(await (await ask('all.ndjson')).text());
    const of = (type: string, uri: RegExp) => lines.find((line) => line.type === type && uri.test(line.uri));
    expect(of('Skill', /skill\/s2$/u)).toMatchObject({
      ...{ framework: 'esco', kind: 'SKILL', labels: { en: 'bake bread' } },
      relations: [{ kind: 'BROADER', uri: 'http://data.europa.eu/esco/skill/g1', confidence: 1 }],
      provenance: { format: 'esco', key: 'http://data.europa.eu/esco/skill/s2', importRunId: expect.any(String) },
    });
    expect(of('Occupation', /o1$/u)).toMatchObject({
      broader: ['http://data.europa.eu/esco/isco/C7512'],
      skills: expect.arrayContaining([expect.objectContaining({ relation: 'ESSENTIAL' })]),
    });
    const credential = lines.find(({ type, skills }) => type === 'Credential' && (skills as unknown[]).length > 0);
    const { data } = await hub.ask(
      `query ($uri: String!) { credential(uri: $uri) { name costCents deliveryMode provider { uri } skills { statement how }
        relations { toUri } endorsements { partnerName } offerings { startsOn } funding { program status } } }`,
      { uri: credential?.uri },
    );
    const said = credential as unknown as Record<string, Record<string, unknown>[]>;
    const pick = (key: string, ...fields: string[]) =>
      (said[key] ?? []).map((part) => Object.fromEntries(fields.map((field) => [field, part[field]])));
    const sorted = (parts: object[]) => parts.map((part) => JSON.stringify(part)).sort();
    const shown = data.credential;
    expect(credential).toMatchObject({
      ...{
        name: { en: shown.name },
        costCents: shown.costCents,
        deliveryMode: shown.deliveryMode,
        provider: shown.provider.uri,
      },
    });
    expect(sorted(pick('skills', 'statement', 'how'))).toEqual(sorted(shown.skills));
    expect(
      pick('relations', 'uri')
        .map(({ uri }) => uri)
        .sort(),
    ).toEqual(shown.relations.map(({ toUri }: { toUri: string }) => toUri).sort());
    expect(sorted(pick('endorsements', 'partnerName'))).toEqual(sorted(shown.endorsements));
    expect(sorted(pick('offerings', 'startsOn'))).toEqual(sorted(shown.offerings));
    expect(sorted(pick('funding', 'program', 'status'))).toEqual(sorted(shown.funding));
    const job = lines.find(({ type }) => type === 'Job') as unknown as {
      requirement: { parent: string | null; kind: string }[];
    };
    expect(job.requirement.filter(({ parent }) => parent === null)).toHaveLength(1);
    expect(lines.filter(({ type }) => type === 'Learner' || type === 'Badge')).toEqual([]);
  });

  test('comes packed to who asks for it, and is the same unpacked', async () => {
    const raw = await fetch(`${hub.url}/bulk/skills.ndjson`, { headers: { 'accept-encoding': 'gzip' } });
    expect(raw.headers.get('content-encoding')).toBe('gzip');
    const plain = await ask('skills.ndjson', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const body = (text: string) => linesIn(text).filter(({ type }) => type !== 'BulkStart');
    expect(body(await raw.text())).toEqual(body(await plain.text()));
  });

  test('tells of no other file, and takes points as lists do', async () => {
    const unknown = await ask('learners.ndjson');
    expect(unknown.status).toBe(404);
    expect((await unknown.json()) as object).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    const left = async () => (await hub.ask('{ rateLimit { remaining } }', {}, { key: null })).data.rateLimit.remaining;
    const before = await left();
    await (await ask('skills.ndjson')).text();
    expect(before - (await left())).toBe(20 + 1);
  });

  test('misses nothing that writers change meanwhile, with what the feed tells behind its cursor', async () => {
    const { db, sql } = hub.database;
    await sql`insert into organization (uri, name) select 'urn:many:' || n, '{"en": "before"}' from generate_series(1, 1600) n`;
    const open = await sql.reserve();
    await open`begin`;
    await open`update organization set name = '{"en": "open meanwhile"}' where uri = 'urn:many:700'`;
    const { cursor, pieces } = await streamBulk(db, ['ORGANIZATION'], new Date());
    const copy = new Map<string, unknown>();
    let place = 0;
    for await (const piece of pieces) {
      for (const line of linesIn(piece)) if (line.type === 'Organization') copy.set(line.uri, line.name);
      // Behind what was sent, ahead of it, and new.
      const near = [`urn:many:${1 + place}`, `urn:many:${1500 - place}`];
      await sql`update organization set name = ${JSON.stringify({ en: `round ${place}` })}::text::jsonb where uri in ${sql(near)}`;
      await sql`delete from organization where uri = ${`urn:many:${100 + place}`}`;
      await sql`update organization set tombstoned_at = now() where uri = ${`urn:many:${1400 - place}`}`;
      await sql`insert into organization (uri, name) values (${`urn:new:${place}`}, '{}')`;
      place += 1;
    }
    await open`commit`;
    open.release();
    await untilTold(hub.database);
    expect(place).toBeGreaterThan(4);
    const { changes } = valueOrThrow(await findChanges(db, readPlace(cursor), 1_000));
    for (const { noun, uri, id, isGone } of changes) {
      if (noun !== 'ORGANIZATION' || uri === null) continue;
      const [row] = await sql<{ name: unknown }[]>`select name from organization where id = ${id}`;
      if (isGone) copy.delete(uri);
      else copy.set(uri, row?.name);
    }
    const truth = await sql<
      { uri: string; name: unknown }[]
    >`select uri, name from organization where tombstoned_at is null`;
    expect(copy).toEqual(new Map(truth.map(({ uri, name }) => [uri, name])));
  });

  test('runs two of a client at once and no third, until one has ended or its reader has gone', async () => {
    const { sql } = hub.database;
    await sql`insert into organization (uri, name, description)
              select 'urn:large:' || n, '{}', jsonb_build_object('en', repeat('words ', 500)) from generate_series(1, 8000) n`;
    const authorization = { authorization: `Bearer ${ADMIN_KEY}` };
    const gone = new AbortController();
    const first = await fetch(`${hub.url}/bulk/organizations.ndjson`, { headers: authorization, signal: gone.signal });
    const second = await ask('organizations.ndjson', authorization);
    const third = await ask('organizations.ndjson', authorization);
    expect([first.status, second.status, third.status]).toEqual([200, 200, 429]);
    expect(third.headers.get('retry-after')).toBe('30');
    expect((await third.json()) as object).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    gone.abort();
    expect(linesIn(await second.text()).at(-1)).toMatchObject({ type: 'BulkEnd' });
    const fourth = await ask('frameworks.ndjson', authorization);
    expect(fourth.status).toBe(200);
    await fourth.text();
  });
});
