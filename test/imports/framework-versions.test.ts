import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { query } from '../../src/db/rows.ts';
import { type ImportRun, openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { testDatabase } from '../rig/database.ts';
import { escoFiles, uri, writeFolder } from '../rig/esco-folder.ts';

const database = testDatabase();

async function importEsco(version: string, label: string, more = ''): Promise<ImportRun> {
  const files = escoFiles();
  files['skills_en.csv'] = `${files['skills_en.csv']?.replace('knead dough', label)}${more}`;
  const location = writeFolder(files, `esco-${version}`);
  const source = valueOrThrow(await prepareSource(database, { format: 'esco', location }, []));
  return valueOrThrow(await runImport(database, await openImport(database, source)));
}

const labelsOf = (key: string) =>
  query<{ label: string; version: string }>(
    database.db,
    sql`select labels ->> 'en' as label, version from skill
        join framework_version release on release.id = skill.framework_version_id where uri = ${uri.skill(key)}`,
  );

test('an older version imported later adds what only it has, and leaves what the newer one states', async () => {
  await importEsco('1.10.0', 'knead dough well');
  const gone = `KnowledgeSkillCompetence,${uri.skill('old')},,,bake in ashes,,,released,,,,,\n`;
  const older = await importEsco('1.9.1', 'knead', gone);
  expect(older.issues).toBe(0);
  expect(await labelsOf('s1')).toEqual([{ label: 'knead dough well', version: '1.10.0' }]);
  expect(await labelsOf('old')).toEqual([{ label: 'bake in ashes', version: '1.9.1' }]);
  await importEsco('1.11.0', 'knead by hand');
  expect(await labelsOf('s1')).toEqual([{ label: 'knead by hand', version: '1.11.0' }]);
  const versions = await query(database.db, sql`select version from framework_version order by id`);
  expect(versions).toEqual(['1.10.0', '1.9.1', '1.11.0'].map((version) => ({ version })));
});
