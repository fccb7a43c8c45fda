import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { writePlace } from '../../src/feed/index.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { escoFiles, writeFolder } from '../rig/esco-folder.ts';
import { untilTold } from '../rig/feed.ts';
import { testHub } from '../rig/hub.ts';

const FEED = `query ($since: String, $first: Int) { changes(since: $since, first: $first) {
  nodes { kind type entityId uri origin { source format importRunId } node { id } } pageInfo { hasNextPage endCursor } } }`;

interface Told {
  readonly kind: 'UPSERT' | 'TOMBSTONE';
  readonly type: string;
  readonly entityId: string;
  readonly uri: string | null;
  readonly origin: { readonly source: string; readonly format: string; readonly importRunId: string } | null;
  readonly node: { readonly id: string } | null;
}

describe('the feed of changes', () => {
  const hub = testHub();
  const folder = writeFolder(escoFiles(), 'esco');

  /** Everything behind a cursor, and where that ends. */
  async function readAll(since: string | null, first = 1_000): Promise<{ told: Told[]; end: string }> {
    await untilTold(hub.database);
    const told: Told[] = [];
    for (let cursor = since; ; ) {
      const { data, errors } = await hub.ask(FEED, { since: cursor, first }, { key: null });
      expect(errors).toBeUndefined();
      told.push(...data.changes.nodes);
      cursor = data.changes.pageInfo.endCursor as string;
      if (!data.changes.pageInfo.hasNextPage) return { told, end: cursor };
    }
  }
  /** What some work leaves in the feed: "KIND TYPE the URI's last part". */
  async function toldOf(work: () => Promise<unknown>): Promise<string[]> {
    const { end } = await readAll(null);
    await work();
    const { told } = await readAll(end, 3);
    return told.map(({ kind, type, uri }) => `${kind} ${type} ${uri?.split('/').at(-1)}`).sort();
  }
  async function importFolder(): Promise<number> {
    const source = valueOrThrow(await prepareSource(hub.database, { format: 'esco', location: folder }, []));
    return valueOrThrow(await runImport(hub.database, await openImport(hub.database, source))).id;
  }
  function change(file: string, from: string | RegExp, to: string): void {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
  }

  beforeAll(async () => {
    await seedDemo(hub.database);
    await importFolder();
  });

  test('tells from the beginning of everything there is, each thing once, and where it came from', async () => {
    const { told } = await readAll(null, 20);
    const rows = await hub.database.sql<{ type: string; id: number }[]>`
      select 'Organization' as type, id::int from organization union all select 'Framework', id::int from framework
      union all select 'Skill', id::int from skill union all select 'Occupation', id::int from occupation
      union all select 'Credential', id::int from credential union all select 'Job', id::int from job`;
    expect(told.map(({ entityId }) => entityId).sort()).toEqual(
      rows.map(({ type, id }) => toGlobalId(type, id)).sort(),
    );
    expect(told.filter(({ kind, node, entityId }) => kind !== 'UPSERT' || node?.id !== entityId)).toEqual([]);
    const origins = new Map(told.map(({ type, origin }) => [type, origin?.format ?? null]));
    expect(Object.fromEntries(origins)).toMatchObject({
      SKILL: 'esco',
      OCCUPATION: 'esco',
      CREDENTIAL: 'catalogue-csv',
      JOB: null,
    });
    expect(origins.size).toBe(6);
  });

  test('says nothing of a reading that changed nothing, and of one record what that one changed', async () => {
    expect(await toldOf(importFolder)).toEqual([]);
    change('skills_en.csv', 'Bakes it.', 'Bakes it well.');
    expect(await toldOf(importFolder)).toEqual(['UPSERT SKILL s2']);
  });

  test('tells of what a complete reading no longer has as a tombstone, and of what it was tied to as changed', async () => {
    change('skills_en.csv', /^.*skill\/s3.*\n/mu, '');
    change('broaderRelationsSkillPillar_en.csv', /^.*skill\/s3.*\n/mu, '');
    const { end } = await readAll(null);
    const run = await importFolder();
    const { told } = await readAll(end);
    expect(told.map(({ kind, uri }) => `${kind} ${uri?.split('/').at(-1)}`)).toEqual(
      expect.arrayContaining(['TOMBSTONE s3', 'UPSERT s2']),
    );
    const gone = told.find(({ kind }) => kind === 'TOMBSTONE');
    expect(gone).toMatchObject({ node: null, origin: { format: 'esco', importRunId: toGlobalId('ImportRun', run) } });
  });

  test('tells of a credential when something that hangs from it changes, and not when it is written as it was', async () => {
    const { sql } = hub.database;
    const of = sql`(select min(id) from credential)`;
    const [row] = await sql<{ uri: string }[]>`select uri from credential where id = ${of}`;
    const told = [`UPSERT CREDENTIAL ${row?.uri.split('/').at(-1)}`];
    expect(
      await toldOf(() => sql`insert into offering (credential_id, starts_on) values (${of}, '2031-01-01')`),
    ).toEqual(told);
    expect(await toldOf(() => sql`update offering set place = 'Hall' where credential_id = ${of}`)).toEqual(told);
    expect(
      await toldOf(() => sql`delete from offering where credential_id = ${of} and starts_on = '2031-01-01'`),
    ).toEqual(told);
    expect(await toldOf(() => sql`update offering set place = place`)).toEqual([]);
    expect(await toldOf(() => sql`update credential set name = name, updated_at = now()`)).toEqual([]);
  });

  test('tells of a posting when its employer changes it, and not when it is matched', async () => {
    const { sql } = hub.database;
    const [job] = await sql<{ id: number }[]>`select min(id)::int as id from job`;
    expect(await toldOf(() => sql`update job set matched_at = now()`)).toEqual([]);
    const update = `mutation ($jobId: ID!) { updateJob(input: { jobId: $jobId, requirement: { all: [{ skill: "words" }] } }) { errors { code } } }`;
    expect(await toldOf(() => hub.ask(update, { jobId: toGlobalId('Job', job?.id ?? 0) }))).toEqual([
      'UPSERT JOB undefined',
    ]);
  });

  test('still names what was deleted, also what went in the same breath as what hung from it', async () => {
    const { sql } = hub.database;
    await sql`insert into credential (provider_id, uri, type, name) select min(id), 'urn:deleted', 'BADGE', '{"en": "D"}' from organization`;
    await sql`insert into offering (credential_id, starts_on) select id, '2030-01-01' from credential where uri = 'urn:deleted'`;
    expect(await toldOf(() => sql`delete from credential where uri = 'urn:deleted'`)).toEqual([
      'TOMBSTONE CREDENTIAL urn:deleted',
    ]);
  });

  test('keeps hardly more notes than there are things, however often they change', async () => {
    const { sql } = hub.database;
    for (let round = 0; round < 5; round += 1) await sql`update skill set code = ${`round ${round}`}`;
    const [counted] = await sql<{ notes: number; things: number }[]>`
      select count(*)::int as notes, count(distinct (noun, noun_id))::int as things from change`;
    expect(counted?.notes).toBe(counted?.things);
  });

  test('asks with one statement for the page and one a type for its nodes', async () => {
    const { statements } = hub.database;
    const document =
      '{ changes(first: 1000) { nodes { type node { id ... on Skill { label } ... on Credential { name } } } } }';
    await hub.ask(document);
    const before = statements.length;
    const { data } = await hub.ask(document);
    const sent = statements.slice(before).filter((text) => !/budget|api_key/u.test(text));
    expect(sent).toHaveLength(1 + new Set(data.changes.nodes.map(({ type }: Told) => type)).size);
  });

  test('refuses places it did not hand out, and pages it does not make', async () => {
    const refused = async (variables: object) => (await hub.ask(FEED, variables)).errors?.[0]?.extensions;
    expect(await refused({ since: 'x' })).toEqual({ code: 'BAD_CURSOR', field: 'since' });
    const { errors } = await hub.ask('{ changes(after: "x") { nodes { uri } } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_CURSOR', field: 'after' });
    expect(await refused({ first: 0 })).toEqual({ code: 'BAD_USER_INPUT', field: 'first' });
    expect(await refused({ first: 1_001 })).toEqual({ code: 'BAD_USER_INPUT', field: 'first' });
  });

  test('a restored database begins anew: earlier places are refused, and everything is told again', async () => {
    const incarnation = '0123456789abcdef';
    const end = writePlace({ incarnation, era: 1, xid: '7', after: null });
    // What a dump brings along was written under another server's numbers, which may be ahead of this one's.
    const { sql } = hub.database;
    await sql`update change_era set incarnation = ${incarnation}`;
    await sql`update change set xid = '4611686018427387904'`;
    const { errors } = await hub.ask(FEED, { since: end });
    expect(errors?.[0]?.extensions).toEqual({ code: 'CURSOR_EXPIRED', field: 'since' });
    const again = await readAll(null, 50);
    const [things] = await sql<{ count: number }[]>`select count(distinct (noun, noun_id))::int as count from change`;
    expect(again.told).toHaveLength(things?.count ?? 0);
    await sql`update skill set code = 'after the restore' where uri like '%/s1'`;
    expect((await readAll(again.end)).told.map(({ uri }) => uri?.split('/').at(-1))).toEqual(['s1']);
  });

  test('every table that names something published is followed: a new one fails here until it is, or is told of', async () => {
    const NOT_FOLLOWED = [
      // What is a learner's, or decides who sees it.
      ...['badge', 'badge_alignment', 'consent_grant', 'goal', 'learner_access', 'match', 'prior_learning_claim'],
      ...['prior_learning_skill', 'recommendation', 'skill_claim', 'skill_evidence'],
      // Who may ask, and for whom.
      ...['api_client', 'membership'],
      // Shown by no noun: an employer's own word, told to who states it.
      'credential_acceptance',
      // Workings of linking: what comes of them is a change of what was linked.
      ...['link_review', 'skill_index', 'skill_index_chunk', 'skill_wording'],
    ];
    const rows = await hub.database.sql<{ name: string }[]>`
      select distinct conrelid::regclass::text as name from pg_constraint
      where contype = 'f' and confrelid in ('organization'::regclass, 'framework'::regclass, 'skill'::regclass,
              'occupation'::regclass, 'credential'::regclass, 'job'::regclass)
        and not exists (select 1 from pg_trigger where tgrelid = conrelid and tgname = 'follow_insert')
      order by 1`;
    expect(rows.map(({ name }) => name).filter((name) => !NOT_FOLLOWED.includes(name))).toEqual([]);
  });
});
