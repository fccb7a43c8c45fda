import { describe, expect, test } from 'vitest';
import type { ImportRunId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { openImport, paceOf, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { NEXT_STATES } from '../../src/provenance/index.ts';
import { escoFiles, uri, writeFolder, writeInto } from '../rig/esco-folder.ts';
import { ADMIN_KEY, testHub } from '../rig/hub.ts';
import { livingContents } from '../rig/hub-contents.ts';
import { catalogueTable, frameworkTable } from '../rig/large-input.ts';
import { countsOf, runOf } from '../rig/run-of.ts';

const START = `mutation ($input: StartImportInput!) {
  startImport(input: $input) { importRun { id mode about { id } } errors { code message field } }
}`;
const CANCEL =
  'mutation ($id: ID!) { cancelImport(input: { id: $id }) { importRun { state endedAt } errors { code message } } }';
const ROLL_BACK = `mutation ($id: ID!) {
  rollBackImport(input: { id: $id }) { importRun { id mode about { id } } errors { code message } }
}`;

const HEADER = 'provider_id,provider_name_en,credential_id,title_en,cost,skills_taught';

describe('an import run', () => {
  const hub = testHub();
  const globalId = (run: { id: number }) => toGlobalId('ImportRun', run.id);
  const idOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]) as ImportRunId;
  const catalogue = (location: string) => ({ format: 'catalogue-csv', location });
  const sourceOf = (location: string, format = 'catalogue-csv') =>
    prepareSource(hub.database, { format, location }, []).then(valueOrThrow);
  const start = async (input: object) => (await hub.ask(START, { input })).data.startImport;
  const rollBack = async (run: { id: number }) => {
    const { data } = await hub.ask(ROLL_BACK, { id: globalId(run) });
    const { importRun, errors } = data.rollBackImport;
    return importRun ? valueOrThrow(await runImport(hub.database, idOf(importRun.id))) : errors;
  };

  test('goes from state to state as stated, and through each of them', async () => {
    await hub.database.sql`create table moved (run_id bigint, was text, became text)`;
    await hub.database.sql`create function note_move() returns trigger language plpgsql as $$
      begin insert into moved values (new.id, old.state, new.state); return null; end $$`;
    await hub.database.sql`create trigger note_move after update on import_run for each row
      when (old.state <> new.state) execute function note_move()`;
    const location = writeFolder({ 'c.csv': `${HEADER}\ns,S,a,A,1,\n` }, 'states');
    const whole = await runOf(hub.database, catalogue(location));
    await runOf(hub.database, catalogue(location));
    writeInto(location, { 'c.csv': `${HEADER}\ns,S,a,A,1,unheard of\ns,S,,Nameless,1,\n` });
    await runOf(hub.database, catalogue(location), { mode: 'DRY_RUN' });
    const left = await runOf(hub.database, catalogue(location));
    await runOf(hub.database, catalogue(location), { mode: 'LEFT_OUT', aboutRunId: left.id });
    await rollBack(whole);
    await runOf(hub.database, catalogue('/nowhere/at/all'));
    const source = await sourceOf(location);
    await hub.ask(CANCEL, { id: globalId({ id: await openImport(hub.database, source) }) });

    const moves = await hub.database.sql<{ was: keyof typeof NEXT_STATES; became: string }[]>`
      select distinct was, became from moved`;
    expect(moves.filter(({ was, became }) => !(NEXT_STATES[was] as readonly string[]).includes(became))).toEqual([]);
    expect([...new Set(moves.map(({ became }) => became))].sort()).toEqual(
      Object.keys(NEXT_STATES)
        .filter((state) => state !== 'QUEUED')
        .sort(),
    );
    await hub.database.sql`drop trigger note_move on import_run`;
  });

  test('has counters that add up at every moment, a rate, and seconds left while it reads', async () => {
    const location = writeFolder({ 'f.csv': frameworkTable(3_000, 'counted') }, 'counted');
    const source = await sourceOf(location, 'framework-csv');
    const ends: unknown[] = [];
    const ended = valueOrThrow(
      await runImport(hub.database, await openImport(hub.database, source), {
        onProgress: ({ run }) => {
          expect(run.seen).toBe(run.created + run.updated + run.unchanged + run.issues);
          expect(run.state).toBe('APPLYING');
          ends.push(paceOf(run)?.secondsLeft);
        },
      }),
    );
    expect(ends.every((seconds) => typeof seconds === 'number' && seconds >= 0)).toBe(true);
    const { data } = await hub.ask(
      `query ($id: ID!) { importRun(id: $id) { state seen progress recordsPerSecond bytesPerSecond secondsLeft rolledBackAt } }`,
      { id: globalId(ended) },
    );
    expect(data.importRun).toEqual({
      ...{ state: 'COMPLETED', seen: ended.seen, progress: 1, secondsLeft: null, rolledBackAt: null },
      ...{ recordsPerSecond: expect.any(Number), bytesPerSecond: expect.any(Number) },
    });
    expect(data.importRun.recordsPerSecond).toBeGreaterThan(0);
  });

  test('cancelled while it waits, it is never begun; cancelled again, nothing changes', async () => {
    const source = await sourceOf(writeFolder({ 'c.csv': `${HEADER}\nw,W,a,A,1,\n` }, 'waiting'));
    const runId = await openImport(hub.database, source);
    for (const _ of [1, 2]) {
      const { data } = await hub.ask(CANCEL, { id: globalId({ id: runId }) });
      expect(data.cancelImport).toEqual({
        importRun: { state: 'CANCELLED', endedAt: expect.any(String) },
        errors: [],
      });
    }
    expect(valueOrThrow(await runImport(hub.database, runId))).toMatchObject({
      state: 'CANCELLED',
      seen: 0,
      attempt: 0,
    });
  });

  test('cancelled while it is read, it stops at its next batch; what was committed stays, and the next run goes on from there', async () => {
    const location = writeFolder({ 'c.csv': catalogueTable(1_000, 'cancelled') }, 'cancelled');
    const source = await sourceOf(location);
    const runId = await openImport(hub.database, source);
    const asked: Promise<unknown>[] = [];
    const ended = valueOrThrow(
      await runImport(hub.database, runId, {
        onProgress: ({ run }) => {
          if (run.created >= 400 && asked.length === 0) asked.push(hub.ask(CANCEL, { id: globalId(run) }));
        },
      }),
    );
    await Promise.all(asked);
    expect(ended.state).toBe('CANCELLED');
    expect(ended.seen).toBeLessThan(1_007);
    const [stored] = await hub.database.sql<{ records: number }[]>`
      select count(*)::int as records from source_record where source_id = ${source.id}`;
    expect(stored?.records).toBe(ended.created);
    expect(await runOf(hub.database, catalogue(location))).toMatchObject({
      ...{ state: 'COMPLETED_WITH_ISSUES', seen: 1_007, unchanged: ended.created, created: 1_007 - ended.created },
    });
  });

  test('a run that has ended is not cancelled, and its refusal names the other way out', async () => {
    const run = await runOf(hub.database, catalogue(writeFolder({ 'c.csv': `${HEADER}\ne,E,a,A,1,\n` }, 'ended')));
    const { data } = await hub.ask(CANCEL, { id: globalId(run) });
    expect(data.cancelImport.errors).toEqual([
      { code: 'RUN_ENDED', message: 'the run has ended, COMPLETED; to undo what it did, roll it back' },
    ]);
  });

  test('two runs of one source never overlap: asked twice it is one run, asked for something else it is refused', async () => {
    const source = await sourceOf(writeFolder({ 'c.csv': `${HEADER}\no,O,a,A,1,\n` }, 'overlap'));
    const sourceId = toGlobalId('Source', source.id);
    const asked = await Promise.all(Array.from({ length: 8 }, () => start({ sourceId })));
    expect(new Set(asked.map(({ importRun }) => importRun.id)).size).toBe(1);
    expect(await start({ sourceId, dryRun: true })).toEqual({
      importRun: null,
      errors: [
        {
          code: 'RUN_IN_PROGRESS',
          message: 'a run of this source (WHOLE) has not ended; wait for its end, or cancel it',
          field: 'input',
        },
      ],
    });
    const runId = idOf(asked[0].importRun.id);
    const both = await Promise.all([runImport(hub.database, runId), runImport(hub.database, runId)]);
    const ran = both.filter((run) => run.ok || run.problem.code !== 'RUN_IN_PROGRESS');
    expect(ran.length).toBeGreaterThan(0);
    const rows = await hub.database.sql`select 1 from import_run where source_id = ${source.id}`;
    expect(rows.length).toBe(1);
  });

  test('a record that cannot be stored any more is left out, and not taken for gone', async () => {
    const location = writeFolder({ 'c.csv': `${HEADER}\nt,T,a,A,1,\n` }, 'refused');
    await runOf(hub.database, catalogue(location));
    await hub.database.sql`alter table credential add constraint no_worse check (name ->> 'en' <> 'Worse')`;
    writeInto(location, { 'c.csv': `${HEADER}\nt,T,a,Worse,1,\n` });
    const run = await runOf(hub.database, catalogue(location));
    await hub.database.sql`alter table credential drop constraint no_worse`;
    expect(countsOf(run)).toMatchObject({ seen: 2, unchanged: 1, issues: 1, tombstoned: 0 });
  });

  test('a dry run whose reader died keeps no real run waiting', async () => {
    const source = await sourceOf(writeFolder({ 'c.csv': `${HEADER}\nx,X,a,A,1,\n` }, 'abandoned'));
    const dry = await openImport(hub.database, source, { mode: 'DRY_RUN' });
    await hub.database.sql`update import_run set attempt = 1, state = 'APPLYING' where id = ${dry}`;
    const started = await start({ sourceId: toGlobalId('Source', source.id) });
    expect(started.importRun.mode).toBe('WHOLE');
    const [row] = await hub.database.sql`select state from import_run where id = ${dry}`;
    expect(row).toEqual({ state: 'CANCELLED' });
  });

  describe('rolled back', () => {
    test('what it created is gone, what it updated is as it was, what it tombstoned is back; then the run before it', async () => {
      const location = writeFolder({ 'c.csv': `${HEADER}\nu,U,a,A,1,Skill 1\nu,U,b,B,2,\n` }, 'undone');
      const empty = await livingContents(hub.database.sql);
      const first = await runOf(hub.database, catalogue(location));
      const before = await livingContents(hub.database.sql);
      writeInto(location, { 'c.csv': `${HEADER}\nu,Other U,a,Other A,7,Skill 2;Skill 3\nu,Other U,c,C,3,\n` });
      const second = await runOf(hub.database, catalogue(location));
      expect(countsOf(second)).toMatchObject({ created: 1, updated: 2, tombstoned: 1 });

      const [refused] = await rollBack(first);
      expect(refused).toEqual({
        code: 'ROLL_BACK_REFUSED',
        message: 'a newer run changed the source; roll that back first',
      });
      expect(countsOf(await rollBack(second))).toMatchObject({ state: 'COMPLETED', updated: 3, tombstoned: 1 });
      expect(living(await livingContents(hub.database.sql))).toEqual(living(before));
      const [again] = await rollBack(second);
      expect(again).toMatchObject({ message: 'the run was rolled back already' });

      expect(countsOf(await rollBack(first))).toMatchObject({ state: 'COMPLETED', tombstoned: 3 });
      expect(living(await livingContents(hub.database.sql))).toEqual(living(empty));
      // Read again, it all comes back.
      expect(countsOf(await runOf(hub.database, catalogue(location)))).toMatchObject({ seen: 3, updated: 3 });
    });

    test('relations return and go with the concepts they tie', async () => {
      const location = writeFolder(escoFiles(), 'esco-undone');
      const request = { format: 'esco', location };
      await runOf(hub.database, request);
      const before = await livingContents(hub.database.sql);
      const files = escoFiles();
      writeInto(location, {
        'skills_en.csv': `${files['skills_en.csv']?.replace('Bakes it.', 'Bakes.')}KnowledgeSkillCompetence,${uri.skill('s9')},,,proof dough,,,released,,,,,\n`,
        'occupationSkillRelations_en.csv': `${files['occupationSkillRelations_en.csv']?.replace(/^.*k1\n/mu, '')}${uri.occupation('o2')},essential,skill/competence,${uri.skill('s9')}\n`,
      });
      const second = await runOf(hub.database, request);
      expect(countsOf(second)).toMatchObject({ created: 2, updated: 1, tombstoned: 1 });
      const undone = await rollBack(second);
      expect(countsOf(undone)).toMatchObject({ created: 1, updated: 1, tombstoned: 2 });
      expect(living(await livingContents(hub.database.sql))).toEqual(living(before));
    });

    test('what others have changed since stays as they left it', async () => {
      const location = writeFolder({ 'c.csv': `${HEADER}\nv,V,a,A,1,\n` }, 'others');
      await runOf(hub.database, catalogue(location));
      writeInto(location, { 'c.csv': `${HEADER}\nv,V,a,Newer A,9,\n` });
      const second = await runOf(hub.database, catalogue(location));
      await hub.database.sql`update credential set cost_cents = 4200 where uri like '%:v:a'`;
      await rollBack(second);
      const [row] = await hub.database.sql`
        select name ->> 'en' as name, cost_cents as cost from credential where uri like '%:v:a'`;
      expect(row).toEqual({ name: 'A', cost: 4200 });
    });

    test('the changes of a source’s older runs are forgotten', async () => {
      const location = writeFolder({}, 'older');
      const runs = [];
      for (const title of ['A', 'B', 'C', 'D', 'E']) {
        writeInto(location, { 'c.csv': `${HEADER}\nz,Z,a,${title},1,\n` });
        runs.push(await runOf(hub.database, catalogue(location)));
      }
      const outcomes = [];
      for (const run of runs.reverse()) outcomes.push(await rollBack(run));
      expect(outcomes.map((outcome) => outcome.state ?? outcome[0].message)).toEqual([
        ...['COMPLETED', 'COMPLETED', 'COMPLETED'],
        ...Array(2).fill('the run changed nothing, or what it changed is no longer noted'),
      ]);
      const [row] = await hub.database.sql`select name ->> 'en' as name from credential where uri like '%:z:a'`;
      expect(row).toEqual({ name: 'B' });
    });
  });

  describe('of what was left out', () => {
    test('reads only that, after a column was mapped, and takes nothing for gone', async () => {
      const table = 'provider_id,provider_name_en,credential_id,Short,Long\nl,L,a,A,\nl,L,b,,B\nl,L,c,,C\n';
      const location = writeFolder({ 'c.csv': table }, 'left-out');
      const whole = await runOf(hub.database, { ...catalogue(location), options: { columns: { title_en: 'Short' } } });
      expect(countsOf(whole)).toMatchObject({ seen: 4, created: 2, issues: 2 });
      const sourceId = toGlobalId('Source', whole.sourceId);
      const input = { sourceId, onlyFailed: true, columns: [{ column: 'title_en', header: 'Long' }] };
      const { importRun, errors } = await start(input);
      expect(errors).toEqual([]);
      expect(importRun).toMatchObject({ mode: 'LEFT_OUT', about: { id: globalId(whole) } });
      const run = valueOrThrow(await runImport(hub.database, idOf(importRun.id)));
      // The provider stands in the first of the rows, and is here already.
      expect(countsOf(run)).toEqual({
        ...{ state: 'COMPLETED', seen: 3, created: 2, updated: 0, unchanged: 1 },
        ...{ tombstoned: 0, issues: 0, warnings: 0 },
      });
      const names = await hub.database.sql`
        select name ->> 'en' as name from credential where uri like '%:l:%' and tombstoned_at is null order by 1`;
      expect(names.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    });

    test.each<[string, object, string, string]>([
      ['with a dry run', { onlyFailed: true, dryRun: true }, 'BAD_USER_INPUT', 'input'],
      ['of a source never read', { onlyFailed: true }, 'NOT_FOUND', 'input.onlyFailed'],
    ])('is refused %s', async (_case, flags, code, field) => {
      const source = await sourceOf(writeFolder({ 'c.csv': `${HEADER}\n` }, 'never-read'));
      const { errors } = await start({ sourceId: toGlobalId('Source', source.id), ...flags });
      expect(errors).toEqual([{ code, field, message: expect.any(String) }]);
    });
  });

  describe('with issues', () => {
    const rows = [`i,I,a,A,=1+1,`, `i,I,,Nameless,1,`, `i,I,b,B,@much,No such skill`, `i,I,c,C,2,No such skill either`];
    const ISSUES = `query ($id: ID!) { importRun(id: $id) {
      all: issues(first: 100) { totalCount }
      errors: issues(severity: ERROR) { totalCount nodes { code } }
      unresolved: issues(code: "SKILL_UNRESOLVED") { totalCount }
      issueGroups { severity code meaning column pointer count sample { message raw } }
    } }`;
    const read = () =>
      runOf(hub.database, catalogue(writeFolder({ 'c.csv': `${HEADER}\n${rows.join('\n')}\n` }, 'issues')));

    test('they are filtered by severity and code, and grouped with what each group means and how to mend it', async () => {
      const { data } = await hub.ask(ISSUES, { id: globalId(await read()) });
      expect(data.importRun).toMatchObject({
        all: { totalCount: 5 },
        errors: { totalCount: 1, nodes: [{ code: 'FIELD_MISSING' }] },
        unresolved: { totalCount: 2 },
      });
      expect(
        data.importRun.issueGroups.map(({ severity, code, column, count }: Record<string, unknown>) =>
          [severity, code, column, count].join(' '),
        ),
      ).toEqual(['ERROR FIELD_MISSING credential_id 1', 'WARNING FIELD_INVALID cost 2', 'WARNING SKILL_UNRESOLVED  2']);
      expect(data.importRun.issueGroups[1]).toMatchObject({
        meaning: 'A field holds a value outside its range.',
        sample: { message: '"=1+1" is not an amount; write it like 325.00', raw: '=1+1' },
      });
    });

    test('they are given as CSV that no spreadsheet runs, to whom the run is shown', async () => {
      const run = await read();
      const get = (id: string, key: string | null) =>
        fetch(`${hub.url}/import-runs/${id}/issues.csv`, {
          headers: key === null ? {} : { authorization: `Bearer ${key}` },
        });
      const answer = await get(globalId(run), ADMIN_KEY);
      expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
        ...{ status: 200, type: 'text/csv; charset=utf-8' },
      });
      const lines = (await answer.text()).split('\r\n');
      expect(lines[0]).toBe('severity,code,file,line,column,pointer,message,raw');
      expect(lines.length).toBe(7);
      expect(lines[1]).toBe(
        `WARNING,FIELD_INVALID,c.csv,2,cost,,"""=1+1"" is not an amount; write it like 325.00",'=1+1`,
      );
      expect(lines.find((line) => line.includes('much'))).toMatch(/,'@much$/u);

      expect((await get(globalId(run), null)).status).toBe(401);
      expect((await get(globalId(run), await hub.makeKey({ name: 'auditor', role: 'AUDITOR' }))).status).toBe(403);
      expect((await get(toGlobalId('ImportRun', 999_999), ADMIN_KEY)).status).toBe(404);
      expect((await get('nonsense', ADMIN_KEY)).status).toBe(400);
    });
  });

  /** Rows and texts only: frameworks and organisations stay when they are empty. */
  function living({ framework: _, framework_version: __, ...contents }: Record<string, string[]>) {
    // What hangs on a credential that is gone is gone with it.
    const {
      credential_skill: ___,
      credential_relation: ____,
      endorsement: _____,
      offering: ______,
      ...rest
    } = contents;
    return rest;
  }
});
